"""« Quel médiateur ? »: by commune, then the page of an authority."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.core.geography.queries.commune_search import find_communes
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.scope import current_actor
from parvis.products.mediature.models import Collectivite, Rapport, Recommandation
from parvis.products.mediature.queries.annuaire import competent_for

OTHERS = 6


@opens_to(PUBLIC)
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """A commune or a postal code leads to the mediators of its four levels."""
    typed = request.GET.get("ou", "").strip()
    code = request.GET.get("commune", "")
    found = find_communes(typed, limit=OTHERS) if typed else []
    chosen = next((each for each in found if each.code_insee == code), found[0] if found else None)
    context = {
        "typed": typed,
        "chosen": chosen,
        "others": [each for each in found if each != chosen],
        "levels": competent_for(current_actor(), chosen.code_insee) if chosen else [],
    }
    return render(request, "mediature/directory.html", context)


@opens_to(PUBLIC)
@require_safe
def collectivite(request: HttpRequest, slug: str) -> HttpResponse:
    """What an authority says of its mediator, and how to refer to them."""
    found = Collectivite.objects.visible_to(current_actor()).filter(slug=slug).first()
    if found is None:
        raise Http404("Aucun médiateur n’a cette page. Cherchez-le par votre commune.")
    mandates = list(found.mandats.all())
    running = next((each for each in mandates if each.runs), None)
    published = {"organisation": found.organisation_id, "published_on__isnull": False}
    context = {
        "collectivite": found,
        "mandate": running,
        "past": [each for each in mandates if each != running],
        "reports": Rapport.objects.filter(**published),
        "recommandations": Recommandation.objects.filter(**published).prefetch_related("suivis"),
    }
    return render(request, "mediature/collectivite.html", context)
