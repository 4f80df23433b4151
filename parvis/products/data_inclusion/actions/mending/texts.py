"""Names, descriptions and precisions."""

from collections.abc import Callable
from typing import Any

from parvis.products.data_inclusion.actions.mending.cells import paragraphs, restored, text
from parvis.products.data_inclusion.actions.mending.record import Mending

LONGEST_NAME, LONGEST_TEXT = 150, 10_000
MISREAD = "encodage ou codes HTML rétablis"


def mend_name(mending: Mending) -> None:
    """A name of at most 150 characters, cut at a word."""
    _mend(mending, "nom", text, LONGEST_NAME)


def mend_text(mending: Mending, name: str) -> None:
    """A text of one or more paragraphs."""
    _mend(mending, name, paragraphs, LONGEST_TEXT)


def mend_line(mending: Mending, name: str) -> None:
    """A text on one line."""
    _mend(mending, name, text, LONGEST_TEXT)


def _mend(mending: Mending, name: str, plain: Callable[[Any], str], longest: int) -> None:
    given = plain(mending.take(name))
    better = plain(restored(given))
    if better != given:
        mending.corrected(name, MISREAD)
    if len(better) > longest:
        better = f"{better[: longest - 1].rsplit(' ', 1)[0].rstrip()[: longest - 1]}…"
        mending.corrected(name, f"plus de {longest} caractères, coupé".replace("10000", "10 000"))
    mending.put(name, better)
