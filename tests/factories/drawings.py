"""Files that people deposit, and that are read in the page: PDF, pictures, and what is wrong with some of them."""

import io
import zlib

from PIL import Image

from parvis.kernel.paper import Letter

LOCKED = (
    b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>> endobj
trailer <</Root 1 0 R/Size 4/ID[<00><00>]/Encrypt <</Filter/Standard/V 1/R 2/P -4/O<"""
    + b"5a" * 32
    + b">/U<"
    + b"a5" * 32
    + b""">>> >>
%%EOF"""
)
PARAGRAPH = "La mairie refuse l’inscription à la cantine. " * 40
EXIF_ORIENTATION, EXIF_GPS = 0x0112, 0x8825


def make_pdf(pages: int = 2) -> bytes:
    """A letter of so many pages, each with its words."""
    paragraphs = [f"Fin de la page {number}.\n{PARAGRAPH * 2}" for number in range(pages * 2)]
    letter = Letter("Courrier", "Dijon", "Service scolaire", "", "Mme Benali", "", "3 mars 2026", tuple(paragraphs))
    return letter.pdf


def make_endless_pdf() -> bytes:
    """One page that is drawn again and again."""
    drawing = zlib.compress(b"0 0 m 9 9 80 3 200 200 c S\n" * 3_000_000, 9)
    return b"".join(
        [
            b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n",
            b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>> endobj\n",
            b"4 0 obj <</Filter/FlateDecode/Length %d>> stream\n" % len(drawing),
            drawing,
            b"\nendstream endobj\ntrailer <</Root 1 0 R/Size 5>>\n%%EOF",
        ]
    )


def make_picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options) -> bytes:
    kept = io.BytesIO()
    Image.new(mode, size, 0).save(kept, kind, **options)
    return kept.getvalue()


def make_photograph() -> bytes:
    """What a phone takes: lying on its side, and saying where it was."""
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 6
    exif.get_ifd(EXIF_GPS)[1] = "N"
    return make_picture(exif=exif)
