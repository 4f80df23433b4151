"""Inviting people, and what one does with an invitation that waits."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core.organisations.actions.invitations import Link, invite, resend_invitation, revoke_invitation
from parvis.core.organisations.forms.member import InvitationForm
from parvis.core.organisations.models import Invitation, Organisation
from parvis.core.organisations.queries.lists import pending_invitations
from parvis.core.organisations.views.members import managed_organisation
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor


def _link(request: HttpRequest) -> Link:
    return lambda token: request.build_absolute_uri(reverse("organisations:join", kwargs={"token": token}))


def _invitation(organisation: Organisation, pk: int) -> Invitation:
    return get_object_or_404(pending_invitations(organisation, current_actor()), pk=pk)


@opens_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite somebody."""
    organisation = managed_organisation(pk)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = invite(by=current_actor(), organisation=organisation, link=_link(request), **form.cleaned_data)
        except ValidationError as error:
            form.add_error("email", error)
        else:
            messages.success(request, f"L’invitation est partie à {invitation.email}.")
            return redirect("organisations:members", pk=pk)
    context = {"organisation": organisation, "form": form}
    return render(request, "organisations/invite.html", context, status=422 if form.errors else 200)


@opens_to(SIGNED_IN)
@require_POST
def resend(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Send the mail again."""
    held = _invitation(managed_organisation(pk), invitation)
    resend_invitation(by=current_actor(), invitation=held, link=_link(request))
    messages.success(request, f"L’invitation est repartie à {held.email}.")
    return redirect("organisations:members", pk=pk)


@opens_to(SIGNED_IN)
@require_POST
def revoke(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Cancel an invitation."""
    held = _invitation(managed_organisation(pk), invitation)
    revoke_invitation(by=current_actor(), invitation=held)
    messages.success(request, f"L’invitation de {held.email} est annulée.")
    return redirect("organisations:members", pk=pk)
