"""How programs come to the API: other sites' pages too, by ``HEAD``, with a slash too many, or at a wrong address."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeAlias

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, URLPattern, URLResolver, path, resolve
from django.utils.encoding import escape_uri_path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI

View: TypeAlias = Callable[..., HttpResponseBase]
NAMESPACE: Final = "api"
PREFIX: Final = "/api/"
UNKNOWN: Final = "unknown"
DESCRIPTION: Final = "openapi-json"
_READING: Final = "GET, HEAD, OPTIONS"
_TOLD: Final = "ETag, Link, X-Total-Count, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"
_PREFLIGHT: Final = {
    "Allow": _READING,
    "Access-Control-Allow-Methods": _READING,
    "Access-Control-Allow-Headers": "Accept, Authorization, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
# What the pages' own middlewares would say; an answer of the API shows nothing and loads nothing.
_CLOSED: Final = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "X-Frame-Options": "DENY"}


class ProgramsMiddleware:
    """Take programs straight to the API: sessions, forms and pages do not stand in their way.

    The API asks for its token by itself and reads no cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        if match.namespace != NAMESPACE:
            return self.get_response(request)
        request.get_host()  # Refuses a host that is not ours.
        request.resolver_match = match
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        for name, value in _CLOSED.items():
            response[name] = value
        if isinstance(response, HttpResponse):
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response


def door(api: NinjaAPI) -> tuple[list[URLPattern | URLResolver], str, str]:
    """The routes of ``api``, and what is answered beside them."""
    patterns, app, namespace = api.urls
    opened: list[URLPattern | URLResolver] = [
        URLPattern(each.pattern, _opened(_kept(each)), each.default_args, each.name)
        for each in patterns
        if isinstance(each, URLPattern)
    ]
    return [*opened, path("<path:rest>", _opened(unknown), name=UNKNOWN)], app, namespace


def _kept(route: URLPattern) -> View:
    """The description of the API changes with its version only: who has it need not be sent it again."""
    if route.name != DESCRIPTION:
        return route.callback
    kept: View = cache_control(public=True, max_age=300)(conditional_page(route.callback))
    return kept


def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """No operation has this address."""
    return _said(404, "Adresse inconnue. Les opérations sont décrites à /api/v1/docs.")


def _opened(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _preflight() if request.method == "OPTIONS" else _read(view, request, *args, **kwargs)
        # The token comes in a header that a page must send on purpose, never by itself as a cookie would.
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = _TOLD
        return response

    return answer


def _preflight() -> HttpResponse:
    return HttpResponse(status=204, headers=_PREFLIGHT)


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method == "HEAD":
        request.method = "GET"
        response = _read(view, request, *args, **kwargs)
        request.method = "HEAD"
        return _without_body(response)
    response = view(request, *args, **kwargs)
    if response.status_code == 405:  # noqa: PLR2004  said by name in the answer
        response = _said(405, "Cette adresse se lit seulement : méthode GET ou HEAD.")
        response["Allow"] = _READING
    elif response.status_code == 404 and request.path_info.endswith("/"):  # noqa: PLR2004  the same
        response = _without_slash(request) or response
    return response


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse):
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _without_slash(request: HttpRequest) -> HttpResponse | None:
    """The way to the same address without its last slash, if there is something there."""
    bare = request.path_info.rstrip("/")
    if resolve(bare).url_name == UNKNOWN:
        return None
    query = request.META.get("QUERY_STRING", "")
    there = escape_uri_path(request.path.rstrip("/"))
    return HttpResponseRedirect(f"{there}?{query}" if query else there, preserve_request=True)


def _said(status: int, detail: str) -> HttpResponse:
    return JsonResponse({"detail": detail}, status=status, json_dumps_params={"ensure_ascii": False})
