"""How an answer leaves: unchanged if the caller has it already, in the form that the caller reads."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeAlias

from django.http import HttpRequest, HttpResponse

from parvis.products.data_inclusion.api.shapes import CONTENT_TYPES, Shape, as_csv, as_geojson
from parvis.products.data_inclusion.queries.answers import Answers
from parvis.products.data_inclusion.queries.editions import one_edition

JSON: Final = "application/json"
MINUTES: Final = 5


Operation: TypeAlias = Callable[..., HttpResponse]


def by_edition(operation: Operation) -> Operation:
    """Give a page a tag that lasts as long as what is published, and say « not modified » to who has it."""

    @wraps(operation)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = f"{request.get_full_path()} {request.headers.get('accept', '')}".encode()
        with one_edition() as current:
            tag = f'"{current}-{_digest(asked)}"'
            response = HttpResponse(status=304) if _has(request, tag) else operation(request, *args, **kwargs)
        return _tagged(response, tag)

    return run


def by_content(operation: Operation) -> Operation:
    """The same for one record, whose tag lasts as long as it: to know the edition would be a query more."""

    @wraps(operation)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = operation(request, *args, **kwargs)
        tag = f'"{_digest(response.content)}"'
        return _tagged(HttpResponse(status=304) if _has(request, tag) else response, tag)

    return run


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def _has(request: HttpRequest, tag: str) -> bool:
    had = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    return tag in had or "*" in had


def _tagged(response: HttpResponse, tag: str) -> HttpResponse:
    if response.status_code in {200, 304}:
        response["ETag"] = tag
        response["Cache-Control"] = f"private, max-age={MINUTES * 60}"
        response["Vary"] = "Accept, Authorization"
    return response


def json_answer(content: bytes) -> HttpResponse:
    """A prepared answer."""
    return HttpResponse(content, content_type=JSON)


def page_answer(
    request: HttpRequest, answers: Answers, shape: Shape, names: list[str], *, by_key: bool = False
) -> HttpResponse:
    """A page, with the address of the next one; by key it stays right when the list changes meanwhile."""
    if shape is Shape.JSON:
        response = json_answer(answers.envelope())
    else:
        content = as_geojson(answers) if shape is Shape.GEOJSON else as_csv(answers, names)
        response = HttpResponse(content, content_type=CONTENT_TYPES[shape])
        response["X-Total-Count"] = str(answers.total)
    if by_key and len(answers.documents) == answers.size:
        response["Link"] = _next(request, "after", answers.last)
    elif not by_key and shape is not Shape.JSON and answers.page < answers.pages:
        response["Link"] = _next(request, "page", answers.page + 1)
    return response


def _next(request: HttpRequest, name: str, value: str | int) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query[name] = str(value)
    return f'<{request.build_absolute_uri(f"{request.path}?{query.urlencode()}")}>; rel="next"'


def listed(values: list[dict[str, Any]]) -> HttpResponse:
    """A short list."""
    return json_answer(json.dumps(values, ensure_ascii=False).encode())
