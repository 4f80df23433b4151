"""Numbers of the national directory of associations (RNA)."""

import re

from django.core.exceptions import ValidationError

FORM = re.compile(r"W(?:[0-9]{3}|2[AB][0-9])[0-9]{6}")


def clean_rna(value: str) -> str:
    """The RNA number in ``value``; ValidationError, saying what to do, when it is not one.

    The number begins with its prefecture; Corsica has 2A and 2B.
    """
    number = re.sub(r"[\s.\-]", "", value).upper()
    if not FORM.fullmatch(number):
        raise ValidationError(
            "Saisissez la lettre W suivie de 9 chiffres ; ce numéro figure sur le récépissé de la préfecture.",
            code="rna_invalid",
        )
    return number
