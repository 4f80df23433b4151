"""The demonstration starts, serves, stops everything it started, and starts again after the worst."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.journey

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder() -> Path:
    """Kept between runs on one machine: the first start loads everything, the next ones nothing."""
    kept = Path(os.environ["PARVIS_DATA"]) / "demo"
    kept.mkdir(parents=True, exist_ok=True)
    return kept


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(folder: Path, port: int) -> tuple[subprocess.Popen[str], str]:
    """Run the demonstration until it says that it is ready; its words so far."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo"],
        cwd=ROOT,
        env=os.environ | {"PARVIS_MODE": "demo", "PARVIS_DATA": str(folder), "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    words = ""
    while "Ctrl-C" not in words:
        line = process.stdout.readline()
        assert line, f"stopped with {process.wait()} after: {words}"
        words += line
    return process, words


def stop(process: subprocess.Popen[str]) -> None:
    """Ask as Ctrl-C does; the end must be a success."""
    process.send_signal(signal.SIGINT)
    words, _ = process.communicate(timeout=60)
    assert process.returncode == 0, words


def at_work(folder: Path) -> list[str]:
    """Processes that still serve from ``folder``: its database, its web server, its worker."""
    found = []
    for process in psutil.process_iter(["cmdline", "environ"]):
        command = " ".join(process.info["cmdline"] or [])
        mine = (process.info["environ"] or {}).get("PARVIS_DATA") == str(folder)
        if str(folder / "postgres") in command or (mine and "manage.py demo" in command):
            found.append(command)
    return found


def test_the_demonstration_serves_then_stops_all_it_started(folder, port):
    process, words = start(folder, port)
    assert f"Parvis est prêt : http://127.0.0.1:{port}/" in words
    assert "@" in words.partition("est prêt")[2]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
        assert page.status == 200
        assert "Parvis" in page.read().decode()
    assert at_work(folder) != []
    stop(process)
    assert at_work(folder) == []


def test_a_demonstration_killed_without_warning_starts_again(folder, port):
    process, _ = start(folder, port)
    process.kill()
    process.communicate()
    again, words = start(folder, port)
    assert "est prêt" in words
    stop(again)
    assert at_work(folder) == []
