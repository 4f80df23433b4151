"""A cell of opening hours in French, in the grammar of OpenStreetMap, or why it is left out."""

import re
from typing import Final

from parvis.kernel.french import opening_hours
from parvis.products.data_inclusion.actions.mapping.cells import squeezed
from parvis.products.data_inclusion.actions.mapping.day_hours import ASIDE, IRREGULAR, plain
from parvis.products.data_inclusion.actions.mapping.week_hours import names_a_day, read_week_prose
from parvis.products.data_inclusion.actions.mapping.writing_hours import written

UNREADABLE: Final = "ne se lisent pas sans deviner, laissés de côté"
NO_HOUR: Final = "aucune heure n'est donnée, laissés de côté"
NO_DAY: Final = "aucun jour n'est nommé, laissés de côté"
VARYING: Final = "changent selon la semaine, le mois ou les vacances, laissés de côté"
ASIDE_LOST: Final = "une précision entre parenthèses n'a pas pu être reprise"
APPOINTMENT_LOST: Final = "« sur rendez-vous » n'a pas pu être repris"
APPOINTMENT: Final = '"sur rendez-vous"'
ALWAYS: Final = "24/7"
# Truth values stand in this column when a producer exported a box to tick.
NOTHING: Final = frozenset({"false", "true", "null", "none", "nan", "n/a", "nc"})
_CODES: Final = re.compile(rf"\b(?:{'|'.join(opening_hours.CODES)})\b", re.IGNORECASE)
_LONGEST: Final = 1_000
_ALWAYS: Final = re.compile(
    r"(?:ouvert\w*|accessible)?[\s,:]*(?:7\s*(?:j|jours?)?\s*(?:/|sur)\s*7)?[\s,et-]*"
    r"24\s*(?:h|heures?)?\s*(?:/|sur)\s*24(?:\s*h)?[\s,et-]*(?:7\s*(?:j|jours?)?\s*(?:/|sur)\s*7)?\s*(?:jours?)?[\s.]*|24/7",
    re.IGNORECASE,
)
_APPOINTMENT: Final = re.compile(r"\b(?:sur|prendre)\s+(?:rdv|rendez[- ]?vous)\b")
_ONLY_APPOINTMENT: Final = re.compile(
    r"(?:\b(?:uniquement|seulement|accueil|ateliers?|permanences?|ouvert\w*)\b|[\s,:.()-])*"
    r"\b(?:sur|prendre)\s+(?:rdv|rendez[- ]?vous)\b(?:\s+(?:uniquement|seulement|au|t[ée]l\w*))*[\s:.)]*"
)


def says_something(hours: str) -> bool:
    """Whether well-formed hours give an hour, or a comment, and not « off » alone."""
    return any(map(str.isdigit, hours)) or '"' in hours


def read_prose(text: str) -> tuple[str, str]:
    """The hours that a text says and what of it is lost; no hours, and why, when they would be guessed."""
    said = plain(squeezed(text))
    if not any(map(str.isalnum, said)) or said in NOTHING:
        return "", ""
    if len(said) > _LONGEST:
        return "", UNREADABLE
    if _ALWAYS.fullmatch(said):
        return ALWAYS, ""
    if _ONLY_APPOINTMENT.fullmatch(said):
        return f"unknown {APPOINTMENT}", ""
    prose = read_week_prose(text)
    if prose is None:
        return "", _why(said)
    rules = [rule for rule in (written(prose.week), *prose.monthly) if rule]
    what = ASIDE_LOST if prose.aside else ""
    if _APPOINTMENT.search(ASIDE.sub(" ", said)):
        # With several rules, nothing says of which it is true.
        alone = len(rules) == 1 and ";" not in rules[0]
        rules, what = ([f"{rules[0]} {APPOINTMENT}"], what) if alone else (rules, APPOINTMENT_LOST)
    hours = "; ".join(rules)
    return (hours, what) if hours and opening_hours.is_valid(hours) else ("", UNREADABLE)


def _why(said: str) -> str:
    if not any(map(str.isdigit, said)):
        return NO_HOUR
    if IRREGULAR.search(said):
        return VARYING
    return UNREADABLE if names_a_day(said) or _CODES.search(said) else NO_DAY
