"""A real server over its own database with the demonstration's data, and a real browser in front of it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import fasteners
import psycopg
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright
from psycopg import sql

from tests.journeys.inspection import Inspector
from tests.processes import surroundings

# A machine that runs other things is slower than the five seconds given by default.
expect.set_options(timeout=15_000)

CHROMIUM = "/usr/bin/chromium"
READY_WITHIN = 60.0
TOLD = ("Content-Type", "Content-Security-Policy")
APPLICATION = "parvis.config.wsgi:application"
SERVE = (
    "gunicorn", "--workers", "1", "--threads", "4", "--worker-class", "gthread",
    "--no-control-socket", "--log-level", "warning",
)  # fmt: skip
PREPARE = """
import django; django.setup()
from django.core.management import call_command
from parvis.config.static import collect
call_command("load", demo=True, verbosity=0); collect()
"""

# Playwright's synchronous interface keeps an event loop in this thread; Django would refuse its queries there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.journey)


def _copy(owner, source: str, target: str) -> None:
    with psycopg.connect(owner.url, autocommit=True) as root:
        root.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(target)))
        root.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(target), sql.Identifier(source)
            )
        )


@pytest.fixture(scope="session")
def server(template_database: str) -> Iterator[str]:
    """The address of a server of this worker's own, over a fresh copy of the demonstration."""
    from django.conf import settings

    owner, web = settings.PARVIS_OWNER, settings.PARVIS_WEB
    folder = settings.PARVIS_DATA / "journeys"
    folder.mkdir(exist_ok=True)
    demo, mine = f"{template_database}_demo", f"test_journeys_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with fasteners.InterProcessLock(folder / "prepare.lock"):
        with psycopg.connect(owner.url) as root:
            known = root.execute("SELECT 1 FROM pg_database WHERE datname = %s", [demo]).fetchone()
        if not known:
            draft = f"building_{demo}"
            _copy(owner, template_database, draft)
            subprocess.run(
                [sys.executable, "-c", PREPARE],
                env=surroundings(owner.named(draft), web.named(draft), folder),
                check=True,
            )
            with psycopg.connect(owner.url, autocommit=True) as root:
                root.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (draft, demo))))
        else:
            prepare = "import django; django.setup()\nfrom parvis.config.static import collect; collect()"
            subprocess.run(
                [sys.executable, "-c", prepare],
                env=surroundings(owner.named(demo), web.named(demo), folder),
                check=True,
            )
        _copy(owner, demo, mine)
    with _serving(surroundings(owner.named(mine), web.named(mine), folder), folder / f"{mine}.log") as address:
        yield address


@contextlib.contextmanager
def _serving(environment: dict[str, str], log: Path, application: str = APPLICATION) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *SERVE, "--bind", f"127.0.0.1:{port}", application],
            env=environment,
            stdout=output,
            stderr=output,
        )
    try:
        deadline = time.monotonic() + READY_WITHIN
        while True:
            with contextlib.suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=5).close()
                break
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server did not start:\n{log.read_text()}")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def inspector(server: str) -> Inspector:
    from django.conf import settings

    return Inspector(server, settings.PARVIS_DATA / "screens")


@pytest.fixture
def open_page(browser: Browser, server: str, inspector: Inspector) -> Iterator[Callable[..., Page]]:
    """Make a page: ``open_page(width=360, dark=True, javascript=False)``; addresses are relative to the server."""
    contexts = []

    def make(*, width: int = 1280, height: int = 900, dark: bool = False, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=server,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        inspector.watch(page)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page) -> Page:
    """A desktop screen, 1280 wide."""
    return open_page()


@pytest.fixture
def phone(open_page) -> Page:
    """A small phone, 360 by 740."""
    return open_page(width=360, height=740)


@pytest.fixture
def no_javascript(open_page) -> Page:
    """A small phone whose browser runs no script."""
    return open_page(width=360, height=740, javascript=False)


@pytest.fixture
def check_page(inspector: Inspector) -> Callable[..., None]:
    """Everything that any page owes: see :class:`Inspector`."""
    return inspector.check


@pytest.fixture
def screenshot(inspector: Inspector) -> Callable[..., Path]:
    """Keep a picture of a page under ``$PARVIS_DATA/screens``."""
    return inspector.picture


@pytest.fixture
def draw() -> Callable[[Page, HttpResponse], None]:
    """Show at its own address a page made in this process, with the static files that it names.

    They have no fingerprint in their name here, and the server keeps only those that have.
    """

    def show(page: Page, response: HttpResponse) -> None:
        path = response.request["PATH_INFO"]
        headers = {name: response.headers[name] for name in TOLD if name in response.headers}

        def answer(route: Route) -> None:
            route.fulfill(status=200, headers=headers, body=response.content)

        def answer_static(route: Route) -> None:
            found = finders.find(urlsplit(route.request.url).path.removeprefix(settings.STATIC_URL))
            route.fulfill(path=found) if found else route.continue_()

        page.route(f"**{settings.STATIC_URL}**", answer_static)
        page.route(lambda url: urlsplit(url).path == path, answer, times=1)
        page.goto(path)

    return show
