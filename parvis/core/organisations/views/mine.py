"""« Mes organisations »."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.core.organisations.queries.invitations import find_invitation
from parvis.core.organisations.queries.lists import my_memberships
from parvis.core.organisations.views.joining import SESSION_KEY
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor


@opens_to(SIGNED_IN)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Where one belongs, and the invitation that brought one here."""
    token = request.session.get(SESSION_KEY, "")
    invitation = find_invitation(token) if token else None
    return render(
        request,
        "organisations/mine.html",
        {
            "memberships": my_memberships(current_actor()),
            "token": token,
            "invitation": invitation if invitation and invitation.open else None,
        },
    )
