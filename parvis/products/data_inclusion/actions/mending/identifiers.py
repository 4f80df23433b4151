"""SIRET and dates."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError

from parvis.kernel.french.siret import clean_siret
from parvis.products.data_inclusion.actions.mapping.dates import UNREADABLE, read_date
from parvis.products.data_inclusion.actions.mending.cells import text
from parvis.products.data_inclusion.actions.mending.record import Mending

_DIGITS: Final = re.compile(r"\d+", re.ASCII)
_JOINTS: Final = re.compile(r"[\s.\-_]")
_SCIENTIFIC: Final = re.compile(r"\d[.,]\d+E\+?\d+", re.ASCII | re.IGNORECASE)
_SHORT_ZONE: Final = re.compile(r"(:\d{2}(?:\.\d+)?\s*[+-]\d{2})$", re.ASCII)
# Days as workbooks count them, from 1899; between 2000 and 2050.
_WORKBOOK_DAYS: Final = range(36_526, 54_789)
_FIRST_DAY: Final = date(1899, 12, 30)
SIREN, SIRET = 9, 14
LONGEST_DAY: Final = 60


def mend_siret(mending: Mending) -> None:
    """Fourteen digits whose key is right, or none."""
    given = _JOINTS.sub("", text(mending.take("siret")))
    if not given:
        return
    if (found := _siret(given)) or (
        len(given) == SIRET - 1 and _DIGITS.fullmatch(given) and (found := _siret(f"0{given}"))
    ):
        mending.put("siret", found)
        if len(given) != SIRET:
            mending.corrected("siret", "zéro du début rétabli")
    elif _SCIENTIFIC.fullmatch(given):
        mending.corrected("siret", "arrondi par un tableur, retiré")
    elif len(given) == SIREN:
        mending.corrected("siret", "un SIREN ne désigne pas un établissement, retiré")
    elif not given.strip("0"):
        mending.corrected("siret", "des zéros ne sont pas un SIRET, retiré")
    else:
        mending.corrected("siret", "ce n'est pas un SIRET : longueur ou clé fausse, retiré")


def _siret(given: str) -> str:
    try:
        return clean_siret(given) if _DIGITS.fullmatch(given) and given.strip("0") else ""
    except ValidationError:
        return ""


def mend_day(mending: Mending, name: str) -> None:
    """A day as ``AAAA-MM-JJ``."""
    value = mending.take(name)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        mending.put(name, day.isoformat())
        return
    given = text(value)
    if not given:
        return
    if _DIGITS.fullmatch(given) and len(given) == len("45000") and int(given) in _WORKBOOK_DAYS:
        mending.put(name, (_FIRST_DAY + timedelta(days=int(given))).isoformat())
        mending.corrected(name, "numéro de jour d'un tableur, converti")
        return
    day_read, what = read_date(_SHORT_ZONE.sub(r"\1:00", given)) if len(given) <= LONGEST_DAY else ("", UNREADABLE)
    mending.put(name, day_read)
    if what:
        mending.corrected(name, what)
