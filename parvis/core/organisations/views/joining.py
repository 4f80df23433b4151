"""The page that the mail of an invitation leads to."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.core.accounts.models import User
from parvis.core.organisations.actions.invitations import accept_invitation
from parvis.core.organisations.queries.invitations import find_invitation
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.scope import current_actor

SESSION_KEY = "organisations.invitation"


@opens_to(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Say what is offered; who signs in with the invited address may accept.

    The link is kept in the session, so that signing up on the way does not lose it.
    """
    invitation = find_invitation(token)
    if invitation is None or not invitation.open:
        request.session.pop(SESSION_KEY, None)
        return render(request, "organisations/invitation_over.html", status=410 if invitation else 404)
    user = request.user if isinstance(request.user, User) else None
    if user is None:
        request.session[SESSION_KEY] = token
    mine = user is not None and user.email.lower() == invitation.email
    if request.method == "POST" and user is not None:
        try:
            accept_invitation(by=current_actor(), invitation=invitation, user=user)
        except ValidationError as error:
            messages.error(request, error.message)
            return redirect("organisations:join", token=token)
        request.session.pop(SESSION_KEY, None)
        messages.success(request, f"Vous avez rejoint {invitation.organisation.name}.")
        return redirect("organisations:mine")
    return render(request, "organisations/join.html", {"invitation": invitation, "mine": mine, "user_known": user})
