"""The day a record was last brought up to date, in the forms that producers write."""

import re
from datetime import UTC, date, datetime
from typing import Final

from parvis.kernel.french.folding import fold
from parvis.kernel.french.typography import MONTHS
from parvis.products.data_inclusion.actions.mapping.outcome import Report

# How the national map writes a day that nobody knows, as fourteen zeros for a pivot.
NO_DATE: Final = "1970-01-01"
LONGEST: Final = 80
ABSENT: Final = "absente"
UNREADABLE: Final = "illisible, laissée de côté"
MONTH_ONLY: Final = "jour inconnu, le premier du mois est retenu"
_ISO: Final = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII | re.IGNORECASE,
)
_FRENCH: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ,à]+\d{1,2}[:h]\d{0,2}(?::\d{2})?)?", re.ASCII)
_COMPACT: Final = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_TIMESTAMP: Final = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?", re.ASCII)
_ISO_MONTH: Final = re.compile(r"(\d{4})[-/](\d{1,2})", re.ASCII)
_IN_WORDS: Final = re.compile(r"(?:(\d{1,2})(?:er)? )?([a-z]+) (\d{4})", re.ASCII)
_MONTHS: Final = {fold(name): number for number, name in enumerate(MONTHS, start=1)}


def read_date(text: str) -> tuple[str, str]:
    """The day as ``AAAA-MM-JJ`` and what had to be supposed; an empty day when there is none."""
    given = text.strip()
    if not given:
        return "", ABSENT
    if len(given) > LONGEST:
        return "", UNREADABLE
    try:
        found, what = _read(given)
    except (ValueError, OverflowError, OSError):
        return "", UNREADABLE
    return (found.isoformat(), what) if found else ("", UNREADABLE)


def _read(given: str) -> tuple[date | None, str]:
    if found := _ISO.fullmatch(given):
        return _iso_day(found), ""
    if found := _FRENCH.fullmatch(given):
        return date(int(found[3]), int(found[2]), int(found[1])), ""
    if found := _COMPACT.fullmatch(given):
        return date(int(found[1]), int(found[2]), int(found[3])), ""
    if found := _TIMESTAMP.fullmatch(given):
        return datetime.fromtimestamp(int(found[1]), UTC).date(), ""
    return _in_words(given)


def _in_words(given: str) -> tuple[date | None, str]:
    """« 2 juin 2022 », « juin 2022 », « 2022-06 »."""
    if found := _ISO_MONTH.fullmatch(given):
        return date(int(found[1]), int(found[2]), 1), MONTH_ONLY
    found = _IN_WORDS.search(fold(given))
    if found and found[2] in _MONTHS:
        return date(int(found[3]), _MONTHS[found[2]], int(found[1] or 1)), "" if found[1] else MONTH_ONLY
    return None, UNREADABLE


def _iso_day(found: re.Match[str]) -> date:
    """The day of an instant is that in UTC, as the national map counts it."""
    year, month, day, hour, minute, second, zone = found.groups()
    if not zone:
        return date(int(year), int(month), int(day))
    offset = "+00:00" if zone.upper() == "Z" else f"{zone[:3]}:{zone[-2:]}"
    written = f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute}:{second or '00'}{offset}"
    return datetime.fromisoformat(written).astimezone(UTC).date()


def read_date_maj(text: str, report: Report) -> str:
    """The day of a row; the national schema wants one, and who publishes the row tells what it did without."""
    day, what = read_date(text)
    if what not in {"", ABSENT}:
        report.corrected("date_maj", what)
    return day or NO_DATE
