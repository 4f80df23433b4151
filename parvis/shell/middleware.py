"""Headers that every response carries, static files included."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class HeadersMiddleware:
    """Add the headers of ``PARVIS_HEADERS`` that Django and django-csp do not know."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in settings.PARVIS_HEADERS.items():
            response.headers.setdefault(name, value)
        return response
