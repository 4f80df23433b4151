"""The ClamAV daemon, to which a file is streamed.

Its protocol is four lines (INSTREAM, then sized pieces, then a zero). The client libraries are either
unmaintained or under a licence that this project cannot take.
"""

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass

PIECE = 64 * 1024
TIMEOUT = 60.0
END = struct.pack("!L", 0)


class AntivirusError(Exception):
    """The daemon does not answer, or not as it should: the file stays in quarantine."""


@dataclass(frozen=True)
class Verdict:
    """What the daemon said; ``signature`` names the virus."""

    clean: bool
    signature: str = ""


def verdict(address: str, content: Iterable[bytes]) -> Verdict:
    """Ask the daemon at ``address`` (``unix:/path`` or ``host:port``) about ``content``."""
    try:
        with _connected(address) as daemon:
            daemon.sendall(b"zINSTREAM\0")
            for chunk in content:
                for start in range(0, len(chunk), PIECE):
                    piece = chunk[start : start + PIECE]
                    daemon.sendall(struct.pack("!L", len(piece)) + piece)
            daemon.sendall(END)
            answer = _answer(daemon)
    except OSError as error:
        raise AntivirusError(f"ClamAV: {type(error).__name__}") from error
    if answer == "stream: OK":
        return Verdict(clean=True)
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return Verdict(clean=False, signature=answer.removeprefix("stream: ").removesuffix(" FOUND"))
    raise AntivirusError("ClamAV: unexpected answer")


def _connected(address: str) -> socket.socket:
    if address.startswith("unix:"):
        daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        daemon.settimeout(TIMEOUT)
        try:
            daemon.connect(address.removeprefix("unix:"))
        except OSError:
            daemon.close()
            raise
        return daemon
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=TIMEOUT)


def _answer(daemon: socket.socket) -> str:
    received = b""
    while not received.endswith(b"\0") and (piece := daemon.recv(4096)):
        received += piece
    return received.rstrip(b"\0").decode(errors="replace")
