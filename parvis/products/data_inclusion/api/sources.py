"""Who gives the records, and the words in which they are said."""

from collections.abc import Callable
from enum import Enum
from typing import Any, Final

from data_inclusion.schema.v1 import (
    Frais,
    ModeAccueil,
    ModeMobilisation,
    PersonneMobilisatrice,
    Public,
    ReseauPorteur,
    Thematique,
    TypeService,
)
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from ninja import Router

from parvis.products.data_inclusion.api.answering import MINUTES, by_edition, listed
from parvis.products.data_inclusion.api.schemas import NomenclatureValue, Refusal, SourceAnswer
from parvis.products.data_inclusion.queries.imports import sources_listed

NOMENCLATURES: Final[dict[str, type[Enum]]] = {
    "frais": Frais,
    "modes-accueil": ModeAccueil,
    "modes-mobilisation": ModeMobilisation,
    "personnes-mobilisatrices": PersonneMobilisatrice,
    "publics": Public,
    "reseaux-porteurs": ReseauPorteur,
    "thematiques": Thematique,
    "types-services": TypeService,
}

router = Router()


@router.get(
    "/sources",
    response={200: list[SourceAnswer], 401: Refusal, 403: Refusal, 429: Refusal},
    summary="Lister les sources",
    operation_id="list_sources",
    tags=["Sources"],
)
@by_edition
def sources(request: HttpRequest) -> HttpResponse:
    """Les producteurs de données."""
    return listed([{"slug": slug, "nom": name, "description": said} for slug, name, said in sources_listed()])


def _nomenclature(values: type[Enum]) -> Callable[[HttpRequest], HttpResponse]:
    told = sorted(
        ({"value": each.value, "label": each.label, "description": each.description} for each in _members(values)),
        key=lambda told: str(told["value"]),
    )

    @cache_control(public=True, max_age=MINUTES * 60)
    @conditional_page
    def operation(request: HttpRequest) -> HttpResponse:
        """Les valeurs admises."""
        return listed(told)

    return operation


def _members(values: type[Enum]) -> list[Any]:
    return list(values)


for slug, values in NOMENCLATURES.items():
    router.get(
        f"/doc/{slug}",
        auth=None,
        response=list[NomenclatureValue],
        summary=f"Valeurs : {slug.replace('-', ' ')}",
        operation_id=f"doc_{slug.replace('-', '_')}",
        tags=["Nomenclatures"],
    )(_nomenclature(values))
