"""Opening hours as OpenStreetMap writes them, said in French and asked « ouvert maintenant ? ».

The grammar is that of the library ``opening-hours``; a week that repeats is said as a sentence, and
what depends on the season or on the rank of the day is said for the seven days to come.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import groupby
from typing import Final

from opening_hours import OpeningHours, ParserError, validate  # type: ignore[attr-defined]  # missing from the stubs

from parvis.kernel.french.typography import DAYS, MONTHS, NO_BREAK

Slot = tuple[str, str]
Week = tuple[tuple[Slot, ...], ...]

CODES: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
ALL_DAY: Final = ("00:00", "24:00")
COUNTRY: Final = "FR"
NEVER: Final[Week] = ((),) * 7
_RULE: Final = re.compile(
    r"(?:(?P<days>[A-Z][a-z](?:[-,][A-Z][a-z])*) ?)?(?P<times>\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*)?"
)
_COMMENT: Final = re.compile(r' *"([^"]*)"')
_RUN: Final = 3


def is_valid(expression: str) -> bool:
    """Whether ``expression`` follows the grammar."""
    return bool(expression) and validate(expression)


def merged(slots: list[Slot]) -> tuple[Slot, ...]:
    """The same openings in order, those that touch or overlap made one."""
    kept: list[Slot] = []
    for opens, closes in sorted(slot for slot in slots if slot[0] < slot[1]):
        if kept and opens <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(closes, kept[-1][1]))
        else:
            kept.append((opens, closes))
    return tuple(kept)


def written(week: Week) -> str:
    """A week in the grammar, days of same hours together: ``Mo-Fr 09:00-12:00; Sa 10:00-12:00``."""
    rules = []
    for slots, days in _by_hours(week):
        runs = [CODES[run[0]] if len(run) == 1 else f"{CODES[run[0]]}-{CODES[run[-1]]}" for run in _runs(days)]
        rules.append(f"{','.join(runs)} {','.join(f'{opens}-{closes}' for opens, closes in slots)}")
    return "; ".join(rules)


def read_week(expression: str) -> Week | None:
    """The week that repeats, or ``None`` when the hours change with the season, the rank of the day or the sun."""
    normal = str(OpeningHours(expression).normalize())
    if normal == "24/7":
        return ((ALL_DAY,),) * 7
    week: list[tuple[Slot, ...]] = list(NEVER)
    for rule in normal.split("; "):
        if rule in {"PH closed", "PH off"}:
            continue
        found = _RULE.fullmatch(rule)
        if not found or not rule:
            return None
        days = _days(found["days"]) if found["days"] else list(range(7))
        if days is None:
            return None
        times = found["times"] or "-".join(ALL_DAY)
        slots = tuple((part[:5], part[6:]) for part in times.split(","))
        if any(opens >= closes for opens, closes in slots):
            return None
        for day in days:
            week[day] = slots
    return tuple(week)


def in_words(expression: str, instant: datetime, zone: tzinfo) -> str:
    """The hours as a sentence, with their comments; those of the seven days to come when no week repeats.

    Empty when unreadable.
    """
    bare, comments = _apart(expression)
    if not bare:
        return f"{comments[:1].upper()}{comments[1:]}"
    said = _in_words(bare, instant, zone)
    return f"{said} ; {comments}" if said and comments else said


def _apart(expression: str) -> tuple[str, str]:
    """Hours without their comments, and these; no hours when there is nothing but comments."""
    comments = dict.fromkeys(_COMMENT.findall(expression))
    bare = _COMMENT.sub("", expression).strip()
    return ("" if comments and bare in {"", "unknown"} else bare), ", ".join(comments)


def _in_words(expression: str, instant: datetime, zone: tzinfo) -> str:
    try:
        week = read_week(expression)
    except ParserError:
        return ""
    if week is not None:
        closed_on_holidays = re.search(r"\bPH (?:off|closed)\b", expression)
        return _sentence(week) + (" ; fermé les jours fériés" if closed_on_holidays else "")
    week, first = _coming_week(expression, instant.astimezone(zone))
    return f"Dans les sept jours à partir du {_date(first)} : {_sentence(week, first.weekday()).lower()}"


@dataclass(frozen=True)
class Status:
    """Open or closed at an instant, until when, and whether that day is a public holiday the hours do not mention."""

    open: bool
    words: str
    holiday: bool


def status(expression: str, instant: datetime, zone: tzinfo) -> Status | None:
    """The state at ``instant`` in the civil time of ``zone``; ``None`` when the hours cannot be read."""
    hours = _read(expression)
    if hours is None:
        return None
    local = instant.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
    is_open = hours.is_open(local)
    change = hours.next_change(local)
    holiday = "PH" not in expression and OpeningHours("PH", country=COUNTRY).is_open(local)
    moment = _moment(change, local) if change else ""
    if is_open:
        words = f"Ouvert jusqu'{moment}" if moment.startswith("à") else f"Ouvert jusqu'à {moment}"
        return Status(True, words if moment else "Ouvert", holiday)
    return Status(False, f"Fermé, ouvre {moment}" if moment else "Fermé", holiday)


def is_open(expression: str, local: datetime) -> bool:
    """Whether it is open at ``local``, the civil time there, without zone; never when the hours cannot be read."""
    hours = _read(expression)
    return hours is not None and hours.is_open(local)


def opens_between(expression: str, start: datetime, end: datetime) -> bool:
    """Whether it opens at all from ``start`` to ``end``, civil times there, without zone."""
    hours = _read(expression)
    return hours is not None and any(str(state) == "open" for _, _, state, _ in hours.intervals(start, end))


def _read(expression: str) -> OpeningHours | None:
    bare, _ = _apart(expression)
    try:
        return OpeningHours(bare, country=COUNTRY) if bare else None
    except ParserError:
        return None


def time_in_words(time: str) -> str:
    """``09:00`` → « 9 h », ``17:30`` → « 17 h 30 »."""
    hours, minutes = time.split(":")
    return f"{int(hours)}{NO_BREAK}h" + ("" if minutes == "00" else f"{NO_BREAK}{minutes}")


def _days(text: str) -> list[int] | None:
    days: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        if first not in CODES or (last or first) not in CODES:
            return None
        start, end = CODES.index(first), CODES.index(last or first)
        days.extend((start + step) % 7 for step in range((end - start) % 7 + 1))
    return days


def _by_hours(week: Week) -> list[tuple[tuple[Slot, ...], list[int]]]:
    groups: dict[tuple[Slot, ...], list[int]] = {}
    for day, slots in enumerate(week):
        if slots:
            groups.setdefault(slots, []).append(day)
    return list(groups.items())


def _runs(days: list[int]) -> list[list[int]]:
    return [[day for _, day in run] for _, run in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0])]


def _listed(words: list[str]) -> str:
    return " et ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _named(days: list[int], start: int = 0) -> str:
    """« le lundi et du mercredi au vendredi »; the days are counted from ``start``."""
    words: list[str] = []
    for run in _runs(days):
        names = [DAYS[(start + day) % 7] for day in run]
        words.extend([f"du {names[0]} au {names[-1]}"] if len(run) >= _RUN else [f"le {name}" for name in names])
    return _listed(words)


def _sentence(week: Week, start: int = 0) -> str:
    groups = _by_hours(week)
    if not groups:
        return "Fermé"
    if week == ((ALL_DAY,),) * 7:
        return "Ouvert tous les jours, à toute heure"
    parts = []
    for slots, days in groups:
        hours = [
            "toute la journée" if slot == ALL_DAY else f"de {time_in_words(slot[0])} à {time_in_words(slot[1])}"
            for slot in slots
        ]
        parts.append(f"{'tous les jours' if len(days) == len(CODES) else _named(days, start)} {_listed(hours)}")
    closed = [day for day, slots in enumerate(week) if not slots]
    said = "Ouvert " + " ; ".join(parts)
    return f"{said} ; fermé {_named(closed, start)}" if closed else said


def _coming_week(expression: str, local: datetime) -> tuple[Week, datetime]:
    hours = OpeningHours(expression, country=COUNTRY)
    first = local.replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    week: list[tuple[Slot, ...]] = []
    for offset in range(7):
        start = first + timedelta(days=offset)
        end = start + timedelta(days=1)
        week.append(
            merged(
                [
                    (f"{opens:%H:%M}", "24:00" if closes >= end else f"{closes:%H:%M}")
                    for opens, closes, state, _ in hours.intervals(start, end)
                    if str(state) == "open"
                ]
            )
        )
    return tuple(week), first


def _date(day: datetime) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return NO_BREAK.join([DAYS[day.weekday()], number, MONTHS[day.month - 1]])


def _moment(change: datetime, local: datetime) -> str:
    time = f"à {time_in_words(f'{change:%H:%M}')}"
    days = (change.date() - local.date()).days
    if days == 0:
        return time
    if days == 1:
        return f"demain {time}"
    return f"{_date(change)} {time}"
