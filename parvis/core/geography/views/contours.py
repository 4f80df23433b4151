"""Boundaries as GeoJSON."""

import hashlib
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import condition, require_safe

from parvis.core.geography.queries.contours import UnknownTerritoryError, contours_geojson, edition
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC

DAY = 86_400


def _etag(request: HttpRequest, layer: str, code: str) -> str:
    return f'"{hashlib.sha256(f"{edition()} {layer} {code}".encode()).hexdigest()[:24]}"'


@condition(etag_func=_etag)
def _geojson(request: HttpRequest, layer: str, code: str) -> HttpResponse:
    try:
        content = contours_geojson(layer, code)
    except UnknownTerritoryError as error:
        return JsonResponse({"erreur": str(error)}, status=404)
    response = HttpResponse(content, content_type="application/geo+json")
    response["Cache-Control"] = f"public, max-age={DAY}"
    return response


@opens_to(PUBLIC)
@require_safe
def contours(request: HttpRequest, layer: str, code: str) -> HttpResponse:
    """The boundaries of one or several territories; asked again, nothing is sent unless it has changed."""
    response = _geojson(request, layer, code)
    if response.status_code == HTTPStatus.NOT_FOUND:
        del response["ETag"]
    return response
