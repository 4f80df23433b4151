"""One structure."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.scope import current_actor
from parvis.products.data_inclusion.models import Service, Structure
from parvis.products.data_inclusion.views.shown import points, shown

GONE = "Cette structure n’existe pas ou n’est plus publiée par sa source."
MANY = 200
_LISTED = (
    "id", "nom", "source_id", "type", "thematiques", "frais", "publics", "modes_accueil", "horaires_accueil",
    "code_insee", "date_maj",
)  # fmt: skip


@opens_to(PUBLIC)
@require_safe
def structure(request: HttpRequest, identifier: str) -> HttpResponse:
    """Where it is, when it is open, how to reach it, what it offers, who says so and since when."""
    found = (
        Structure.objects.visible_to(current_actor())
        .select_related("source")
        .defer("document", "tail", "search_key")
        .filter(pk=identifier.replace("\x00", ""))
        .first()
    )
    if found is None:
        raise Http404(GONE)
    each = shown(found)
    offered = Service.objects.visible_to(current_actor()).filter(structure=found).only(*_LISTED).order_by("nom", "pk")
    context = {
        "each": each,
        "structure": found,
        "services": [shown(service) for service in offered[:MANY]],
        "points": points([each]),
    }
    return render(request, "data_inclusion/structure.html", context)
