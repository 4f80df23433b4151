"""A file that nobody trusts is drawn by a process that can do nothing else, and only its pixels come out."""

import io
import subprocess
import sys

import pytest
from PIL import Image

from parvis.kernel.rendering import Reason, UnreadableError, apart, outline, picture
from tests.factories.drawings import EXIF_GPS, LOCKED, make_endless_pdf, make_pdf, make_photograph, make_picture

PDF = "application/pdf"
CONFINED = f"""
import os, socket, sys
sys.path.insert(0, {str(apart.DRAWER.parent)!r})
import drawer
drawer.confine(5, 768)
drawer.warm()
drawer.shut()
for reach in (lambda: open("/etc/passwd"), socket.socket, os.pipe, lambda: bytearray(2**30)):
    try:
        reach()
    except (OSError, MemoryError) as refused:
        print(type(refused).__name__)
os._exit(0 if sys.stdout.flush() is None else 1)
"""


def refused(content, media_type):
    with pytest.raises(UnreadableError) as found:
        picture(content, media_type)
    return found.value.reason


def test_a_pdf_is_its_pages_their_words_and_their_size():
    content = make_pdf()
    found = outline(content, PDF)
    assert found.count > 1
    assert [page.number for page in found.pages] == list(range(1, found.count + 1))
    assert "refuse l’inscription" in found.pages[0].words
    drawn = Image.open(io.BytesIO(picture(content, PDF, 2)))
    assert (drawn.format, drawn.size) == ("JPEG", (found.pages[1].width, found.pages[1].height))
    assert [page.number for page in outline(content, PDF, first=2, most=1).pages] == [2]
    assert outline(content, PDF, first=found.count + 1).pages == ()


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGBA"), ("GIF", "P"), ("PNG", "1")]
)
def test_a_picture_is_drawn_again_on_white(kind, mode):
    found = outline(content := make_picture(kind, (2800, 1400), mode), f"image/{kind.lower()}")
    assert (found.count, found.pages[0].width, found.pages[0].height, found.pages[0].words) == (1, 1400, 700, "")
    drawn = Image.open(io.BytesIO(picture(content, f"image/{kind.lower()}")))
    assert (drawn.format, drawn.mode, drawn.size) == ("JPEG", "RGB", (1400, 700))
    assert (min(drawn.getpixel((9, 9))) > 250) == (mode == "RGBA")


def test_a_photograph_stands_upright_and_no_more_says_where_it_was():
    content = make_photograph()
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(EXIF_GPS)
    drawn = Image.open(io.BytesIO(answer := picture(content, "image/jpeg")))
    assert drawn.size == (40, 60)
    assert not dict(drawn.getexif())
    assert b"Exif" not in answer


@pytest.mark.parametrize(
    ("content", "media_type", "reason"),
    [
        (LOCKED, PDF, Reason.LOCKED),
        (b"%PDF-1.7\nrien", PDF, Reason.BROKEN),
        (make_picture()[:300], "image/jpeg", Reason.BROKEN),
        (make_picture(), PDF, Reason.BROKEN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", Reason.BROKEN),
        (b"<script>alert(1)</script>", "text/html", Reason.BROKEN),
        (make_picture("PNG", (20_000, 20_000), "1"), "image/png", Reason.HEAVY),
    ],
    ids=["locked", "not a PDF", "cut", "another kind", "drawing that runs", "page that runs", "bomb"],
)
def test_what_cannot_be_shown_says_why(content, media_type, reason):
    assert refused(content, media_type) == reason


def test_a_photograph_of_two_pictures_is_its_first():
    kept = io.BytesIO()
    Image.new("RGB", (30, 20)).save(kept, "MPO", save_all=True, append_images=[Image.new("RGB", (30, 20))])
    assert Image.open(io.BytesIO(picture(kept.getvalue(), "image/jpeg"))).size == (30, 20)


def test_a_photograph_larger_than_any_screen_is_shown():
    assert picture(make_picture("JPEG", (12_000, 9_000)), "image/jpeg")


def test_a_file_that_never_ends_is_left(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 1)
    assert refused(make_endless_pdf(), PDF) == Reason.HEAVY


def test_few_are_drawn_at_once(monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE", 0.01)
    for _ in range(apart.TOGETHER):
        apart._turns.acquire()
    try:
        assert refused(make_picture(), "image/jpeg") == Reason.BUSY
    finally:
        apart._turns.release(apart.TOGETHER)
    assert picture(make_picture(), "image/jpeg")


def test_who_draws_reaches_no_file_no_network_and_little_memory():
    done = subprocess.run([sys.executable, "-I", "-c", CONFINED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["OSError", "OSError", "OSError", "MemoryError"]
