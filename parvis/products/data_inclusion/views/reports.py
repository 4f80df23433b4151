"""« Signaler une erreur », and what the administrators of the platform do of it."""

from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.kernel.http.guard import refusal, trapped
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR, PUBLIC
from parvis.kernel.scope import current_actor
from parvis.products.data_inclusion.actions.reporting import handle_report, report_error
from parvis.products.data_inclusion.enums import ReportState
from parvis.products.data_inclusion.forms.report import NoteForm, ReportForm
from parvis.products.data_inclusion.models import Service, Structure
from parvis.products.data_inclusion.queries.reports import counts, reports

PER_PAGE = 30
PER_HOUR = 10
THANKS = "Merci. Votre signalement est transmis à l’équipe de la plateforme, qui vérifie puis prévient la source."
FORWARDED = "Le signalement est traité : la correction est demandée à la source."
Record = TypeVar("Record", Structure, Service)


@opens_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def report_structure(request: HttpRequest, identifier: str) -> HttpResponse:
    """Say what is wrong in the record of a structure."""
    found = _named(Structure.objects.visible_to(current_actor()).only("id", "nom", "source_id"), identifier)
    return _report(request, found, reverse("data_inclusion:structure", args=[found.pk]))


@opens_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def report_service(request: HttpRequest, identifier: str) -> HttpResponse:
    """Say what is wrong in the record of a service."""
    found = _named(Service.objects.visible_to(current_actor()).only("id", "nom", "source_id"), identifier)
    return _report(request, found, reverse("data_inclusion:service", args=[found.pk]))


@opens_to(PLATFORM_ADMINISTRATOR)
@require_safe
def every_report(request: HttpRequest) -> HttpResponse:
    """The reports that wait, or those that were handled."""
    actor = current_actor()
    asked = request.GET.get("etat", "")
    state = ReportState(asked) if asked in ReportState else ReportState.NEW
    told = counts(actor)
    context = {
        "page": Paginator(reports(actor, state), PER_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": [(each, told[each]) for each in ReportState],
    }
    return render(request, "data_inclusion/reports.html", context)


@opens_to(PLATFORM_ADMINISTRATOR)
@require_POST
def handle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a report, saying what was done."""
    form, forward = NoteForm(request.POST), request.POST.get("forward")
    if not form.is_valid():
        messages.error(request, "Dites en une phrase (500 caractères au plus) ce qui a été fait du signalement.")
    else:
        done = handle_report(by=current_actor(), pk=pk, note=form.cleaned_data["note"], forward=bool(forward))
        if done is None:
            messages.warning(request, "Ce signalement n’attend plus : quelqu’un l’a déjà traité.")
        else:
            messages.success(request, FORWARDED if done.forwarded_at else "Le signalement est traité.")
    return redirect("data_inclusion:reports")


def _named(records: QuerySet[Record], identifier: str) -> Record:
    found = records.filter(pk=identifier.replace("\x00", "")).first()
    if found is None:
        raise Http404("Cette fiche n’existe pas ou n’est plus publiée par sa source.")
    return found


def _report(request: HttpRequest, about: Structure | Service, page: str) -> HttpResponse:
    form = ReportForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if trapped(request):
            # A machine filled in what people do not see: it is thanked, and nothing is kept.
            messages.success(request, THANKS)
            return redirect(page)
        status = 422
        if form.is_valid():
            refused = refusal(request, "data_inclusion.report", PER_HOUR)
            if not refused:
                report_error(by=current_actor(), about=about, **form.cleaned_data)
                messages.success(request, THANKS)
                return redirect(page)
            form.add_error(None, refused)
            status = 429
    context = {"form": form, "about": about, "page_url": page}
    return render(request, "data_inclusion/report.html", context, status=status)
