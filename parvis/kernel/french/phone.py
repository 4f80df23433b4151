"""Telephone numbers of the Republic, in the one form in which they are stored."""

import re
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

# Overseas numbers are written like those of the mainland and mean another country code.
REGIONS: Final = {
    "971": "GP", "972": "MQ", "973": "GF", "974": "RE", "975": "PM", "976": "YT",
    "977": "BL", "978": "MF", "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip


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
