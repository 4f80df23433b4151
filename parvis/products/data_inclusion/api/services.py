"""Services: a filtered list, one by its identifier, and what answers somebody somewhere."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from ninja.errors import HttpError

from parvis.kernel.scope import current_actor
from parvis.products.data_inclusion.api.answering import by_content, by_edition, json_answer, page_answer
from parvis.products.data_inclusion.api.parameters import ListFilters, NearFilters, Pages, PagesByKey, WordFilters
from parvis.products.data_inclusion.api.schemas import (
    DetailedService,
    FoundPage,
    FoundService,
    ListedService,
    Refusal,
    ScoredPage,
    ScoredService,
    ServicePage,
)
from parvis.products.data_inclusion.api.shapes import columns, other_shapes, wanted_shape
from parvis.products.data_inclusion.api.structures import REFUSALS
from parvis.products.data_inclusion.queries.search import search_services
from parvis.products.data_inclusion.queries.services import list_services, service_answer
from parvis.products.data_inclusion.queries.text_search import Wanted, search_words

COLUMNS = columns(ListedService)
FOUND = columns(ListedService, FoundService)
SCORED = columns(ListedService, ScoredService)

# « extra », which data·inclusion does not document, adds the raw record of the producer: it is not kept here.
YES = frozenset({"1", "on", "t", "true", "y", "yes"})

router = Router(tags=["Services"])


@router.get(
    "/services",
    response={200: ServicePage, **REFUSALS},
    summary="Lister les services",
    operation_id="list_services",
    openapi_extra=other_shapes(),
)
@by_edition
def services(request: HttpRequest, filters: Query[ListFilters], pages: Query[PagesByKey]) -> HttpResponse:
    """Les services publiés, dans l'ordre de leurs identifiants."""
    answers = list_services(current_actor(), filters.filters(), page=pages.page, size=pages.size, after=pages.after)
    if request.GET.get("extra", "").lower() in YES:
        answers = replace(answers, documents=[b'%b,"extra":null}' % each[:-1] for each in answers.documents])
    return page_answer(request, answers, wanted_shape(request, pages.format), COLUMNS, by_key=True)


@router.get(
    "/services/{path:id}",
    response={200: DetailedService, 404: Refusal, **REFUSALS},
    summary="Lire un service",
    operation_id="get_service",
)
@by_content
def service(request: HttpRequest, id: Path[str]) -> HttpResponse:  # noqa: A002  the parameter's name at the wire
    """Un service, avec sa structure."""
    answer = service_answer(current_actor(), id)
    if answer is None:
        raise HttpError(404, "Service inconnu.")
    return json_answer(answer)


@router.get(
    "/search/services",
    response={200: FoundPage, **REFUSALS},
    summary="Chercher des services autour d'une commune",
    operation_id="search_services",
    openapi_extra=other_shapes(),
)
@by_edition
def near(request: HttpRequest, filters: Query[NearFilters], pages: Query[Pages]) -> HttpResponse:
    """Les services ouverts aux habitants d'une commune, à moins de 50 km ou à distance, les plus proches d'abord."""
    answers = search_services(current_actor(), filters.filters(), filters.place(), page=pages.page, size=pages.size)
    return page_answer(request, answers, wanted_shape(request, pages.format), FOUND)


@router.get(
    "/search",
    response={200: ScoredPage, **REFUSALS},
    summary="Chercher des services avec des mots",
    operation_id="search",
    openapi_extra=other_shapes(),
)
@by_edition
def words(request: HttpRequest, filters: Query[WordFilters], pages: Query[Pages]) -> HttpResponse:
    """Les services qui répondent le mieux aux mots et, avec un point, les plus proches."""
    wanted = Wanted(filters.q, filters.point(), float(filters.distance))
    narrowed = filters.model_copy(update={"recherche_public": None}).filters()
    answers = search_words(current_actor(), narrowed, wanted, page=pages.page, size=pages.size)
    return page_answer(request, answers, wanted_shape(request, pages.format), SCORED)
