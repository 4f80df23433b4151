"""Telephone numbers of the Republic: the one form in which they are stored, and how they are written."""

import re
from dataclasses import dataclass
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from parvis.kernel.french.typography import NO_BREAK

# Overseas numbers are written like those of the mainland and mean another country code.
REGIONS: Final = {
    "971": "GP", "972": "MQ", "973": "GF", "974": "RE", "975": "PM", "976": "YT",
    "977": "BL", "978": "MF", "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip
# Written without their prefix: mainland and overseas alike.
CALLING_CODES: Final = frozenset(phonenumbers.country_code_for_region(region) for region in ("FR", *REGIONS.values()))

# Eight digits or more, whatever marks them off.
ENOUGH: Final = re.compile(r"(?:[0-9][^0-9]{0,4}){7}[0-9]")
# Short numbers, such as « 39 06 », exist only inside the country and have no international form.
SHORT: Final = re.compile(r"(?:3\d{3}|10\d{2}|1\d{1,2}|116\d{3})", re.ASCII)


def to_e164(text: str, departement: str = "") -> str:
    """The number in the form ``+33381615050``, a short number bare; ValueError, in French, when it is none."""
    digits = re.sub(r"[\s.]", "", text)
    if SHORT.fullmatch(digits):
        return digits
    try:
        number = phonenumbers.parse(text, REGIONS.get(departement, "FR"))
    except NumberParseException as error:
        raise ValueError("Ce n'est pas un numéro de téléphone.") from error
    if not phonenumbers.is_valid_number(number):
        raise ValueError("Ce numéro de téléphone n'est pas attribué.")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


@dataclass(frozen=True)
class Written:
    """A number found in prose: where it stands, and its one form."""

    start: int
    end: int
    number: str


def numbers_in(text: str) -> list[Written]:
    """The telephone numbers that ``text`` holds, however they are written."""
    # Most prose has no number: the library is asked only where there are digits enough for one.
    if not ENOUGH.search(text):
        return []
    return [
        Written(found.start, found.end, phonenumbers.format_number(found.number, PhoneNumberFormat.E164))
        for found in phonenumbers.PhoneNumberMatcher(text, "FR")
    ]


def written_anyhow(number: str) -> str:
    """A regular expression that finds ``+33381615050`` however it is written, in JSON too; it may find more."""
    national = str(phonenumbers.parse(number, "FR").national_number)
    return r"(?:\\u[0-9a-f]{4}|[^0-9]){0,4}".join(national)


def in_french(value: str) -> str:
    """« 03 81 61 50 50 »; overseas numbers by their own habit, foreign ones with their prefix."""
    try:
        number = phonenumbers.parse(value, "FR")
    except NumberParseException:
        return value
    if not phonenumbers.is_possible_number(number):
        return value
    french = number.country_code in CALLING_CODES
    written = phonenumbers.format_number(
        number, PhoneNumberFormat.NATIONAL if french else PhoneNumberFormat.INTERNATIONAL
    )
    return written.replace(" ", NO_BREAK)
