"""Opening hours in French prose, in the grammar of OpenStreetMap."""

import re
from typing import Final

from parvis.kernel.french import opening_hours
from parvis.products.data_inclusion.actions.mapping.hours import mended
from parvis.products.data_inclusion.actions.mapping.prose_hours import NO_HOUR, UNREADABLE, read_prose, says_something
from parvis.products.data_inclusion.actions.mending.cells import paragraphs
from parvis.products.data_inclusion.actions.mending.record import Mending

LONGEST: Final = 2000
_NAMES_DAYS: Final = re.compile(rf"\b(?:{'|'.join(opening_hours.CODES)})\b")
_OF_PROSE: Final = re.compile(r"[a-zà-ÿ]{4,}", re.IGNORECASE)


def mend_hours(mending: Mending, name: str = "horaires_accueil") -> None:
    """Valid ``opening_hours``, or none."""
    given = paragraphs(mending.take(name))
    if not given:
        return
    hours, what = read(given)
    mending.put(name, hours)
    if what:
        mending.corrected(name, what)


def read(given: str) -> tuple[str, str]:
    """The hours that a text says, and what was done to it; none when they cannot be read without guessing."""
    if len(given) > LONGEST:
        return "", UNREADABLE
    if opening_hours.is_valid(given) and says_something(given):
        return given, ""
    rewritten = mended(given)
    if _NAMES_DAYS.search(rewritten) and not _OF_PROSE.search(rewritten) and opening_hours.is_valid(rewritten):
        return rewritten, ""
    hours, what = read_prose(given)
    return hours, what or ("texte traduit en opening_hours" if hours else NO_HOUR)
