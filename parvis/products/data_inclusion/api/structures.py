"""Structures: a filtered list, and one by its identifier."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from ninja.errors import HttpError

from parvis.kernel.scope import current_actor
from parvis.products.data_inclusion.api.answering import by_content, by_edition, json_answer, page_answer
from parvis.products.data_inclusion.api.parameters import PagesByKey, StructureFilters
from parvis.products.data_inclusion.api.schemas import (
    DetailedStructure,
    ListedStructure,
    Problems,
    Refusal,
    StructurePage,
)
from parvis.products.data_inclusion.api.shapes import columns, other_shapes, wanted_shape
from parvis.products.data_inclusion.queries.structures import list_structures, structure_answer

REFUSALS: dict[int, Any] = {401: Refusal, 403: Refusal, 422: Problems, 429: Refusal}
COLUMNS = columns(ListedStructure)

router = Router(tags=["Structures"])


@router.get(
    "/structures",
    response={200: StructurePage, **REFUSALS},
    summary="Lister les structures",
    operation_id="list_structures",
    openapi_extra=other_shapes(),
)
@by_edition
def structures(request: HttpRequest, filters: Query[StructureFilters], pages: Query[PagesByKey]) -> HttpResponse:
    """Les structures publiées, dans l'ordre de leurs identifiants."""
    answers = list_structures(current_actor(), filters.filters(), page=pages.page, size=pages.size, after=pages.after)
    return page_answer(request, answers, wanted_shape(request, pages.format), COLUMNS, by_key=True)


@router.get(
    "/structures/{path:id}",
    response={200: DetailedStructure, 404: Refusal, **REFUSALS},
    summary="Lire une structure",
    operation_id="get_structure",
)
@by_content
def structure(request: HttpRequest, id: Path[str]) -> HttpResponse:  # noqa: A002  the parameter's name at the wire
    """Une structure, avec ses services et ses doublons."""
    answer = structure_answer(current_actor(), id)
    if answer is None:
        raise HttpError(404, "Structure inconnue.")
    return json_answer(answer)
