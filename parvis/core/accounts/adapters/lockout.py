"""What django-axes and django-allauth ask when there are too many attempts: whose they are, what to answer."""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from math import ceil
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import RATE_LIMITS
from allauth.core.internal.ratelimit import parse_rates
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from parvis.kernel import clock
from parvis.kernel.http.limits import place_of

# What django-allauth counts on each route.
COUNTED = {
    "account_login": "login",
    "account_signup": "signup",
    "account_email": "manage_email",
    "account_change_password": "change_password",
    "account_set_password": "change_password",
    "account_reset_password": "reset_password",
    "account_reset_password_from_key": "reset_password_from_key",
    "account_reauthenticate": "reauthenticate",
    "mfa_reauthenticate": "reauthenticate",
}


def username(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The address that was typed, in lower case, so that capitals do not reset the count."""
    typed = (credentials or {}).get("email") or request.POST.get("login") or request.POST.get("email") or ""
    return str(typed).strip().lower()[:255]


def client_ip(request: HttpRequest) -> str:
    """Where the visitor comes from, behind as many proxies as the installation declares."""
    return place_of(get_adapter(request).get_client_ip(request))


def locked_out(
    request: HttpRequest, response: HttpResponseBase | None, credentials: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Too many failed sign-ins: refused until the last one is old enough."""
    attempts = AccessAttempt.objects.filter(username=username(request, credentials), ip_address=client_ip(request))
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or clock.now()
    return _wait(request, last + settings.AXES_COOLOFF_TIME - clock.now(), sign_in=True)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Too many requests of one kind: refused until the longest of their limits starts again."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    rates = parse_rates(RATE_LIMITS.get(COUNTED.get(name, "confirm_email")))
    return _wait(request, timedelta(seconds=max((rate.duration for rate in rates), default=60)))


def _wait(request: HttpRequest, wait: timedelta, *, sign_in: bool = False) -> HttpResponse:
    # The page tells a minute, rounded up so that it never comes too early.
    until = clock.now() + wait
    told = until.replace(second=0, microsecond=0) + timedelta(minutes=1 if until.second or until.microsecond else 0)
    context = {"until": told, "sign_in": sign_in, "limit": settings.AXES_FAILURE_LIMIT}
    response = render(request, "accounts/too_many.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(ceil(wait.total_seconds()))
    return response
