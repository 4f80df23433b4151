"""« Suspensions d’effacement »: asked by one person, approved by another."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core.privacy.actions.retention.holding import LONGEST, approve_hold, ask_hold, release_hold, renew_hold
from parvis.core.privacy.forms.retention.holds import HoldForm, RenewForm
from parvis.core.privacy.models import Hold
from parvis.core.privacy.models.retention import HoldQuerySet
from parvis.core.privacy.policies.retention import HOLDS_DATA
from parvis.core.privacy.queries.retention.words import tell_holds
from parvis.kernel import clock
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor


@opens_to(HOLDS_DATA)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def holds(request: HttpRequest) -> HttpResponse:
    """Those in force, those that wait for a second person, and the form to ask for one."""
    form = HoldForm(request.POST or None, actor=current_actor())
    if request.method == "POST" and form.is_valid():
        try:
            ask_hold(by=current_actor(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "La demande est faite. Une autre personne doit l’approuver.")
            return redirect("privacy:holds")
    context = {
        "form": form,
        "waiting": tell_holds(_seen().waiting()),
        "in_force": tell_holds(_seen().in_force(clock.today())),
        "me": current_actor().key,
        "longest": LONGEST,
    }
    return render(request, "privacy/retention/holds.html", context, status=422 if form.errors else 200)


@opens_to(HOLDS_DATA)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Put in force what somebody else has asked."""
    try:
        approve_hold(by=current_actor(), hold=get_object_or_404(_seen(), pk=pk))
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "La suspension est en vigueur.")
    return redirect("privacy:holds")


@opens_to(HOLDS_DATA)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """End a hold, said once what it means; or refuse a request for one."""
    if request.method != "POST":
        hold = get_object_or_404(_seen().in_force(clock.today()), pk=pk)
        return render(request, "privacy/retention/release.html", {"told": tell_holds([hold])[0]})
    hold = release_hold(by=current_actor(), hold=get_object_or_404(_seen(), pk=pk))
    levied = "La suspension est levée : ce qui est échu sera effacé la nuit prochaine."
    messages.success(request, levied if hold.approved_on else "La demande est retirée.")
    return redirect("privacy:holds")


@opens_to(HOLDS_DATA)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask again for the same hold; the second person approves anew."""
    hold = get_object_or_404(_seen().in_force(clock.today()), pk=pk)
    form = RenewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            renew_hold(by=current_actor(), hold=hold, until=form.cleaned_data["until"])
        except ValidationError as error:
            form.add_error("until", error)
        else:
            messages.success(request, "Le renouvellement est demandé. Une autre personne doit l’approuver.")
            return redirect("privacy:holds")
    context = {"form": form, "told": tell_holds([hold])[0]}
    return render(request, "privacy/retention/renew.html", context, status=422 if form.errors else 200)


def _seen() -> HoldQuerySet:
    return Hold.objects.visible_to(current_actor())
