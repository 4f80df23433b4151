"""Opening hours in French prose, in the grammar of OpenStreetMap."""

import re
from typing import Final

from parvis.kernel.french import opening_hours
from parvis.products.data_inclusion.actions.mapping.hours import UNREADABLE, mended, written
from parvis.products.data_inclusion.actions.mapping.week_hours import read_week_prose
from parvis.products.data_inclusion.actions.mending.cells import paragraphs
from parvis.products.data_inclusion.actions.mending.record import Mending

APPOINTMENT: Final = '"sur rendez-vous"'
ALWAYS: Final = "24/7"
LONGEST: Final = 2000
ASIDE: Final = "une précision entre parenthèses n'a pas pu être reprise"
_ALWAYS: Final = re.compile(
    r"(?:ouvert\w*|accessible)?[\s,:]*(?:7\s*(?:j|jours?)?\s*(?:/|sur)\s*7)?[\s,et-]*"
    r"24\s*(?:h|heures?)?\s*(?:/|sur)\s*24(?:\s*h)?[\s,et-]*(?:7\s*(?:j|jours?)?\s*(?:/|sur)\s*7)?\s*(?:jours?)?[\s.]*",
    re.IGNORECASE,
)
_APPOINTMENT: Final = re.compile(r"\b(?:sur|prendre)\s+(?:rdv|rendez[- ]?vous)\b", re.IGNORECASE)
_ONLY_APPOINTMENT: Final = re.compile(
    r"(?:uniquement|seulement|accueil|ouvert\w*|[\s,:.()-])*\b(?:sur|prendre)\s+(?:rdv|rendez[- ]?vous)"
    r"(?:\s+(?:uniquement|seulement))?[\s.)]*",
    re.IGNORECASE,
)
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
    if opening_hours.is_valid(given) and _says_something(given):
        return given, ""
    rewritten = mended(given)
    if _NAMES_DAYS.search(rewritten) and not _OF_PROSE.search(rewritten) and opening_hours.is_valid(rewritten):
        return rewritten, ""
    if _ALWAYS.fullmatch(given):
        return ALWAYS, "texte traduit en opening_hours"
    if _ONLY_APPOINTMENT.fullmatch(given):
        return f"unknown {APPOINTMENT}", "« sur rendez-vous » gardé comme commentaire"
    return _prose(given)


def _says_something(hours: str) -> bool:
    return any(map(str.isdigit, hours)) or '"' in hours


def _prose(given: str) -> tuple[str, str]:
    prose = read_week_prose(given)
    if prose is None:
        return "", UNREADABLE
    rules = [rule for rule in (written(prose.week), *prose.monthly) if rule]
    if _APPOINTMENT.search(given):
        rules = [
            part if part.endswith(" off") else f"{part} {APPOINTMENT}" for rule in rules for part in rule.split("; ")
        ]
    hours = "; ".join(rules)
    if not hours or not opening_hours.is_valid(hours):
        return "", UNREADABLE
    return hours, ASIDE if prose.aside else "texte traduit en opening_hours"
