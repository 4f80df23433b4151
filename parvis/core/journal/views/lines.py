"""« Journal »: read only, and reading it leaves a line; so do exporting and printing it."""

import csv
from collections.abc import Mapping
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.core.journal.actions.looking import note_what_read, note_who_read
from parvis.core.journal.forms.filters import AccountForm, FilterForm, PersonForm
from parvis.core.journal.policies import READS_JOURNAL, WATCHES_JOURNAL
from parvis.core.journal.queries.consultations import figures
from parvis.core.journal.queries.lines import Filters, Position, found_lines, page_of_lines
from parvis.core.journal.queries.subjects import people_among
from parvis.core.journal.queries.words import names_of, person_words, tell
from parvis.kernel import clock
from parvis.kernel.http.outlets import EXPORT, takes_out
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor

EXPORTED = 10_000
HEADINGS = ("Date (heure de Paris)", "Auteur", "Rôle", "Action", "Objet", "Personnes", "Données", "Voie")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@opens_to(READS_JOURNAL)
@never_cache
@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    """The lines that one may read, the latest first; filters and place in the address."""
    form = FilterForm(request.GET)
    form.is_valid()
    return render(request, "journal/lines.html", {"form": form, **_page(request, form.filters)})


@opens_to(READS_JOURNAL)
@never_cache
@require_safe
@takes_out(EXPORT)
def export(request: HttpRequest) -> HttpResponse:
    """The same lines as a sheet, with the same filters."""
    form = FilterForm(request.GET)
    form.is_valid()
    sheet = StringIO()
    writer = csv.writer(sheet, delimiter=";")
    writer.writerow(HEADINGS)
    for told in tell(found_lines(current_actor(), form.filters)[:EXPORTED]):
        row = (
            told.line.recorded_at.astimezone(clock.PARIS).isoformat(timespec="seconds"),
            told.who, told.line.actor_role, told.did, told.what, told.people or "", ", ".join(told.data), told.door,
        )  # fmt: skip
        writer.writerow([_inert(str(cell)) for cell in row])
    name = f"journal-{clock.today():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse("\ufeff" + sheet.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


@opens_to(READS_JOURNAL)
@never_cache
@require_safe
def who_read(request: HttpRequest) -> HttpResponse:
    """« Qui a consulté cette personne »: asking is itself journaled, about that person."""
    form = PersonForm(request.GET if "personne" in request.GET else None)
    context = {"form": form, "asked": form.is_valid(), **_watches()}
    if form.is_valid():
        people = form.people
        keys = form.keys(people, by=current_actor())
        note_who_read(by=current_actor(), people=people or people_among(keys))
        filters = form.filters(people, keys)
        context |= {"figures": figures(current_actor(), filters), **_page(request, filters)}
        # A line about a row does not tell that its address has an account, nor whose: only who reads all is told.
        named = people if context["watches"] else []
        context["person"] = ", ".join(person_words(person) for person in named) or form.given()["personne"]
    return render(request, "journal/who_read.html", context)


@opens_to(READS_JOURNAL)
@never_cache
@require_safe
def what_read(request: HttpRequest) -> HttpResponse:
    """« Ce que ce compte a consulté »: asking is itself journaled, about that account."""
    form = AccountForm(request.GET if "compte" in request.GET else None)
    context = {"form": form, "asked": form.is_valid(), **_watches()}
    if form.is_valid():
        key = form.actor_key
        note_what_read(by=current_actor(), people=form.people)
        filters = form.filters(key)
        context |= {"figures": figures(current_actor(), filters), **_page(request, filters)}
        context["account"] = names_of([key])[key] if _may_name(context) else form.given()["compte"]
    return render(request, "journal/what_read.html", context)


def _page(request: HttpRequest, filters: Filters) -> dict[str, object]:
    after = Position.parse(request.GET.get("apres", ""))
    found, following = page_of_lines(current_actor(), filters, after)
    return {"lines": tell(found), "following": following, "continued": after} | _watches()


def _watches() -> dict[str, object]:
    return {"watches": WATCHES_JOURNAL.allows(current_actor())}


def _may_name(context: Mapping[str, object]) -> bool:
    """Whether somebody asked about is named: else any number typed would tell whose account it is."""
    return bool(context["watches"] or context["lines"])


def _inert(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
