"""The appointments of a case: fixed, changed, cancelled, held; the person takes the calendar file."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.kernel.forms import refused
from parvis.kernel.http.attachments import attachment
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC, SIGNED_IN
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.rendezvous import (
    CHANGED,
    cancel_appointment,
    make_appointment,
    mark_held,
    move_appointment,
)
from parvis.products.mediature.forms.rendezvous import AppointmentForm, CancelForm
from parvis.products.mediature.models import Collectivite, RendezVous, Saisine
from parvis.products.mediature.queries.rendezvous import CALENDAR, NAME, calendar_of
from parvis.products.mediature.views.cases import found_case
from parvis.products.mediature.views.holding import Held, holding


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appointments(request: HttpRequest, number: str) -> HttpResponse:
    """Those of a case; one is fixed here."""
    saisine = found_case(number)
    form = AppointmentForm(request.POST if request.method == "POST" else None, saisine=saisine)
    if form.is_valid() and done(
        form, lambda: make_appointment(by=current_actor(), saisine=saisine, prevision=form.prevision())
    ):
        messages.success(request, f"Le rendez-vous est fixé. {_who_tells(saisine)}")
        return redirect("mediature:appointments", number)
    listed = RendezVous.objects.visible_to(current_actor()).filter(saisine=saisine).order_by("-starts_at")
    context = {"saisine": saisine, "appointments": listed, "form": form}
    return render(request, "mediature/bureau/appointments.html", context, status=422 if form.errors else 200)


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: HttpRequest, number: str, rendezvous: int) -> HttpResponse:
    """One appointment, to be changed while it is to come."""
    saisine, kept = _found(number, rendezvous)
    form = AppointmentForm(request.POST if request.method == "POST" else None, saisine=saisine, kept=kept)
    if form.is_valid() and done(
        form,
        lambda: move_appointment(
            by=current_actor(), rendezvous=kept, prevision=form.prevision(), revision=form.cleaned_data["revision"]
        ),
    ):
        messages.success(request, f"Le rendez-vous est changé. {_who_tells(saisine)}")
        return redirect("mediature:appointments", number)
    return _shown(request, saisine, kept, form, CancelForm(kept=kept), form)


@opens_to(SIGNED_IN)
@never_cache
@require_POST
def cancel(request: HttpRequest, number: str, rendezvous: int) -> HttpResponse:
    """It will not take place."""
    saisine, kept = _found(number, rendezvous)
    form = CancelForm(request.POST, kept=kept)
    if form.is_valid() and done(
        form, lambda: cancel_appointment(by=current_actor(), rendezvous=kept, **form.cleaned_data)
    ):
        messages.success(request, f"Le rendez-vous est annulé. {_who_tells(saisine)}")
        return redirect("mediature:appointments", number)
    return _shown(request, saisine, kept, AppointmentForm(saisine=saisine, kept=kept), form, form)


@opens_to(SIGNED_IN)
@never_cache
@require_POST
def was_held(request: HttpRequest, number: str, rendezvous: int) -> HttpResponse:
    """It took place."""
    saisine, kept = _found(number, rendezvous)
    try:
        mark_held(by=current_actor(), rendezvous=kept)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("mediature:appointment", number, rendezvous)
    proposed = "" if saisine.first_meeting_on else " Un médiateur atteste la première réunion depuis le dossier."
    messages.success(request, f"Le rendez-vous est dit tenu.{proposed}")
    return redirect("mediature:appointments", number)


@opens_to(PUBLIC)
@require_safe
@holding
def calendar(request: HttpRequest, held: Held, rendezvous: int) -> HttpResponseBase:
    """The calendar file of an appointment of one's own case."""
    found = (
        RendezVous.objects.visible_to(held.by)
        .filter(saisine=held.saisine, pk=rendezvous)
        .select_related("saisine")
        .first()
    )
    if found is None:
        raise Http404("Ce rendez-vous n’est pas dans votre dossier.")
    content = calendar_of(found, Collectivite.objects.get(organisation=found.saisine.organisation_id))
    return attachment(iter([content]), name=NAME, media_type=CALENDAR, size=len(content))


def done(form: Form, does: Callable[[], object]) -> bool:
    """Whether the action took what was typed; otherwise the form says why it did not."""
    try:
        does()
    except ValidationError as error:
        refused(form, error)
        return False
    return True


def _found(number: str, rendezvous: int) -> tuple[Saisine, RendezVous]:
    saisine = found_case(number)
    found = (
        RendezVous.objects.visible_to(current_actor())
        .filter(saisine=saisine, pk=rendezvous)
        .select_related("saisine__requerant")
        .first()
    )
    if found is None:
        raise Http404("Ce rendez-vous n’est pas dans ce dossier.")
    return saisine, found


def _shown(
    request: HttpRequest,
    saisine: Saisine,
    kept: RendezVous,
    change: AppointmentForm,
    cancelling: CancelForm,
    form: AppointmentForm | CancelForm,
) -> HttpResponse:
    if form.has_error(NON_FIELD_ERRORS, CHANGED):
        form.read_again()
    context = {"saisine": saisine, "kept": kept, "change": change, "cancelling": cancelling, "form": form}
    return render(request, "mediature/bureau/appointment.html", context, status=422 if form.errors else 200)


def _who_tells(saisine: Saisine) -> str:
    if saisine.requerant.email:
        return "La personne le reçoit par courriel, avec un fichier pour son agenda."
    return "La personne n’a pas donné d’adresse électronique : une tâche rappelle de la prévenir."
