"""Refuse, before any view runs, what the route's policy does not allow."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from parvis.kernel.http.policies import policy_of_match
from parvis.kernel.scope import actor_or_visitor


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
        actor = actor_or_visitor()
        if policy.allows(actor):
            return None
        if not actor.signed_in and request.method in {"GET", "HEAD"}:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied
