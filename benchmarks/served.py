"""The platform served as the demonstration is, and a client that costs next to nothing."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence

import psutil
from django.conf import settings

READY_WITHIN = 60.0
AT_LEAST = 3
_SERVE = """
import os, sys, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
django.setup()
from parvis.config.web_server import WebServer
WebServer(int(sys.argv[1]), int(sys.argv[2])).run()
"""


class Client:
    """One connection kept open."""

    def __init__(self, port: int, secret: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._headers = f"Host: 127.0.0.1\r\nAuthorization: Bearer {secret}\r\n\r\n"

    def get(self, path: str) -> bytes:
        """The body of an answer, which must be a 200."""
        self._socket.sendall(f"GET {path} HTTP/1.1\r\n{self._headers}".encode())
        received = bytearray()
        while (end := received.find(b"\r\n\r\n")) < 0:
            piece = self._socket.recv(65_536)
            if not piece:
                raise ConnectionError(f"{path}: the server closed the connection after {bytes(received)!r}")
            received += piece
        head = bytes(received[:end]).decode().lower()
        if " 200 " not in head.splitlines()[0]:
            raise ValueError(f"{path}: {head.splitlines()[0]} {bytes(received[end:])!r}")
        body = bytearray(int(head.partition("content-length:")[2].partition("\r\n")[0]))
        held = len(received) - end - 4
        body[:held] = received[end + 4 :]
        view = memoryview(body)
        while held < len(body):
            held += self._socket.recv_into(view[held:])
        return bytes(body)

    def close(self) -> None:
        """Let the server's thread go."""
        self._socket.close()


@contextlib.contextmanager
def serving(port: int, workers: int) -> Iterator[psutil.Process]:
    """The web server of the house on ``port``, on the database in use."""
    given = {"DATABASE_URL": settings.PARVIS_OWNER.url, "DATABASE_WEB_URL": settings.PARVIS_WEB.url}
    addresses = {name: url.replace("://?", ":///parvis?") for name, url in given.items()}
    command = [sys.executable, "-c", _SERVE, str(port), str(workers)]
    # One token makes all the calls: their limit is not what is measured.
    process = subprocess.Popen(command, env=os.environ | addresses | {"PARVIS_API_CALLS": "0"})  # noqa: S603  this very interpreter
    try:
        deadline = time.monotonic() + READY_WITHIN
        while True:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the web server does not answer")
            time.sleep(0.1)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def heaviest(server: psutil.Process) -> float:
    """The memory that the largest worker holds, in MiB, what it shares with the others included."""
    return max(worker.memory_info().rss for worker in server.children()) / 2**20


def load(port: int, secret: str, paths: Sequence[str], connections: int, seconds: float) -> tuple[float, list[float]]:
    """Requests a second, and the milliseconds of each, over ``connections`` that never rest for ``seconds``."""
    taken: list[float] = []
    failures: list[Exception] = []

    def ask(offset: int) -> None:
        client = Client(port, secret)
        try:
            number = first = offset * len(paths) // connections
            while time.perf_counter() < until or number - first < AT_LEAST:
                began = time.perf_counter()
                client.get(paths[number % len(paths)])
                taken.append((time.perf_counter() - began) * 1000)
                number += 1
        except Exception as error:  # noqa: BLE001  told to the caller below
            failures.append(error)
        finally:
            client.close()

    started = time.perf_counter()
    until = started + seconds
    threads = [threading.Thread(target=ask, args=(offset,)) for offset in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return len(taken) / (time.perf_counter() - started), taken
