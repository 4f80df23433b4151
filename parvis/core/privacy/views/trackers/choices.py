"""« Gestion des cookies »: what is set, and one's choices, by plain forms."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from parvis.core.privacy.actions.trackers.consenting import keep_choice
from parvis.core.privacy.forms.trackers import ChoiceForm, OppositionForm
from parvis.core.privacy.queries.trackers.choices import COOKIE, OPPOSITION, Choice, answered, opposed, page_trackers
from parvis.core.privacy.queries.trackers.shown import groups, measures, purposes
from parvis.core.privacy.queries.trackers.tools import MATOMO, declared_tracker, lifetime_in_seconds, service_of
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import services
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.scope import current_actor


@opens_to(PUBLIC)
@never_cache
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """What is kept in the browser, by whom, why and how long, and what one may choose."""
    page = page_trackers(request)
    context = {
        "groups": groups(),
        "purposes": answered(page, purposes()),
        "measured": measures(),
        "opposed": opposed(request),
        "signalled": page.opposed,
        "chosen": page.choice,
    }
    return render(request, "privacy/trackers/cookies.html", context)


@opens_to(PUBLIC)
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep a choice in the browser for six months, and its proof here, without who made it."""
    page = _ours(request.POST.get("suite", ""))
    # A banner asks for its own service alone: what it did not show is neither accepted nor refused by it.
    asked = purposes(service_of(page) if page else None)
    form = ChoiceForm(request.POST, purposes=asked)
    if not form.is_valid() or not asked:
        messages.error(request, "Choisissez d’accepter ou de refuser, puis enregistrez.")
        return redirect("privacy:cookies")
    proof = keep_choice(by=current_actor(), asked=asked, results=form.results, method=form.method)
    response = HttpResponseRedirect(page or reverse("privacy:cookies"))
    choice = Choice(proof.pk, clock.today(), form.results)
    _keep(response, COOKIE, str(choice.beside(page_trackers(request).choice)))
    for tool, accepted in form.results.items():
        if not accepted:
            _forget(request, response, tool)
    messages.success(
        request,
        "Votre choix est enregistré pour six mois. "
        "Vous pouvez en changer à tout moment : « Gestion des cookies », en bas de page.",
    )
    return response


@opens_to(PUBLIC)
@require_POST
def oppose(request: HttpRequest) -> HttpResponse:
    """Be counted no more, or be counted again."""
    form = OppositionForm(request.POST)
    response = redirect("privacy:cookies")
    if not form.is_valid():
        messages.error(request, "Choisissez de vous opposer à la mesure d’audience, ou de l’accepter de nouveau.")
    elif form.cleaned_data["opposition"] == "oui":
        _keep(response, OPPOSITION, "1")
        _forget(request, response, MATOMO)
        messages.success(request, "C’est noté : vos visites ne sont plus comptées.")
    else:
        response.delete_cookie(OPPOSITION, samesite="Lax")
        messages.success(request, "C’est noté : vos visites sont de nouveau comptées, sans vous identifier.")
    return response


def _keep(response: HttpResponse, name: str, value: str) -> None:
    """Set one of our own cookies for as long as it is declared, not a day more."""
    tracker = declared_tracker(name)
    if tracker is None:
        raise LookupError(f"The cookie {name} is not declared")
    lifetime = timedelta(seconds=lifetime_in_seconds(tracker, clock.today()))
    response.set_cookie(
        name, value, max_age=lifetime, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def _forget(request: HttpRequest, response: HttpResponse, tool: str) -> None:
    """Take back the cookies that a refused tool had set at our address."""
    host = request.get_host().partition(":")[0]
    for service in services:
        for tracker in service.trackers:
            if tracker.tool == tool:
                for name in request.COOKIES:
                    if tracker.covers(name):
                        response.delete_cookie(name, domain=None if tool == MATOMO else host, samesite="Lax")


def _ours(page: str) -> str:
    """The page where the question was asked, when it is one of ours; nothing otherwise."""
    return page if page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None) else ""
