"""One structure."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.scope import current_actor
from parvis.products.data_inclusion.models import Structure
from parvis.products.data_inclusion.views.shown import shown


@opens_to(PUBLIC)
@require_safe
def structure(request: HttpRequest, identifier: str) -> HttpResponse:
    """Where it is, when it is open, how to reach it, who says so and since when."""
    found = (
        Structure.objects.visible_to(current_actor())
        .select_related("source")
        .defer("document", "tail", "search_key")
        .filter(pk=identifier.replace("\x00", ""))
        .first()
    )
    if found is None:
        raise Http404("Cette structure n'existe pas ou n'est plus publiée par sa source.")
    each = shown(found)
    points = [each.point(1)] if found.longitude is not None and found.latitude is not None else []
    return render(request, "data_inclusion/structure.html", {"each": each, "structure": found, "points": points})
