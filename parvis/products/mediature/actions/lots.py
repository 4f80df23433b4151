"""Do the same of many cases: each by its own act, so that one that is refused stops no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from parvis.kernel.actor import Actor
from parvis.products.mediature.models import Saisine

MOST: Final = 100
UNKNOWN: Final = "Ce dossier n’existe pas, ou un autre bureau le suit."
NOT_YOURS: Final = "Vous ne pouvez pas faire cela de ce dossier : demandez au médiateur principal."


@dataclass(frozen=True)
class Told:
    """What became of one case: nothing was refused when ``refused`` is empty."""

    number: str
    refused: str = ""


def in_bulk(*, by: Actor, cases: Iterable[tuple[str, int]], does: Callable[[Saisine, int], object]) -> list[Told]:
    """Do ``does`` of each case, by its number and the version that was read; tell of each what became of it."""
    asked = dict(cases)
    if len(asked) > MOST:
        raise ValidationError(f"Choisissez {MOST} dossiers au plus à la fois.")
    found = {each.number: each for each in Saisine.objects.visible_to(by).filter(number__in=asked)}
    return [
        Told(number, _refused(does, found[number], version) if number in found else UNKNOWN)
        for number, version in asked.items()
    ]


def _refused(does: Callable[[Saisine, int], object], saisine: Saisine, version: int) -> str:
    try:
        with transaction.atomic():
            does(saisine, version)
    except ValidationError as error:
        return " ".join(error.messages)
    except PermissionDenied:
        return NOT_YOURS
    return ""
