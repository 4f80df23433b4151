"""What django-axes asks: whose failure a failed sign-in is."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def username(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The address that was typed, in lower case, so that capitals do not reset the count."""
    typed = (credentials or {}).get("email") or request.POST.get("login") or request.POST.get("email") or ""
    return str(typed).strip().lower()[:255]


def client_ip(request: HttpRequest) -> str:
    """The address of the visitor, behind as many proxies as the installation declares."""
    address: str = get_adapter(request).get_client_ip(request)
    return address
