"""The list of the office: the day's work first."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor
from parvis.products.mediature.forms.bureau import FilterForm, nomenclature
from parvis.products.mediature.models import Domaine
from parvis.products.mediature.policies import WORKS
from parvis.products.mediature.queries.dossiers import (
    TABS,
    Wish,
    counts,
    dossiers,
    lines,
    mediators,
    office_names,
    offices_of,
    with_asked,
)
from parvis.products.mediature.queries.echanges import to_handle

PER_PAGE = 30


@opens_to(WORKS)
@never_cache
@require_safe
def office(request: HttpRequest) -> HttpResponse:
    """The cases of one's offices, under four tabs, filtered and sorted by the address."""
    actor = current_actor()
    offices = offices_of(actor)
    asked = request.GET.get("vue", "")
    tab = asked if asked in TABS else next(iter(TABS))
    form = FilterForm(request.GET, domaines=nomenclature(Domaine, offices), people=mediators(offices))
    wish = form.wish(tab)
    found = with_asked(dossiers(actor, offices, wish)).select_related("requerant", "mediateur").defer(
        "facts", "expected", "reasons", "conclusion"
    )  # fmt: skip
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    numbers = counts(actor, offices)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "lines": lines(page.object_list, office_names(offices)),
        "filters": form,
        "filtered": wish != Wish(tab=tab, sort=wish.sort),
        "messages_waiting": to_handle(actor, offices).count(),
        "tab": tab,
        "tab_label": TABS[tab],
        "tabs": [(key, label, numbers[key], _address(query, key)) for key, label in TABS.items()],
    }
    return render(request, "mediature/bureau/list.html", context)


def _address(query: QueryDict, tab: str) -> str:
    """The same filters under another tab."""
    kept = query.copy()
    kept["vue"] = tab
    return f"?{kept.urlencode()}"
