"""One service."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.scope import current_actor
from parvis.products.data_inclusion.models import Service
from parvis.products.data_inclusion.queries.quality import criteria_of
from parvis.products.data_inclusion.views.shown import points, shown

GONE = "Ce service n’existe pas ou n’est plus publié par sa source."
OTHERS = 20


@opens_to(PUBLIC)
@require_safe
def service(request: HttpRequest, identifier: str) -> HttpResponse:
    """What it is, for whom, at what cost, when, how to benefit from it, who says so and since when."""
    found = (
        Service.objects.visible_to(current_actor())
        .select_related("source", "structure")
        .defer("tail", "structure__document", "structure__tail", "structure__search_key")
        .filter(pk=identifier.replace("\x00", ""))
        .first()
    )
    if found is None:
        raise Http404(GONE)
    each = shown(found)
    others = Service.objects.visible_to(current_actor()).filter(structure=found.structure_id).exclude(pk=found.pk)
    context = {
        "each": each,
        "service": found,
        "structure": shown(found.structure),
        "others": [
            shown(other)
            for other in others.only("id", "nom", "source_id", "horaires_accueil", "code_insee").order_by("nom", "pk")[
                :OTHERS
            ]
        ],
        "points": points([each]),
        "criteria": criteria_of(found),
    }
    return render(request, "data_inclusion/service.html", context)
