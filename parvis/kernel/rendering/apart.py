"""Have a file read by a process that knows nothing, may open nothing, and is killed when it takes too long."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

DRAWER: Final = Path(__file__).with_name("drawer.py")
PDF: Final = "application/pdf"
SHOWN: Final = frozenset({PDF, "image/jpeg", "image/png", "image/webp", "image/gif"})
# A page of words takes a third of a second; a scanned plan, two.
SECONDS: Final = 12
MEBIBYTES: Final = 768
# Each may take that much memory: few at once, the others wait their turn, not so long that nobody else is served.
TOGETHER: Final = 2
PATIENCE: Final = 5


class Reason(StrEnum):
    """Why nothing is shown of a file."""

    LOCKED = "locked"
    BROKEN = "broken"
    HEAVY = "heavy"
    BUSY = "busy"


class UnreadableError(Exception):
    """Nothing of this file can be shown here."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Page:
    """One page: its size once drawn, in pixels, and its words when the file has them."""

    number: int
    width: int
    height: int
    words: str


@dataclass(frozen=True)
class Outline:
    """How many pages a file has, and some of them."""

    count: int
    pages: tuple[Page, ...]


_turns = BoundedSemaphore(TOGETHER)


def outline(content: bytes, media_type: str, *, first: int = 1, most: int = 10) -> Outline:
    """The pages of a file from ``first``, ``most`` at most; a picture is a file of one page."""
    told = json.loads(_drawn(content, "outline", _kind(media_type), str(first), str(most)))
    return Outline(told["count"], tuple(Page(**each) for each in told["pages"]))


def picture(content: bytes, media_type: str, number: int = 1) -> bytes:
    """One page as a JPEG that carries nothing but its pixels."""
    return _drawn(content, "picture", _kind(media_type), str(number))


def _kind(media_type: str) -> str:
    if media_type not in SHOWN:
        raise UnreadableError(Reason.BROKEN)
    return "pdf" if media_type == PDF else "image"


def _drawn(content: bytes, *asked: str) -> bytes:
    command = [sys.executable, "-I", str(DRAWER), str(SECONDS), str(MEBIBYTES), *asked]
    with _turn():
        try:
            # Nothing of ours goes along: no environment, where the keys are, and no folder.
            done = subprocess.run(  # noqa: S603  our own words
                command, input=content, capture_output=True, timeout=SECONDS, check=False, env={}, cwd="/"
            )
        except subprocess.TimeoutExpired as late:
            raise UnreadableError(Reason.HEAVY) from late
    if done.returncode == 0:
        return done.stdout
    # What kills a process says nothing: out of memory, or of the time that it had.
    said = done.stderr.decode(errors="replace").strip()
    raise UnreadableError(next((each for each in Reason if each == said), Reason.HEAVY))


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE):
        raise UnreadableError(Reason.BUSY)
    try:
        yield
    finally:
        _turns.release()
