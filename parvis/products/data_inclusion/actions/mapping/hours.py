"""Opening hours as OpenStreetMap writes them, by the three roads of a configuration; never ill-formed."""

import re
from typing import Final

from parvis.kernel.french import opening_hours
from parvis.kernel.french.opening_hours import CODES, NEVER, Slot
from parvis.kernel.french.typography import DAYS
from parvis.products.data_inclusion.actions.mapping.cells import Cells, cell, squeezed
from parvis.products.data_inclusion.actions.mapping.day_hours import read_day
from parvis.products.data_inclusion.actions.mapping.language import Config, Day
from parvis.products.data_inclusion.actions.mapping.outcome import Report
from parvis.products.data_inclusion.actions.mapping.prose_hours import UNREADABLE, read_prose, says_something
from parvis.products.data_inclusion.actions.mapping.writing_hours import written

EVEN_WEEKS, ODD_WEEKS = "week 2-52/2 ", "week 1-53/2 "
LONGEST: Final = 2000
_NAMES: Final = dict(zip(CODES, DAYS, strict=True))
_SHORT_HOUR: Final = re.compile(r"(?<![0-9:])([0-9]):(?=[0-9]{2})")
_FRENCH_HOUR: Final = re.compile(r"(?<![0-9])([0-9]{1,2})\s?h\s?([0-9]{2})?(?![0-9])", re.IGNORECASE)


def read_hours(config: Config, cells: Cells, report: Report) -> str:
    """The opening hours of a row, empty when there are none or when they cannot be read."""
    said = [cell(cells, config.hours.osm), cell(cells, config.hours.week)]
    said += [cell(cells, column) for day in config.hours.days for column in day.columns]
    if sum(map(len, said)) > LONGEST:
        report.corrected("horaires", UNREADABLE)
        return ""
    by_day, unread = _from_days(config.hours.days, cells)
    if hours := _from_osm(config, cells) or by_day:
        return hours
    hours, what = read_prose(cell(cells, config.hours.week or config.hours.osm))
    if what or (unread and not hours):
        report.corrected("horaires", what or unread)
    return hours


def mended(text: str) -> str:
    """Opening hours already in the grammar of OpenStreetMap, with its small faults of writing put right."""
    hours = re.sub(r",\s+", ",", squeezed(text))
    hours = re.sub(r"\s*:\s*", ":", hours)
    hours = _FRENCH_HOUR.sub(lambda found: f"{found[1]}:{found[2] or '00'}", hours)
    return _SHORT_HOUR.sub(r"0\1:", hours)


def _from_osm(config: Config, cells: Cells) -> str:
    hours = mended(cell(cells, config.hours.osm))
    if not hours or not opening_hours.is_valid(hours) or not says_something(hours):
        return ""
    if "semaine_ouverture" not in config.places or hours == "24/7":
        return hours
    weeks = squeezed(config.place("semaine_ouverture").text(cells)).lower()
    prefix = {"semaine paire": EVEN_WEEKS, "semaine impaire": ODD_WEEKS}.get(weeks, "")
    return "; ".join(f"{prefix}{rule}" for rule in hours.split("; ")) if prefix else hours


def _from_days(days: tuple[Day, ...], cells: Cells) -> tuple[str, str]:
    """The week that the columns of its days say, or of which day they cannot be read."""
    week: list[tuple[Slot, ...]] = list(NEVER)
    for day in days:
        text = ", ".join(cell(cells, column) for column in day.columns)
        if not squeezed(text):
            continue
        slots = read_day(text)
        if slots is None:
            return "", f"ceux du {_NAMES[day.code]} ne se lisent pas sans deviner, tous laissés de côté"
        week[CODES.index(day.code)] = slots
    return written(tuple(week)), ""
