"""Only declared cookies leave, and pages are counted without their visitors."""

import re
from collections.abc import Callable, Iterator
from http.cookies import Morsel

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from parvis.core.privacy.actions.trackers.counting import count_page
from parvis.core.privacy.actions.trackers.dropping import TOO_LONG, UNDECLARED, report_cookie
from parvis.core.privacy.queries.trackers.choices import PageTrackers, page_trackers
from parvis.core.privacy.queries.trackers.tools import (
    declared_tracker,
    lifetime_in_seconds,
    measured_by_matomo,
)
from parvis.kernel import clock
from parvis.kernel.declarations.audience import page_kinds
from parvis.kernel.scope import current_actor

ROBOTS = re.compile(r"bot|crawl|spider|slurp|curl|python|monitor|headlesschrome-check", re.IGNORECASE)
OTHER = "autre"


class TrackersMiddleware:
    """Stands outside whatever sets cookies, inside the scope of the visit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        trackers = page_trackers(request)
        request.trackers = trackers  # type: ignore[attr-defined]  # read by the tags that draw the page
        response = self.get_response(request)
        for name, reason in list(dropped(response)):
            report_cookie(by=current_actor(), name=name, reason=reason, route=_route(request))
        if _counts(request, response, trackers):
            count_page(by=current_actor(), service=trackers.service.key, kind=_kind(request))
        return response


def dropped(response: HttpResponseBase) -> Iterator[tuple[str, str]]:
    """Take the undeclared cookies off ``response``, shorten those that live too long, and tell which."""
    if "Set-Cookie" in response.headers:
        # Written by hand, past Django: nothing here may do so.
        name = response.headers["Set-Cookie"].partition("=")[0].strip()
        del response.headers["Set-Cookie"]
        yield name, UNDECLARED
    for name, cookie in list(response.cookies.items()):
        tracker = declared_tracker(name)
        if tracker is None and not _ends(cookie):
            del response.cookies[name]
            yield name, UNDECLARED
        elif tracker is not None and _outlives(cookie, longest := lifetime_in_seconds(tracker, clock.today())):
            # Declared without a lifetime, it ends with the session of the browser.
            cookie["max-age"], cookie["expires"] = longest or "", ""
            yield name, TOO_LONG


def _outlives(cookie: "Morsel[str]", longest: int) -> bool:
    """Whether a cookie lives longer than declared; a bare date of end, which nothing here writes, is not trusted."""
    return int(cookie["max-age"]) > longest if cookie["max-age"] != "" else bool(cookie["expires"])


def _ends(cookie: "Morsel[str]") -> bool:
    return str(cookie["max-age"]) == "0"


def _counts(request: HttpRequest, response: HttpResponse, trackers: PageTrackers) -> bool:
    """Whether this is a page shown to somebody who did not object, on a service that nothing else measures."""
    return (
        request.method == "GET"
        and response.status_code == HttpResponse.status_code
        and response.headers.get("Content-Type", "").startswith("text/html")
        and request.resolver_match is not None
        and "HX-Request" not in request.headers
        and not trackers.opposed
        and not measured_by_matomo(trackers.service)
        and not ROBOTS.search(request.headers.get("User-Agent", ""))
    )


def _route(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _kind(request: HttpRequest) -> str:
    route = _route(request)
    return route if route in page_kinds else OTHER
