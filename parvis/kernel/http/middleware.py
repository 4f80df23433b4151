"""What every request crosses: a scope to start with, and the policy of its route."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from parvis.kernel.actor import VISITOR
from parvis.kernel.http.policies import policy_of_match
from parvis.kernel.http.secret_addresses import keep_unsaid
from parvis.kernel.scope import current_actor, open_scope


class SignedOut(PermissionDenied):
    """A form came from nobody, of a page that is somebody's: most often, they were signed in when it was opened."""


class PolicyMiddleware:
    """Ask the route's policy; a visitor is invited to sign in, anybody else is told no."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        policy = policy_of_match(match) if match else None
        if policy is None:
            raise ImproperlyConfigured(f"The route {request.path} has no policy")
        actor = current_actor()
        if policy.allows(actor):
            return None
        if not actor.signed_in and request.method in {"GET", "HEAD"}:
            return redirect_to_login(request.get_full_path())
        raise SignedOut if actor == VISITOR else PermissionDenied


class VisitMiddleware:
    """Open the outermost scope of a request, as a visitor, until we know who comes.

    Sessions are loaded and saved outside the scope of the person, and the database refuses
    personal data from nobody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        keep_unsaid(request.path)
        with open_scope(VISITOR, channel=channel_of(request)):
            return self.get_response(request)


def channel_of(request: HttpRequest) -> str:
    """By which door the request came in: the API or the pages."""
    return "api" if request.path_info.startswith("/api/") else "web"
