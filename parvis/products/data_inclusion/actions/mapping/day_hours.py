"""Times in French prose: « 9h30 à 12h et de 14 à 18h » → 09:30-12:00, 14:00-18:00."""

import re
from dataclasses import dataclass
from typing import Final

from parvis.kernel.french.opening_hours import Slot

MIDNIGHT: Final = "24:00"
HOURS_OF_A_DAY, MINUTES_OF_AN_HOUR = 24, 60
QUARTERS: Final = frozenset({0, 15, 30, 45})

# What makes hours depend on more than the day of the week: they are not guessed.
IRREGULAR: Final = re.compile(
    r"vacances|scolaire|\bjanvier|f[ée]vrier|\bmars\b|avril|\bmai\b|\bjuin\b|juillet|ao[uû]t|septembre|octobre|"
    r"novembre|d[ée]cembre|\b[ée]t[ée]\b|\bhiver\b|sur (?:deux|2)\b|\bimpaires?\b|\bpaires?\b|\bsemaine [ab]\b|"
    r"quinzaine|(?:15|quinze) jours|trois semaines|altern|uniquement|\bsauf\b|\bpas ouvert|par semaine|\bmois\b",
    re.IGNORECASE,
)
ASIDE: Final = re.compile(r"\([^()]*\)")
_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
_TIME: Final = re.compile(
    r"(?P<hour>\d{1,2})\s*(?:"
    r"(?:h(?:eures?\b|rs?\b)?[ ]?(?P<minutes>\d{2})(?![\dh:])(?!\s+h)h?)"
    r"|(?:h(?P<both>\d{2})(?=h))"
    r"|(?:[:.]\s?(?P<clock>\d{2})(?!\d)h?)"
    r"|(?:h(?:eures?\b|rs?\b)?)"
    r"|(?::(?!\d)))",
    re.ASCII | re.IGNORECASE,
)
_ROUND: Final = re.compile(r"\d{1,2}", re.ASCII)
_RANGE: Final = re.compile(r"\s*(?:-+|à|a|/|jusqu'?à)\s*", re.IGNORECASE)
_PHONE: Final = re.compile(r"(?<!\d)0\d(?:[\s.-]?\d{2}){4}(?!\d)")
_CLOSED_CELL: Final = re.compile(r"[\W_x]*|.*\b(?:ferm[ée]|rdv|rendez-vous|r[ée]serv[ée])\w*.*", re.IGNORECASE)


@dataclass(frozen=True)
class Token:
    """A piece of a text: its kind, where it begins and ends, what it is worth."""

    kind: str
    start: int
    end: int
    time: str = ""


def plain(text: str) -> str:
    """Lower case, one kind of dash, one kind of blank, no telephone number."""
    lowered = _DASHES.sub("-", text.lower()).replace("&amp;", "&").replace("’", "'").replace("\u00a0", " ")
    return _PHONE.sub(" ", lowered)


def times_in(text: str) -> list[Token] | None:
    """The times of a text in order; None when a number is neither a time nor part of a range of times."""
    found = list(_clock_times(text))
    taken = [(token.start, token.end) for token in found]
    for bare in _ROUND.finditer(text):
        if any(start < bare.end() and bare.start() < end for start, end in taken):
            continue
        if not _stands_in_a_range(text, bare, taken):
            return None
        found.append(Token("time", bare.start(), bare.end(), _written(int(bare[0]), 0)))
    found.sort(key=lambda token: token.start)
    return None if any(not token.time for token in found) else found


def _clock_times(text: str) -> list[Token]:
    tokens: list[Token] = []
    position = 0
    while found := _TIME.search(text, position):
        hour, both = int(found["hour"]), found["both"]
        position = found.end()
        if both and int(both) not in QUARTERS and int(both) <= HOURS_OF_A_DAY:
            # « 9h12h » is two times, « 9h30h » is one.
            position = found.start("both")
            tokens.append(Token("time", found.start(), position, _written(hour, 0)))
            continue
        minutes = int(found["minutes"] or found["clock"] or both or 0)
        end = position + (1 if both else 0)
        tokens.append(Token("time", found.start(), end, _written(hour, minutes)))
        position = end
    return tokens


def _stands_in_a_range(text: str, bare: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    """Whether a bare number is one end of a range whose other end is a time: « 9-12h », « 9h-17 »."""
    before = _RANGE.match(text, bare.end())
    if before and any(start == before.end() for start, _ in taken):
        return True
    return any(end <= bare.start() and _RANGE.fullmatch(text, end, bare.start()) for _, end in taken)


def _written(hour: int, minutes: int) -> str:
    if hour > HOURS_OF_A_DAY or minutes >= MINUTES_OF_AN_HOUR or (hour == HOURS_OF_A_DAY and minutes):
        return ""
    return f"{hour:02}:{minutes:02}"


def slots_of(times: list[str]) -> tuple[Slot, ...] | None:
    """Times two by two, in order; None when they do not make openings that follow each other."""
    slots: list[Slot] = []
    for opens, closes in zip(times[::2], times[1::2], strict=False):
        end = MIDNIGHT if closes == "00:00" else closes
        if (opens, end) in slots:
            continue
        if opens >= end or (slots and opens < slots[-1][1]):
            return None
        slots.append((opens, end))
    return tuple(slots) if slots and len(times) % 2 == 0 else None


def read_day(text: str) -> tuple[Slot, ...] | None:
    """The openings of one day, from the cell of that day: none when closed, None when they cannot be read."""
    bare = ASIDE.sub(" ", plain(text))
    if IRREGULAR.search(bare):
        return None
    times = times_in(bare)
    if times is None:
        return None
    if not times:
        return () if _CLOSED_CELL.fullmatch(bare.strip()) else None
    return slots_of([token.time for token in times])
