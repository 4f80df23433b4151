"""Checks of numbers, shared by the models and the forms."""

from django.core.exceptions import ValidationError

from parvis.kernel.french.rna import clean_rna
from parvis.kernel.french.siret import clean_siret


def validate_siret(value: str) -> None:
    """Refuse what is not a SIRET, or is not written as 14 digits alone."""
    if clean_siret(value) != value:
        raise ValidationError("Saisissez les 14 chiffres du SIRET, sans espace.", code="siret_form")


def validate_rna(value: str) -> None:
    """Refuse what is not an RNA number, or is not in its compact form."""
    if clean_rna(value) != value:
        raise ValidationError("Saisissez le numéro RNA sans espace, avec un W majuscule.", code="rna_form")
