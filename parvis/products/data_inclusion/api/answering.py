"""How an answer leaves: unchanged if the caller has it already, in the form that the caller reads."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from parvis.products.data_inclusion.queries.answers import Answers
from parvis.products.data_inclusion.queries.editions import one_edition

JSON: Final = "application/json"
MINUTES: Final = 5


def by_edition(operation: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give an answer a tag that lasts as long as what is published, and say « not modified » to who has it."""

    @wraps(operation)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = f"{request.get_full_path()} {request.headers.get('accept', '')}".encode()
        had = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
        with one_edition() as current:
            tag = f'"{current}-{hashlib.blake2b(asked, digest_size=8).hexdigest()}"'
            response = HttpResponse(status=304) if tag in had else operation(request, *args, **kwargs)
        if response.status_code in {200, 304}:
            response["ETag"] = tag
            response["Cache-Control"] = f"private, max-age={MINUTES * 60}"
            response["Vary"] = "Accept, Authorization"
        return response

    return run


def json_answer(content: bytes) -> HttpResponse:
    """A prepared answer."""
    return HttpResponse(content, content_type=JSON)


def page_answer(request: HttpRequest, answers: Answers, *, by_key: bool = False) -> HttpResponse:
    """A page, with the address of the next one; by key it stays right when the list changes meanwhile."""
    response = json_answer(answers.envelope())
    if by_key and len(answers.documents) == answers.size:
        query = request.GET.copy()
        query.pop("page", None)
        query["after"] = answers.last
        response["Link"] = f'<{request.build_absolute_uri(f"{request.path}?{query.urlencode()}")}>; rel="next"'
    return response


def listed(values: list[dict[str, Any]]) -> HttpResponse:
    """A short list."""
    return json_answer(json.dumps(values, ensure_ascii=False).encode())
