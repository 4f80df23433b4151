"""Lead an administrator without second factor to it, instead of an unexplained refusal."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from parvis.core.accounts.models import User
from parvis.kernel.http.policies import policy_of_match
from parvis.kernel.scope import current_actor


class SecondFactorMiddleware:
    """Stands before the policies: who would pass with a second factor is taken to where it is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        user = request.user
        if request.method not in {"GET", "HEAD"} or not isinstance(user, User) or not user.is_platform_administrator:
            return None
        actor = current_actor()
        policy = policy_of_match(request.resolver_match) if request.resolver_match else None
        if actor.platform_administrator or policy is None or policy.allows(actor):
            return None
        if not policy.allows(replace(actor, platform_administrator=True)):
            return None
        messages.warning(
            request,
            "L’administration de la plateforme s’ouvre avec un second facteur. "
            "Mettez-le en place maintenant : une application sur votre téléphone suffit.",
        )
        return redirect("mfa_index")
