"""Structures: a filtered list, and one by its identifier. Answers are bytes prepared at publication."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from ninja.errors import HttpError

from parvis.kernel.scope import current_actor
from parvis.products.data_inclusion.api.schemas import (
    DetailedStructure,
    Pages,
    Problems,
    Refusal,
    StructureFilters,
    StructurePage,
)
from parvis.products.data_inclusion.queries.structures import list_structures, structure_answer

JSON = "application/json"
REFUSALS: dict[int, Any] = {401: Refusal, 403: Refusal, 422: Problems}

router = Router(tags=["Structures"])


@router.get(
    "/structures",
    response={200: StructurePage, **REFUSALS},
    summary="Lister les structures",
    operation_id="list_structures",
)
def structures(request: HttpRequest, filters: Query[StructureFilters], pages: Query[Pages]) -> HttpResponse:
    """Les structures publiées, dans l'ordre de leurs identifiants."""
    answers = list_structures(current_actor(), filters.filters(), page=pages.page, size=pages.size)
    return HttpResponse(answers.envelope(), content_type=JSON)


@router.get(
    "/structures/{path:id}",
    response={200: DetailedStructure, 404: Refusal, **REFUSALS},
    summary="Lire une structure",
    operation_id="get_structure",
)
def structure(request: HttpRequest, id: Path[str]) -> HttpResponse:  # noqa: A002  the parameter's name at the wire
    """Une structure, avec ses services et ses doublons."""
    answer = structure_answer(current_actor(), id)
    if answer is None:
        raise HttpError(404, "Structure inconnue.")
    return HttpResponse(answer, content_type=JSON)
