"""Each request runs in the scope of who sent it."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from parvis.core.accounts.models import User
from parvis.core.organisations.queries.actors import member_actor
from parvis.kernel.actor import VISITOR, Actor
from parvis.kernel.http.middleware import channel_of
from parvis.kernel.http.outlets import notice_download
from parvis.kernel.http.streaming import keep_scope
from parvis.kernel.scope import current_scope, open_scope, unnoted


class ScopeMiddleware:
    """Open the scope of the person who is signed in, or of a visitor.

    The scope ends before the response leaves, and with it what was read goes to the journal: if
    the journal cannot be written, there is no response. The pieces of a streamed response, too, are
    journaled before they leave.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        outer = current_scope()
        with open_scope(
            actor_of(request), channel=channel_of(request), request_id=outer.request_id if outer else None
        ) as scope:
            response = self.get_response(request)
            notice_download(scope, response)
        keep_scope(scope, response)
        return response


def actor_of(request: HttpRequest) -> Actor:
    """Who sent ``request``, as far as the session tells."""
    with unnoted():
        user = request.user
        return member_actor(user) if isinstance(user, User) and user.is_authenticated else VISITOR
