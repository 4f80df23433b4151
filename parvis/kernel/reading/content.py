"""A file on disk read once to know it: its fingerprint and, for text, its encoding and number of lines."""

import codecs
import hashlib
import re
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Final, TextIO

from parvis.kernel.reading.rows import MAX_BYTES, SourceUnreadable

CHUNK: Final = 1024**2
HEAD: Final = 4096
UTF_16_BOMS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Bytes that Windows-1252 does not define, and that Latin-1 has as controls.
NOT_WINDOWS: Final = b"\x81\x8d\x8f\x90\x9d"
STRAY_AS_WINDOWS: Final = "parvis-stray-bytes"
_STRAY: Final = re.compile("[\udc80-\udcff]")
_FEW_NULS: Final = 0.2


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Bytes of Windows-1252 lost in a text in UTF-8: a cell pasted from elsewhere."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error(STRAY_AS_WINDOWS, _stray)


@dataclass(frozen=True)
class Content:
    """A file of known size and fingerprint; ``lines`` counts ends of lines, those inside cells too."""

    path: Path
    name: str
    size: int
    sha256: str
    encoding: str
    errors: str
    lines: int

    def text(self) -> TextIO:
        """The text, ends of lines as they are."""
        return self.path.open(encoding=self.encoding, errors=self.errors, newline="")

    def head(self) -> str:
        """The first characters."""
        with self.text() as stream:
            return stream.read(HEAD)


def head_of(path: Path) -> bytes:
    """The first bytes of a file."""
    with path.open("rb") as stream:
        return stream.read(HEAD)


def check_size(size: int) -> None:
    """Refuse a file larger than what is read, before reading it."""
    if size > MAX_BYTES:
        raise SourceUnreadable(
            f"Le fichier pèse {size / 1024**3:.1f} Gio, plus que les 2 Gio acceptés. ".replace(".", ",", 1)
            + "Publiez-le en plusieurs fichiers, ou au format Parquet."
        )


def measure(path: Path, name: str) -> Content:
    """Read ``path`` to its end, once."""
    size = path.stat().st_size
    check_size(size)
    if not size:
        raise SourceUnreadable("Le fichier est vide. Vérifiez l'adresse, ou refaites l'export.")
    with path.open("rb") as stream:
        probe = _Probe(head_of(path))
        probe.read(stream)
    encoding, errors = probe.encoding()
    return Content(path, name, size, probe.sha256.hexdigest(), encoding, errors, probe.lines)


class _Probe:
    """What the bytes of a file tell."""

    def __init__(self, head: bytes) -> None:
        self.sha256 = hashlib.sha256()
        self.lines = 0
        self._head = head
        self._accents = 0
        self._stray = 0
        self._not_windows = False
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")

    def read(self, stream: BufferedReader) -> None:
        last = b""
        while chunk := stream.read(CHUNK):
            self.sha256.update(chunk)
            self.lines += chunk.count(b"\n")
            self._look_at(chunk)
            last = chunk
        self._look_at(b"", final=True)
        self.lines += not last.endswith(b"\n")

    def _look_at(self, chunk: bytes, *, final: bool = False) -> None:
        text = self._decoder.decode(chunk, final)
        if text.isascii():
            return
        stray = len(_STRAY.findall(text))
        self._stray += stray
        self._accents += len(text) - len(text.encode("ascii", "ignore")) - stray
        self._not_windows |= len(chunk.translate(None, NOT_WINDOWS)) < len(chunk)

    def encoding(self) -> tuple[str, str]:
        """The encoding, and what to do with bytes that are not of it."""
        if self._head.startswith(UTF_16_BOMS):
            return "utf-16", "replace"
        even, odd = self._head[::2], self._head[1::2]
        if self._head.count(0) > _FEW_NULS * len(self._head) and (not even.count(0) or not odd.count(0)):
            return ("utf-16-le" if not even.count(0) else "utf-16-be"), "replace"
        if not self._stray:
            return "utf-8-sig", "strict"
        if self._accents > self._stray:
            return "utf-8-sig", STRAY_AS_WINDOWS
        return ("latin-1" if self._not_windows else "cp1252"), "replace"
