"""SIREN and SIRET numbers, checked as INSEE makes them."""

from django.core.exceptions import ValidationError
from stdnum.exceptions import InvalidLength
from stdnum.exceptions import ValidationError as InvalidNumber
from stdnum.fr import siren, siret


def clean_siret(value: str) -> str:
    """The 14 digits of ``value``; ValidationError, saying what to do, when they are not a SIRET.

    The establishments of La Poste follow their own rule, which is known here.
    """
    try:
        return siret.validate(value)
    except InvalidLength as error:
        raise ValidationError(
            "Saisissez les 14 chiffres du SIRET ; vous les trouverez sur l’avis de situation de l’INSEE.",
            code="siret_length",
        ) from error
    except InvalidNumber as error:
        raise ValidationError(
            "Vérifiez les 14 chiffres du SIRET : l’un d’eux est sans doute mal recopié.", code="siret_invalid"
        ) from error


def clean_siren(value: str) -> str:
    """The 9 digits of ``value``; ValidationError when they are not a SIREN."""
    try:
        return siren.validate(value)
    except InvalidLength as error:
        raise ValidationError(
            "Saisissez les 9 chiffres du SIREN : ce sont les 9 premiers du SIRET.", code="siren_length"
        ) from error
    except InvalidNumber as error:
        raise ValidationError(
            "Vérifiez les 9 chiffres du SIREN : l’un d’eux est sans doute mal recopié.", code="siren_invalid"
        ) from error
