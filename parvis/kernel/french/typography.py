"""French as it is written: dates and durations in words, numbers and sizes with the right spaces."""

from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from parvis.kernel.clock import PARIS

NARROW = "\u202f"  # narrow no-break space: groups of digits, before the unit
NO_BREAK = "\u00a0"  # no-break space: inside a date, a phone number

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
PLURAL_FROM = 2
THOUSAND, HUNDRED = 1000, 100
SIZES = ("o", "ko", "Mo", "Go", "To")


def date_in_words(day: date, *, weekday: bool = True, zone: tzinfo = PARIS) -> str:
    """« mardi 3 mars 2026 », « dimanche 1er mars 2026 »; an instant is read in ``zone``."""
    if isinstance(day, datetime):
        day = day.astimezone(zone).date()
    number = "1er" if day.day == 1 else str(day.day)
    words = NO_BREAK.join([number, MONTHS[day.month - 1], str(day.year)])
    return f"{DAYS[day.weekday()]}{NO_BREAK}{words}" if weekday else words


def moment_in_words(instant: datetime, *, zone: tzinfo = PARIS) -> str:
    """« mardi 3 mars 2026 à 14 h 05 », read in ``zone``."""
    local = instant.astimezone(zone)
    hour = f"{local.hour}{NO_BREAK}h" + (f"{NO_BREAK}{local.minute:02}" if local.minute else "")
    return f"{date_in_words(local, zone=zone)} à {hour}"


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """« 12 345,5 » with narrow no-break spaces; ``decimals`` rounds, half away from zero."""
    exact = Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{exact:,f}".replace(",", NARROW).replace(".", ",")


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """« 1 jour », « 12 jours », « 0 jour »: in French the plural starts at two."""
    return f"{number(count)}{NO_BREAK}{singular if abs(count) < PLURAL_FROM else plural or singular + 's'}"


def duration_in_words(length: timedelta) -> str:
    """The two largest units: « 2 jours et 3 heures », « 5 minutes », « moins d’une minute »."""
    minutes = int(abs(length).total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    parts = [(days, "jour"), (rest // 60, "heure"), (rest % 60, "minute")]
    while parts and not parts[0][0]:
        parts.pop(0)
    words = [counted(count, unit) for count, unit in parts[:2] if count]
    return " et ".join(words) or "moins d’une minute"


def file_size(octets: int) -> str:
    """« 312 o », « 1,2 Mo »."""
    size, unit = Decimal(octets), 0
    while size >= THOUSAND and unit < len(SIZES) - 1:
        size, unit = size / THOUSAND, unit + 1
    return f"{number(size, 1 if unit and size < HUNDRED else 0).removesuffix(',0')}{NO_BREAK}{SIZES[unit]}"
