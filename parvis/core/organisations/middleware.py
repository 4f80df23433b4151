"""Each request runs in the scope of who sent it."""

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from parvis.core.accounts.models import User
from parvis.core.organisations.queries.actors import member_actor
from parvis.kernel.actor import VISITOR, Actor
from parvis.kernel.http.middleware import channel_of
from parvis.kernel.scope import Scope, current_scope, open_scope, resume_scope, unnoted


class ScopeMiddleware:
    """Open the scope of the person who is signed in, or of a visitor.

    The scope ends before the response leaves, and with it what was read goes to the journal: if
    the journal cannot be written, there is no response. A streamed response is read after its
    view has returned, so each piece is made in the scope again and journaled before it leaves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        outer = current_scope()
        with open_scope(
            actor_of(request), channel=channel_of(request), request_id=outer.request_id if outer else None
        ) as scope:
            response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            response.streaming_content = _in_scope(scope, cast(Iterable[bytes], response.streaming_content))
        return response


def actor_of(request: HttpRequest) -> Actor:
    """Who sent ``request``, as far as the session tells."""
    with unnoted():
        user = request.user
        return member_actor(user) if isinstance(user, User) and user.is_authenticated else VISITOR


def _in_scope(scope: Scope, pieces: Iterable[bytes]) -> Iterator[bytes]:
    iterator = iter(pieces)
    while True:
        with resume_scope(scope):
            piece = next(iterator, None)
        if piece is None:
            return
        yield piece
