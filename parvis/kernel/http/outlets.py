"""What leaves the screen says so: an export is journaled under its own verb, with whom it names."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase

from parvis.kernel.scope import Scope, current_scope

EXPORT = "export"


def takes_out(manner: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare, on a view, that everything it reads about people leaves as ``manner``."""

    def declare(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def declared(*args: Any, **kwargs: Any) -> Any:
            leave_as(manner)
            return view(*args, **kwargs)

        return declared

    return declare


def leave_as(manner: str) -> None:
    """Journal what this scope reads as ``manner``."""
    scope = current_scope()
    if scope is not None:
        scope.manner = manner


def notice_download(scope: Scope, response: HttpResponseBase) -> None:
    """A response that a browser saves is an export, even when its view forgot to say so."""
    saved = response.headers.get("Content-Disposition", "").startswith("attachment")
    if saved and scope.manner == "read":
        scope.manner = EXPORT
