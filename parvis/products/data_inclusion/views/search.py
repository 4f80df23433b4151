"""Find what is near: by commune or postal code."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parvis.core.geography.queries.commune_index import CommuneFound
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.scope import current_actor
from parvis.products.data_inclusion.queries.nearby import RADIUS_KM, near_commune
from parvis.products.data_inclusion.queries.places import commune_meant, commune_of_code
from parvis.products.data_inclusion.views.shown import shown

PAGE_SIZE = 20
MAX_TYPED = 100


@opens_to(PUBLIC)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Ask where, then list and map what is there; what was understood is in the address."""
    typed = request.GET.get("ou", "").strip()[:MAX_TYPED]
    code = request.GET.get("commune", "").strip()[:5]
    commune = commune_of_code(code) if code else None
    if commune:
        return redirect(_address(commune)) if typed else _results(request, commune)
    if not typed:
        return _asked(request, {"typed": code, "unknown": code})
    answer = commune_meant(typed)
    if answer.commune:
        return redirect(_address(answer.commune))
    choices = [(each, _address(each)) for each in answer.choices or answer.alike]
    context = {"typed": typed, "choices": choices, "unknown": "" if answer.choices else typed}
    return _asked(request, context)


def _address(commune: CommuneFound) -> str:
    return f"{reverse('data_inclusion:search')}?{urlencode({'commune': commune.code_insee})}"


def _asked(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    status = HTTPStatus.NOT_FOUND if context.get("unknown") and not context.get("choices") else HTTPStatus.OK
    return render(request, "data_inclusion/search.html", context, status=status)


def _results(request: HttpRequest, commune: CommuneFound) -> HttpResponse:
    paginator = Paginator(near_commune(current_actor(), commune), PAGE_SIZE)
    context: dict[str, Any] = {
        "commune": commune,
        "typed": commune.label,
        "radius": int(RADIUS_KM),
        "total": paginator.count,
        "address": _address(commune),
    }
    try:
        page = paginator.page(request.GET.get("page", 1))
    except InvalidPage:
        context["last_page"] = paginator.num_pages
        return render(request, "data_inclusion/results.html", context, status=HTTPStatus.NOT_FOUND)
    found = [shown(structure, place=commune.name) for structure in page.object_list]
    first = page.start_index()
    context |= {
        "page": page,
        "found": found,
        "first": first,
        "points": [
            each.point(first + offset)
            for offset, each in enumerate(found)
            if each.structure.longitude is not None and each.structure.latitude is not None
        ],
    }
    return render(request, "data_inclusion/results.html", context)
