"""« Trouver »: what, where and for whom; then services and places, listed and mapped."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from parvis.core.geography.queries.communes import commune_holding
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.products.data_inclusion.forms.finding import CHOICES, FILTERS, Asked, asked
from parvis.products.data_inclusion.queries.editions import one_edition
from parvis.products.data_inclusion.queries.finding import Where
from parvis.products.data_inclusion.queries.meaning import closest, closest_theme
from parvis.products.data_inclusion.queries.nomenclature import categories, publics, themes_by_category
from parvis.products.data_inclusion.queries.places import commune_meant, commune_of_code
from parvis.products.data_inclusion.views.results import Results

PAGE_SIZE = 20
ALLOW_POSITION = settings.PARVIS_HEADERS["Permissions-Policy"].replace("geolocation=()", "geolocation=(self)")
NOWHERE = "Cette position n’est pas en France, ou n’est pas complète"
HOW_TO_SAY_WHERE = "Tapez le nom de votre commune ou son code postal, par exemple : Besançon ou 25000."
EVERYWHERE = 90, 180
# The filters of which several values may hold at once.
SEVERAL = ("theme", "pour", "frais")


@opens_to(PUBLIC)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Ask, then answer; what was understood is in the address, which can be shared."""
    response = _answer(request, asked(request.GET))
    # The one page that may ask where one is: it does when its button is pressed.
    response.headers["Permissions-Policy"] = ALLOW_POSITION
    return response


def _answer(request: HttpRequest, wanted: Asked) -> HttpResponse:
    if wanted.point or wanted.lost:
        return _around_point(request, wanted)
    commune = commune_of_code(wanted.code) if wanted.code else None
    if commune:
        return (
            redirect(wanted.whole_address())
            if wanted.typed
            else _results(request, wanted, Where(commune, wanted.radius))
        )
    if not wanted.typed:
        return _asked(request, wanted, {"unknown": wanted.code, "missing": bool(wanted.given) and not wanted.code})
    answer = commune_meant(wanted.typed)
    if answer.commune:
        return redirect(wanted.whole_address(commune=answer.commune.code_insee))
    choices = [(each, wanted.whole_address(commune=each.code_insee)) for each in answer.choices or answer.alike]
    return _asked(request, wanted, {"choices": choices, "unknown": "" if answer.choices else wanted.typed})


def _around_point(request: HttpRequest, wanted: Asked) -> HttpResponse:
    point = wanted.point
    possible = point is not None and abs(point.latitude) <= EVERYWHERE[0] and abs(point.longitude) <= EVERYWHERE[1]
    holding = commune_holding(*point) if point is not None and possible else None
    commune = commune_of_code(holding.code_insee) if holding else None
    if commune is None or point is None:
        return _asked(request, replace(wanted, point=None), {"lost": NOWHERE})
    return _results(request, wanted, Where(commune, wanted.radius).at(*point))


def _asked(request: HttpRequest, wanted: Asked, context: dict[str, Any]) -> HttpResponse:
    found = context.get("choices")
    status = HTTPStatus.NOT_FOUND if context.get("unknown") and not found else HTTPStatus.OK
    status = HTTPStatus.UNPROCESSABLE_ENTITY if context.get("lost") else status
    typed = wanted.typed or context.get("unknown", "")
    mistaken = context.get("lost") or context.get("unknown") or context.get("missing")
    context |= {"where_error": HOW_TO_SAY_WHERE if mistaken else ""}
    return render(request, "data_inclusion/search.html", _form(wanted, typed) | context, status=status)


def _form(wanted: Asked, typed: str) -> dict[str, Any]:
    """What the form of the search shows, filled in with what was asked."""
    wish = wanted.wish
    return {
        "asked": wanted,
        "typed": typed,
        "wish": wish,
        "themes": [(slug, label, list(themes_by_category()[slug].items())) for slug, label in categories().items()],
        "publics": publics(),
        "one_theme": wish.themes[0] if len(wish.themes) == 1 else "",
        "one_public": wish.publics[0] if len(wish.publics) == 1 else "",
        "unknown_filters": [_unknown_filter(wanted, name, value) for name, value in wanted.unknown],
    }


def _unknown_filter(wanted: Asked, name: str, value: str) -> dict[str, str]:
    """A value of a filter that is none, and the nearest that is one, with the address that puts it instead."""
    choices = CHOICES[name]()
    alike = closest_theme(value) if name == "theme" else closest(value, choices)
    kept = wanted.pairs().get(name, [])
    instead = list(dict.fromkeys([*kept, alike])) if name in SEVERAL and isinstance(kept, list) else alike
    meant = wanted.address(**{name: instead}) if alike else ""
    return {"filter": FILTERS[name], "value": value, "alike": choices.get(alike, ""), "address": meant}


def _results(request: HttpRequest, wanted: Asked, where: Where) -> HttpResponse:
    with one_edition():
        return _found(request, wanted, where)


def _found(request: HttpRequest, wanted: Asked, where: Where) -> HttpResponse:
    results = Results(wanted, where)
    context = _form(results.asked, where.commune.label) | {
        "results": results,
        "where": where,
        "filtering": "HX-Request" in request.headers,
    }
    paginator = Paginator(results.rows(), PAGE_SIZE)
    try:
        page = paginator.page(request.GET.get("page", 1))
    except InvalidPage:
        context["last_page"] = paginator.num_pages
        return render(request, "data_inclusion/results.html", context, status=HTTPStatus.NOT_FOUND)
    found = results.shown(page)
    context |= {"page": page, "found": found, "first": page.start_index(), "points": results.points(page, found)}
    return render(request, "data_inclusion/results.html", context)
