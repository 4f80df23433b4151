"""The references of what a case sends: its number, and a rank."""

from typing import Any, Final

from django.db.models import QuerySet

from parvis.products.mediature.models import Courrier, Sollicitation

LETTER: Final = "C"


def of_question(number: str) -> str:
    """The reference of the next question of this case, such as « 2026-000041-3 »."""
    return _next(Sollicitation.objects.all(), f"{number}-")


def of_letter(number: str) -> str:
    """The reference of the next letter of this case, such as « 2026-000041-C2 »."""
    return _next(Courrier.objects.all(), f"{number}-{LETTER}")


def _next(given: QuerySet[Any], start: str) -> str:
    """After the last one given: what a case has now is not what it was given, once two were joined or parted."""
    ends = given.filter(reference__startswith=start).values_list("reference", flat=True)
    ranks = [int(end) for each in ends if (end := each.removeprefix(start)).isdecimal()]
    return f"{start}{max(ranks, default=0) + 1}"
