"""What the imports did, and their reports line by line, for the administrators of the platform."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from parvis.kernel.actor import Actor
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR
from parvis.kernel.scope import current_actor
from parvis.products.data_inclusion.enums import RunState, Verdict
from parvis.products.data_inclusion.models import ImportRun
from parvis.products.data_inclusion.queries.import_report import (
    Accepted,
    Line,
    counts_in_words,
    read_lines,
    told_counts,
    told_lines,
)

PER_PAGE = 30
LARGEST = 2**31 - 1
REFUSED, CORRECTED, ACCEPTED, UNCHANGED = "refusees", "corrigees", "acceptees", "inchangees"


@dataclass(frozen=True)
class Tab:
    """Some of the lines of a report."""

    slug: str
    label: str
    count: int


@opens_to(PLATFORM_ADMINISTRATOR)
@require_safe
def every_import(request: HttpRequest) -> HttpResponse:
    """The imports, the last first."""
    runs = ImportRun.objects.select_related("source").order_by("-pk")
    page = Paginator(runs, PER_PAGE).get_page(request.GET.get("page"))
    counted = [(run, counts_in_words(run)) for run in page]
    return render(request, "data_inclusion/imports.html", {"page": page, "imports": counted})


@opens_to(PLATFORM_ADMINISTRATOR)
@require_safe
def one_import(request: HttpRequest, run: int) -> HttpResponse:
    """What became of the lines of an import: those refused, corrected, accepted or unchanged."""
    found = get_object_or_404(ImportRun.objects.select_related("source"), pk=min(run, LARGEST))
    tabs = _tabs(found)
    asked = request.GET.get("lignes", "")
    tab = next((each for each in tabs if each.slug == asked), None) or next(
        (each for each in tabs if each.count), tabs[0]
    )
    listed, lines = _page(current_actor(), found, tab, request.GET.get("page"))
    context = {
        "run": found,
        "tabs": tabs,
        "tab": tab,
        "page": listed,
        "lines": lines,
        "published": found.state == RunState.COMPLETE,
        "derived": tab.slug in {ACCEPTED, UNCHANGED},
        "fewer": listed.paginator.count < tab.count,
    }
    return render(request, "data_inclusion/import.html", context)


def _tabs(run: ImportRun) -> list[Tab]:
    told = told_counts(run)
    corrected = told.get(Verdict.CORRECTED, 0)
    again = max(corrected - run.corrected, 0)
    return [
        Tab(REFUSED, "refusées", told.get(Verdict.REFUSED, 0)),
        Tab(CORRECTED, "corrigées", corrected),
        Tab(ACCEPTED, "acceptées", run.accepted),
        Tab(UNCHANGED, "inchangées", max(run.unchanged - again, 0)),
    ]


def _page(actor: Actor, run: ImportRun, tab: Tab, number: str | None) -> tuple[Page, list[Line]]:
    if tab.slug in {ACCEPTED, UNCHANGED}:
        page = Paginator(Accepted(actor, run, unchanged=tab.slug == UNCHANGED), PER_PAGE).get_page(number)
        return page, list(page.object_list)
    verdict = Verdict.REFUSED if tab.slug == REFUSED else Verdict.CORRECTED
    page = Paginator(told_lines(run, verdict), PER_PAGE).get_page(number)
    return page, read_lines(actor, page.object_list)
