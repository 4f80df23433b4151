"""Calendar periods, as ISO 8601 writes them and as French says them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_ISO = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?)?"
)
_UNITS = (("years", "an", "ans"), ("months", "mois", "mois"), ("days", "jour", "jours"), ("hours", "heure", "heures"))
NBSP = "\N{NO-BREAK SPACE}"
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Period:
    """A length of civil time: a year is a year, a month is a month, whatever their days.

    ``P12M`` and ``P1Y`` end on the same date but stay two promises: each is said as it was written.
    """

    years: int = 0
    months: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read ``P1Y``, ``P30M``, ``P7D``, ``PT30M``, ``P0D``; ValueError for anything else."""
        match = _ISO.fullmatch(text)
        if match is None or text.endswith(("P", "T")):
            raise ValueError(f"Not an ISO 8601 period of years, months, days, hours or minutes: {text!r}")
        return cls(**{unit: int(value or 0) for unit, value in match.groupdict().items()})

    @property
    def iso(self) -> str:
        """The period as ISO 8601 writes it."""
        day = "".join(f"{n}{letter}" for n, letter in ((self.years, "Y"), (self.months, "M"), (self.days, "D")) if n)
        time = "".join(f"{n}{letter}" for n, letter in ((self.hours, "H"), (self.minutes, "M")) if n)
        return f"P{day}{'T' + time if time else ''}" if day or time else "P0D"

    @property
    def is_zero(self) -> bool:
        """Whether nothing is waited for."""
        return self == Period()

    def __str__(self) -> str:
        """The period in French words: « 1 an », « 30 mois », « une demi-heure »."""
        if self.is_zero:
            return "aussitôt"
        if self == Period(minutes=30):
            return "une demi-heure"
        parts = [
            f"{number}{NBSP}{one if number == 1 else many}"
            for unit, one, many in (*_UNITS, ("minutes", "minute", "minutes"))
            if (number := getattr(self, unit))
        ]
        return " et ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)

    def after(self, start: date) -> date:
        """The civil date this period after ``start``, at the month's last day where the day does not exist.

        Hours and minutes are shorter than a civil day: they end on the day after at the latest.
        """
        months = start.month - 1 + self.months + MONTHS_OF_A_YEAR * self.years
        year, month = start.year + months // MONTHS_OF_A_YEAR, months % MONTHS_OF_A_YEAR + 1
        day = min(start.day, calendar.monthrange(year, month)[1])
        hours = timedelta(hours=self.hours, minutes=self.minutes)
        return date(year, month, day) + timedelta(days=self.days - (-hours // timedelta(days=1)))
