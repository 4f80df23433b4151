"""The list of the office: the day's work first."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.kernel.database.prepared import planned_once
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.exporting import KINDS
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.forms.listes import BulkForm, ViewForm
from parvis.products.mediature.models.saisine import SaisineQuerySet
from parvis.products.mediature.policies import WORKS
from parvis.products.mediature.queries.dossiers import (
    MANY,
    TABS,
    Wish,
    counts,
    lines,
    office_names,
    readable,
    shown,
)
from parvis.products.mediature.queries.echanges import to_handle
from parvis.products.mediature.queries.found import passages
from parvis.products.mediature.queries.taches import due_soon
from parvis.products.mediature.queries.vues import preferred, views_of
from parvis.products.mediature.views.asked import asked


class Bounded(Paginator):
    """Pages of a list up to a bound: what comes after is counted no more than it is read."""

    def __init__(self, found: SaisineQuerySet, wish: Wish, per_page: int) -> None:
        super().__init__(found.values_list("pk", flat=True), per_page)
        self._readable = readable(found, wish)

    @cached_property
    def count(self) -> int:
        """How many cases are read by pages."""
        return self._readable[0]

    @property
    def more(self) -> bool:
        """Whether there are others."""
        return self._readable[1]


@opens_to(WORKS)
@never_cache
@require_safe
def office(request: HttpRequest) -> HttpResponse:
    """The cases of one's offices, under four tabs, filtered and sorted by the address."""
    actor = current_actor()
    if not request.GET and (address := preferred(actor)):
        return redirect(f"{request.path}?{address}")
    sought = asked(actor, request.GET)
    offices, form, wish = sought.offices, sought.form, sought.wish
    names = office_names(offices)
    with sought.found() as found:
        pages = Bounded(found, wish, form.size)
        page = pages.get_page(request.GET.get("page"))
        pks = list(page.object_list)
    numbers = counts(actor, offices)
    query = request.GET.copy()
    query.pop("page", None)
    with planned_once():
        context = {
            "page": page,
            "lines": lines(shown(actor, pks), names, passages(actor, pks, sought.typed)),
            "filters": form,
            "views": views_of(actor),
            "here": query.urlencode(),
            "keep": ViewForm(offices=names, initial={"query": query.urlencode()}),
            "bulk": BulkForm(people=sought.people),
            "filtered": wish != Wish(tab=wish.tab, sort=wish.sort),
            "many": pages.more,
            "messages_waiting": to_handle(actor, offices).count(),
            "tasks_due": due_soon(actor, offices),
            "tab": wish.tab,
            "tab_label": TABS[wish.tab],
            "leads": Fonction.PRINCIPAL in offices.values(),
            "kinds": KINDS,
            "tabs": [
                (key, label, numbers[key], numbers[key] == MANY, _address(query, key)) for key, label in TABS.items()
            ],
        }
        return render(request, "mediature/bureau/list.html", context)


def _address(query: QueryDict, tab: str) -> str:
    """The same filters under another tab."""
    kept = query.copy()
    kept["vue"] = tab
    return f"?{kept.urlencode()}"
