"""The process that opens a file that nobody trusts: no environment, no network, no other file, little time and memory.

It is run as a program, by its path, and imports nothing of Parvis. The file comes in by its standard input; a page, or
what there is to know of pages, goes out by the standard output; why it could not, in one word, by the other.
"""

import codecs
import ctypes
import io
import json
import math
import os
import resource
import sys
from typing import Any, Final

import pypdfium2
from PIL import (
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

WIDEST: Final = 1400
TALLEST: Final = 4000
MOST_PIXELS: Final = 50_000_000
WORDS: Final = 20_000
QUALITY: Final = 82
FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
# Fetched now: what a phone writes in a photograph is read by the last two, when nothing more may be opened.
PLUGINS: Final = (GifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin, MpoImagePlugin, TiffImagePlugin)
NO_NEW_PRIVILEGES: Final = 38
WRONG_PASSWORD: Final = 4


class RefusedError(Exception):
    """Why nothing is shown, in one word."""


def main() -> int:
    """Do what is asked; the code of exit says whether it was done."""
    seconds, mebibytes, act, kind, *given = sys.argv[1:]
    confine(int(seconds), int(mebibytes))
    content = sys.stdin.buffer.read()
    warm()
    shut()
    try:
        asked = [int(each) for each in given]
        done: Any = {"outline": outline, "picture": picture}[act]
        answer = done(PdfPages(content) if kind == "pdf" else Picture(content), *asked)
    except RefusedError as refused:
        return told(str(refused))
    except MemoryError:
        return told("heavy")
    except Exception:  # noqa: BLE001  whatever a hostile file does to a library, the file is not shown
        return told("broken")
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


def confine(seconds: int, mebibytes: int) -> None:
    """Give up, for good, all that drawing does not need."""
    memory = mebibytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # Counted in `Picture`, once its format has made it smaller.
    Image.MAX_IMAGE_PIXELS = None
    ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def warm() -> None:
    """Draw what is our own first: libraries fetch parts of themselves late, when nothing more may be opened."""
    codecs.lookup("utf-16-le")
    with pypdfium2.PdfDocument.new() as blank:
        blank.new_page(WIDEST + 1, 1)
        kept = io.BytesIO()
        blank.save(kept)
    outline(PdfPages(kept.getvalue()), 1, 1)
    picture(PdfPages(kept.getvalue()), 1)
    for name in FORMATS:
        kept = io.BytesIO()
        Image.new("RGB" if name == "JPEG" else "P", (WIDEST + 1, 1)).save(kept, name)
        outline(Picture(kept.getvalue()), 1, 1)
        picture(Picture(kept.getvalue()), 1)


def shut() -> None:
    """Open nothing more: neither file nor socket. What the file is was read already."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def told(why: str) -> int:
    """Say why."""
    sys.stderr.write(why)
    sys.stderr.flush()
    return 1


def outline(pages: Any, first: int, most: int) -> bytes:
    """What there is to know of the pages from ``first``."""
    numbers = range(first, min(first + most, pages.count + 1))
    shown = [dict(zip(("number", "width", "height", "words"), (n, *pages.about(n)), strict=True)) for n in numbers]
    return json.dumps({"count": pages.count, "pages": shown}).encode()


def picture(pages: Any, number: int) -> bytes:
    """One page, as nothing but pixels."""
    if not 1 <= number <= pages.count:
        raise RefusedError("broken")
    drawn, answer = opaque(pages.drawn(number)), io.BytesIO()
    drawn.save(answer, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return answer.getvalue()


def opaque(drawn: Image.Image) -> Image.Image:
    """In plain colours, on white where one could see through, without any of what was said beside the pixels."""
    if drawn.mode in {"RGBA", "LA", "PA"} or "transparency" in drawn.info:
        through = drawn.convert("RGBA")
        drawn = Image.new("RGB", through.size, "white")
        drawn.paste(through, mask=through.getchannel("A"))
    plain = Image.new("RGB", drawn.size)
    plain.paste(drawn.convert("RGB"))
    return plain


def fitted(width: float, height: float, most: float) -> float:
    """By how much to multiply a size so that it is shown whole."""
    if width <= 0 or height <= 0:
        raise RefusedError("broken")
    return min(WIDEST / width, TALLEST / height, most)


class PdfPages:
    """A PDF."""

    def __init__(self, content: bytes) -> None:
        try:
            self.pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as refused:
            raise RefusedError("locked" if refused.err_code == WRONG_PASSWORD else "broken") from refused
        # What was filled in a form is drawn with its page; no script runs: this PDFium has none.
        self.pdf.init_forms()
        self.count = len(self.pdf)

    def about(self, number: int) -> tuple[int, int, str]:
        """Its size once drawn, and its words."""
        page = self.pdf[number - 1]
        width, height = page.get_size()
        scale = fitted(width, height, WIDEST)
        words = page.get_textpage().get_text_bounded()[:WORDS].replace("\0", "")
        return math.ceil(width * scale), math.ceil(height * scale), words.strip()

    def drawn(self, number: int) -> Image.Image:
        """The page."""
        page = self.pdf[number - 1]
        width, height = page.get_size()
        return page.render(scale=fitted(width, height, WIDEST)).to_pil()


class Picture:
    """A picture: the first one of a file that moves."""

    count = 1

    def __init__(self, content: bytes) -> None:
        try:
            self.opened = Image.open(io.BytesIO(content), formats=FORMATS)
        except UnidentifiedImageError as refused:
            raise RefusedError("broken") from refused
        # A photograph is opened smaller where its format lets it; the others are as large as they say.
        self.opened.draft("RGB", (WIDEST, TALLEST))
        if self.opened.width * self.opened.height > MOST_PIXELS:
            raise RefusedError("heavy")

    def about(self, number: int) -> tuple[int, int, str]:
        """Its size once drawn; a picture has no words."""
        return *self._upright(self.opened).size, ""

    def drawn(self, number: int) -> Image.Image:
        """The picture."""
        return self._upright(self.opened)

    @staticmethod
    def _upright(opened: Image.Image) -> Image.Image:
        shown = ImageOps.exif_transpose(opened)
        scale = fitted(shown.width, shown.height, 1)
        if scale == 1:
            return shown
        return shown.resize((max(1, round(shown.width * scale)), max(1, round(shown.height * scale))))


if __name__ == "__main__":
    os._exit(main())
