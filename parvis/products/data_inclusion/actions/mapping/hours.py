"""Opening hours as OpenStreetMap writes them, by the three roads of a configuration; never ill-formed."""

import re
from itertools import groupby
from typing import Final

from parvis.kernel.french import opening_hours
from parvis.kernel.french.opening_hours import CODES, NEVER, Slot, Week, merged, read_week
from parvis.products.data_inclusion.actions.mapping.cells import Cells, cell, squeezed
from parvis.products.data_inclusion.actions.mapping.day_hours import read_day
from parvis.products.data_inclusion.actions.mapping.language import Config, Day
from parvis.products.data_inclusion.actions.mapping.outcome import Report
from parvis.products.data_inclusion.actions.mapping.week_hours import read_week_prose

UNREADABLE: Final = "ne se lisent pas sans deviner, laissés de côté"
EVEN_WEEKS, ODD_WEEKS = "week 2-52/2 ", "week 1-53/2 "
LONGEST_LIST: Final = 2
LONGEST: Final = 2000
_SHORT_HOUR: Final = re.compile(r"(?<![0-9:])([0-9]):(?=[0-9]{2})")
_FRENCH_HOUR: Final = re.compile(r"(?<![0-9])([0-9]{1,2})\s?h\s?([0-9]{2})?(?![0-9])", re.IGNORECASE)


def read_hours(config: Config, cells: Cells, report: Report) -> str:
    """The opening hours of a row, empty when there are none or when they cannot be read."""
    said = [cell(cells, config.hours.osm), cell(cells, config.hours.week)]
    said += [cell(cells, column) for day in config.hours.days for column in day.columns]
    if sum(map(len, said)) > LONGEST:
        report.corrected("horaires", UNREADABLE)
        return ""
    hours = (
        _from_osm(config, cells)
        or _from_days(config.hours.days, cells, report)
        or _from_prose(cell(cells, config.hours.week or config.hours.osm), report)
    )
    if not hours and any(any(map(str.isdigit, text)) for text in said):
        report.corrected("horaires", UNREADABLE)
    return hours


def mended(text: str) -> str:
    """Opening hours already in the grammar of OpenStreetMap, with its small faults of writing put right."""
    hours = re.sub(r",\s+", ",", squeezed(text))
    hours = re.sub(r"\s*:\s*", ":", hours)
    hours = _FRENCH_HOUR.sub(lambda found: f"{found[1]}:{found[2] or '00'}", hours)
    return _SHORT_HOUR.sub(r"0\1:", hours)


def _from_osm(config: Config, cells: Cells) -> str:
    hours = mended(cell(cells, config.hours.osm))
    if not hours or not opening_hours.is_valid(hours) or not any(map(str.isdigit, hours)):
        return ""
    if "semaine_ouverture" not in config.places or hours == "24/7":
        return hours
    weeks = squeezed(config.place("semaine_ouverture").text(cells)).lower()
    prefix = {"semaine paire": EVEN_WEEKS, "semaine impaire": ODD_WEEKS}.get(weeks, "")
    return "; ".join(f"{prefix}{rule}" for rule in hours.split("; ")) if prefix else hours


def _from_days(days: tuple[Day, ...], cells: Cells, report: Report) -> str:
    week: list[tuple[Slot, ...]] = list(NEVER)
    for day in days:
        text = ", ".join(cell(cells, column) for column in day.columns)
        if not squeezed(text):
            continue
        slots = read_day(text)
        if slots is None:
            report.corrected("horaires", UNREADABLE)
            return ""
        week[CODES.index(day.code)] = slots
    return written(tuple(week))


def _from_prose(text: str, report: Report) -> str:
    prose = read_week_prose(text) if squeezed(text) else None
    if prose is None:
        return "24/7" if squeezed(text).lower() in {"24/7", "24h/24 7j/7", "7j/7 24h/24"} else ""
    if prose.aside:
        report.corrected("horaires", "une précision entre parenthèses n'a pas pu être reprise")
    return "; ".join(filter(None, [written(prose.week), *prose.monthly]))


def written(week: Week) -> str:
    """A week in the way of the national map: ``Mo-Fr 09:00-12:00; We off``, the most frequent hours first.

    Read back to be sure that it says the same week; days are listed one by one when it does not.
    """
    if not any(week):
        return ""
    compact = _compact(week)
    try:
        back = read_week(compact)
    except ValueError:
        back = None
    same = back is not None and [merged(list(slots)) for slots in back] == [merged(list(slots)) for slots in week]
    return compact if same else opening_hours.written(week)


def _compact(week: Week) -> str:
    groups = [
        (slots, [day for day in range(7) if week[day] == slots])
        for slots in dict.fromkeys(slots for slots in week if slots)
    ]
    groups.sort(key=lambda group: -len(group[1]))
    rules: list[str] = []
    off: list[int] = []
    for position, (slots, days) in enumerate(groups):
        named = f"{CODES[days[0]]}-{CODES[days[-1]]}" if len(days) > LONGEST_LIST else ",".join(CODES[d] for d in days)
        rules.append(f"{named} {','.join(f'{opens}-{closes}' for opens, closes in slots)}")
        if len(days) > LONGEST_LIST:
            later = {day for _, others in groups[position + 1 :] for day in others}
            off.extend(day for day in range(days[0], days[-1]) if day not in days and day not in later)
    closed = [key for key, _ in groupby(sorted(day for day in off if not week[day]))]
    if closed:
        rules.append(f"{','.join(CODES[day] for day in closed)} off")
    return "; ".join(rules)
