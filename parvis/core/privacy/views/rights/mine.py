"""« Mes données »: what is held, why, until when, who read it; each right from there."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.rights.evidence import everywhere
from parvis.core.privacy.actions.rights.handling import withdraw
from parvis.core.privacy.models import RightsRequest, RightsStep
from parvis.core.privacy.queries.rights.bundle import ON_A_PAGE, access_of, archive_of
from parvis.core.privacy.queries.rights.catalogue import acceptable
from parvis.core.privacy.queries.rights.following import every_followed
from parvis.core.privacy.queries.rights.people import Person, reached_by
from parvis.core.privacy.views.rights.following import handed_over, printed
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor


def _myself() -> Person:
    """The person who is signed in; their address is the one that they have proven."""
    user = User.objects.get(pk=current_actor().identifier)
    return Person(user.pk, reached_by(user.email))


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything that is held about me, in all services, and my requests."""
    actor = current_actor()
    with everywhere(actor):
        access = access_of(_myself(), limit=ON_A_PAGE)
        requests = every_followed(RightsRequest.objects.filter(account_id=int(actor.identifier)))
    held_by = sorted({key.partition(".")[0] for key in access.terms})
    context = {
        "access": access,
        "requests": requests,
        "rights": acceptable(held_by),
        "services": held_by,
    }
    return render(request, "privacy/rights/mine.html", context)


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def my_archive(request: HttpRequest) -> HttpResponse:
    """The same, to keep: nobody has to be asked."""
    actor = current_actor()
    with everywhere(actor):
        content = archive_of(access_of(_myself()), name=actor.label, service="tous les services", number="")
    answer = HttpResponse(content, content_type="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="mes-donnees.zip"'
    return answer


@opens_to(SIGNED_IN)
@require_POST
def my_withdrawal(request: HttpRequest, number: str) -> HttpResponse:
    """Give up one of my requests."""
    with everywhere(current_actor()):
        if withdraw(by=current_actor(), request=_mine(number)):
            messages.success(request, "Votre demande est retirée.")
    return redirect("privacy:my_data")


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def my_copy(request: HttpRequest, number: str, leg: UUID) -> HttpResponse:
    """The copy handed over for one of my requests."""
    with everywhere(current_actor()):
        found = _mine(number)
        return handed_over(found, leg, by=current_actor())


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def my_letter(request: HttpRequest, number: str, step: UUID) -> HttpResponse:
    """A letter of one of my requests."""
    with everywhere(current_actor()):
        found = _mine(number)
        return printed(RightsStep.objects.filter(request=found, pk=step))


def _mine(number: str) -> RightsRequest:
    found = RightsRequest.objects.filter(number=number, account_id=int(current_actor().identifier)).first()
    if found is None:
        raise Http404("Cette demande n’existe pas, ou n’est pas la vôtre.")
    return found
