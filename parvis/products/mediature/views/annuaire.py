"""« Quel médiateur ? »: by commune, then the page of an authority."""

from io import BytesIO
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.core.geography.queries.commune_search import find_communes
from parvis.kernel.http.addresses import address_of_page
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
    return render(request, "mediature/directory.html", place_asked(request))


def place_asked(request: HttpRequest) -> dict[str, Any]:
    """The commune that the address asks for, those that look like it, and the levels that govern it."""
    typed, code = request.GET.get("ou", "").strip(), request.GET.get("commune", "")
    found = find_communes(typed, limit=OTHERS) if typed else []
    chosen = next((each for each in found if each.code_insee == code), found[0] if found else None)
    return {
        "typed": typed,
        "chosen": chosen,
        "others": [each for each in found if each != chosen],
        "levels": competent_for(current_actor(), chosen.code_insee) if chosen else [],
    }


@opens_to(PUBLIC)
@require_safe
def collectivite(request: HttpRequest, slug: str) -> HttpResponse:
    """What an authority says of its mediator, and how to refer to them."""
    found = _page(slug)
    mandates = list(found.mandats.all())
    running = next((each for each in mandates if each.runs), None)
    published = {"organisation": found.organisation_id, "published_on__isnull": False}
    context = {
        "collectivite": found,
        "mandate": running,
        "others": [each for each in mandates if each != running],
        "reports": Rapport.objects.filter(**published),
        "recommandations": Recommandation.objects.filter(**published).prefetch_related("suivis"),
    }
    return render(request, "mediature/collectivite.html", context)


@opens_to(PUBLIC)
@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """What an authority prints and pastes: a poster with its QR code, and a link for its own site."""
    found = _page(slug)
    context = {"collectivite": found, "address": _address(found), "mandate": found.mandats.running().first()}
    return render(request, "mediature/affiche.html", context)


@opens_to(PUBLIC)
@require_safe
def qr_code(request: HttpRequest, slug: str) -> HttpResponse:
    """The address of the page, for the camera of a phone."""
    drawing = BytesIO()
    # Medium correction: a poster in a hall is scratched.
    segno.make(_address(_page(slug)), error="m", micro=False).save(
        drawing, kind="svg", scale=8, border=4, svgclass=None
    )
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


def _page(slug: str) -> Collectivite:
    found: Collectivite | None = Collectivite.objects.visible_to(current_actor()).filter(slug=slug).first()
    if found is None:
        raise Http404("Aucun médiateur n’a cette page. Cherchez-le par votre commune.")
    return found


def _address(collectivite: Collectivite) -> str:
    return address_of_page("mediature:collectivite", collectivite.slug)
