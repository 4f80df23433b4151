"""« Violations »: the register, its 72-hour clock, the notices, and what an account could have seen."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.journal.queries.words import names_of
from parvis.core.privacy.actions.accountability.breaches import (
    Notice,
    close_breach,
    complete_breach,
    give_notice,
    look_at_exposure,
    open_breach,
)
from parvis.core.privacy.enums.breach import Addressee, Phase
from parvis.core.privacy.forms.accountability.breach import BreachForm, NoticeForm
from parvis.core.privacy.models import Breach
from parvis.core.privacy.models.breach import NOTIFICATION
from parvis.core.privacy.policies.accountability import KEEPS_REGISTER
from parvis.core.privacy.queries.accountability.breaches import standing_of, standings
from parvis.core.privacy.queries.accountability.letters import notice_words
from parvis.kernel import clock
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor

# Without dates, what the journal still holds before the breach was known.
A_YEAR = timedelta(days=366)


@opens_to(KEEPS_REGISTER)
@never_cache
@require_safe
def breaches(request: HttpRequest) -> HttpResponse:
    """Every breach, the open ones first."""
    context = {"standings": standings(), "hours": NOTIFICATION // timedelta(hours=1)}
    return render(request, "privacy/accountability/breaches.html", context)


@opens_to(KEEPS_REGISTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_breach(request: HttpRequest) -> HttpResponse:
    """Write a breach in the register."""
    form = BreachForm(request.POST or None, initial={"aware_at": clock.now(), "discovered_at": clock.now()})
    if request.method == "POST" and form.is_valid():
        try:
            breach = open_breach(by=current_actor(), **form.given)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "La violation est inscrite. Voici ce qu’il reste à faire.")
            return redirect("privacy:breach", pk=breach.pk)
    return render(
        request, "privacy/accountability/breach_form.html", {"form": form}, status=422 if form.errors else 200
    )


@opens_to(KEEPS_REGISTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_breach(request: HttpRequest, pk: int) -> HttpResponse:
    """Complete what is known of a breach."""
    breach = get_object_or_404(Breach, pk=pk)
    form = BreachForm(request.POST or None, instance=breach)
    if request.method == "POST" and form.is_valid():
        try:
            complete_breach(by=current_actor(), breach=breach, **form.given)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "La violation est complétée.")
            return redirect("privacy:breach", pk=pk)
    context = {"form": form, "breach": breach}
    return render(request, "privacy/accountability/breach_form.html", context, status=422 if form.errors else 200)


@opens_to(KEEPS_REGISTER)
@never_cache
@require_safe
def breach(request: HttpRequest, pk: int) -> HttpResponse:
    """One breach: its clock, what is left to do, what was said to whom, what the account reached."""
    found = get_object_or_404(Breach, pk=pk)
    seen = None
    if found.account:
        start = found.exposed_from or found.aware_at - A_YEAR
        end = found.exposed_until or clock.now()
        seen = look_at_exposure(by=current_actor(), account=found.account, start=start, end=end)
    account = names_of([found.account])[found.account] if found.account else ""
    context = {"standing": standing_of(found), "breach": found, "exposure": seen, "account": account}
    return render(request, "privacy/accountability/breach.html", context)


@opens_to(KEEPS_REGISTER)
@never_cache
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a breach, or say what is left to do."""
    try:
        close_breach(by=current_actor(), breach=get_object_or_404(Breach, pk=pk))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "La violation est close. Elle reste au registre.")
    return redirect("privacy:breach", pk=pk)


@opens_to(KEEPS_REGISTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, pk: int, addressee: str) -> HttpResponse:
    """A notice, its words ready; for a controller, which one is in the address."""
    found = get_object_or_404(Breach, pk=pk)
    if addressee not in Addressee.values:
        raise Http404("On prévient la CNIL, un responsable ou les personnes : revenez à la violation.")
    standing = standing_of(found)
    name = _controller(request, standing.untold or standing.controllers) if addressee == Addressee.CONTROLLER else ""
    first = not any(each.addressee == addressee and each.name == name for each in standing.notices)
    initial = {
        "addressee": addressee,
        "name": name,
        "phase": Phase.INITIAL if first else Phase.COMPLEMENT,
        "sent_at": clock.now(),
        "text": notice_words(found, addressee, name),
    }
    form = NoticeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            give_notice(by=current_actor(), breach=found, notice=Notice(**form.cleaned_data))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "La notification est inscrite au registre.")
            return redirect("privacy:breach", pk=pk)
    context = {"form": form, "breach": found, "addressee": Addressee(addressee), "name": name, "standing": standing}
    return render(request, "privacy/accountability/notice.html", context, status=422 if form.errors else 200)


def _controller(request: HttpRequest, names: tuple[str, ...]) -> str:
    """Which controller is told: the one asked for, or the first that nobody told."""
    asked = request.POST.get("name") or request.GET.get("responsable", "")
    return asked if asked in names or not names else names[0]
