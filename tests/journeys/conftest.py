"""A real server over its own database with the demonstration's data, and a real browser in front of it."""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.http import HttpResponse
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from tests.journeys.inspection import Inspector
from tests.journeys.sheets import sheet_of
from tests.processes import surroundings
from tests.template import copy, ensure_demonstration

# A machine that runs other things is slower than the five seconds given by default.
expect.set_options(timeout=15_000)

CHROMIUM = "/usr/bin/chromium"
READY_WITHIN = 60.0
MINE = f"test_journeys_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
SENT = "button => [button.form.getAttribute('action') || location.pathname, [...new FormData(button.form)]]"
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
TOLD = ("Content-Type", "Content-Security-Policy")
APPLICATION = "tests.journeys.drawn:application"
SERVE = (
    "gunicorn", "--workers", "1", "--threads", "4", "--worker-class", "gthread",
    "--no-control-socket", "--log-level", "warning",
)  # fmt: skip

# Playwright's synchronous interface keeps an event loop in this thread; Django would refuse its queries there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def copied(template_database: str) -> Callable[[str], dict[str, str]]:
    """Make a database of the demonstration anew, under a name; the surroundings of whoever serves it."""
    owner, web = settings.PARVIS_OWNER, settings.PARVIS_WEB
    folder = settings.PARVIS_DATA / "journeys"
    demonstration = ensure_demonstration(template_database, folder)

    def make(name: str) -> dict[str, str]:
        sheets = folder / f"{name}.sheets"
        shutil.rmtree(sheets, ignore_errors=True)
        sheets.mkdir()
        with psycopg.connect(owner.named("postgres").url, autocommit=True) as root:
            copy(root, demonstration, name)
        return surroundings(owner.named(name), web.named(name), folder, PARVIS_TEST_SHEETS=str(sheets))

    return make


@pytest.fixture(scope="session")
def server(copied) -> Iterator[str]:
    """The address of a server of this worker's own, over a fresh copy of the demonstration."""
    with _serving(copied(MINE), settings.PARVIS_DATA / "journeys" / f"{MINE}.log") as address:
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
    return Inspector(server, settings.PARVIS_DATA / "screens")


def _new_context(browser: Browser, server: str, **options: object) -> BrowserContext:
    context = browser.new_context(
        base_url=server, locale="fr-FR", timezone_id="Europe/Paris", reduced_motion="reduce", **options
    )
    context.set_default_timeout(10_000)
    return context


@pytest.fixture
def open_page(browser: Browser, server: str, inspector: Inspector) -> Iterator[Callable[..., Page]]:
    """Make a page: ``open_page(width=360, dark=True, javascript=False)``; addresses are relative to the server."""
    contexts = []

    def make(*, width: int = 1280, height: int = 900, dark: bool = False, javascript: bool = True) -> Page:
        context = _new_context(
            browser,
            server,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
        )
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


@pytest.fixture(scope="session")
def easel(browser: Browser, server: str, inspector: Inspector) -> Iterator[Page]:
    """One page for all that is drawn: it keeps the static files, and signs nobody in."""
    with contextlib.closing(_new_context(browser, server)) as context:
        page = context.new_page()
        inspector.watch(page)
        yield page


@pytest.fixture
def draw(easel: Page, inspector: Inspector) -> Callable[[HttpResponse], Page]:
    """Show on a phone, at its own address, a page made in this process; all that it loads comes from the server."""
    folder = settings.PARVIS_DATA / "journeys"
    served = json.loads((folder / "static" / "staticfiles.json").read_text())["paths"]
    link = re.compile(rf"{settings.STATIC_URL}([^\s\"'&?#<>]+)")

    def show(response: HttpResponse) -> Page:
        path = response.request["PATH_INFO"]
        headers = {name: response.headers[name] for name in TOLD if name in response.headers}
        # Here static files have no fingerprint in their name, and the server keeps only those that have.
        body = link.sub(lambda found: settings.STATIC_URL + served[found[1]], response.text)
        sheet = sheet_of(folder / f"{MINE}.sheets", path)
        sheet.write_text(f"{json.dumps(headers)}\n{body}")
        easel.context.clear_cookies()
        easel.set_viewport_size(PHONE)
        inspector.start_over(easel)
        easel.goto(path)
        assert not sheet.exists(), f"{path} was not the page drawn"
        return easel

    return show


@pytest.fixture
def at_both_widths(draw, check_page) -> Callable[..., Page]:
    """Draw a page on a phone then on a desktop, and check it on both."""

    def check(response: HttpResponse, name: str, *, status: int = 200) -> Page:
        assert response.status_code == status
        page = draw(response)
        check_page(page, name=name)
        page.set_viewport_size(DESKTOP)
        check_page(page, name=name)
        return page

    return check


@pytest.fixture
def send():
    """Send, as ``browser``, the form of a drawn page as it was filled in."""

    def by(page, browser, button):
        address, pairs = page.get_by_role("button", name=button).evaluate(SENT)
        given: dict[str, list[str]] = {}
        for name, value in pairs:
            if isinstance(value, str):
                given.setdefault(name, []).append(value)
        return browser.post(address, given)

    return by
