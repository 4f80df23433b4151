"""The API of the platform, version 1: its door, its errors and the routers of the products.

Every operation wants a bearer token of scope ``api`` unless it says ``auth=None``.
"""

import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from itertools import chain
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from parvis.config.api_door import NAMESPACE
from parvis.core.accounts.actions.calls import Allowance, count_call
from parvis.core.accounts.queries.actors import TokenRefusedError, client_for_token
from parvis.kernel.actor import Actor
from parvis.kernel.http.policies import RoutePolicy, route_policies
from parvis.kernel.http.streaming import keep_scope
from parvis.kernel.policies import PUBLIC, client_with
from parvis.kernel.scope import open_scope

SCOPE: Final = client_with("api")

_WHOLE: Final = "Un nombre entier est attendu."
_NUMBER: Final = "Un nombre est attendu."
_MESSAGES: Final = {
    "missing": "Ce paramètre est obligatoire.",
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "int_type": _WHOLE,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_parsing": "Un booléen est attendu : true ou false.",
    "greater_than_equal": "La valeur doit être supérieure ou égale à {ge}.",
    "less_than_equal": "La valeur doit être inférieure ou égale à {le}.",
    "string_pattern_mismatch": "La valeur n'a pas la forme attendue : {pattern}.",
    "string_too_short": "La valeur compte moins de {min_length} caractères.",
    "string_too_long": "La valeur compte plus de {max_length} caractères.",
    "enum": "Valeur inconnue. Valeurs possibles : {expected}.",
}

_QUOTED: Final = re.compile(r"'([^']*)'")
_OTHERWISE: Final = "La valeur n'a pas la forme attendue."
# Ours, already in French.
_OWN: Final = "value_error"

_ALLOWED: Final = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
_KEPT: Final = ("ETag", "Cache-Control")
_HEADERS: Final = {
    name: {"description": description, "schema": {"type": kind}}
    for name, kind, description in (
        ("RateLimit-Limit", "integer", "Appels permis par minute à ce jeton."),
        ("RateLimit-Remaining", "integer", "Appels qui restent dans la minute."),
        ("RateLimit-Reset", "integer", "Secondes avant que le compte reparte."),
        ("ETag", "string", "Marque de la réponse, à renvoyer dans « If-None-Match »."),
        ("Cache-Control", "string", "Temps pendant lequel la réponse peut être gardée."),
        ("Retry-After", "integer", "Secondes à attendre avant de recommencer."),
        ("Link", "string", "Adresse de la page suivante d’une liste, s’il y en a une."),
    )
}


class Bearer(HttpBearer):
    """A token in the header ``Authorization: Bearer …``."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """The program that presents the token."""
        client = client_for_token(token)
        if settings.PARVIS_API_CALLS:
            _count(request, client)
        if not SCOPE.allows(client):
            raise HttpError(403, "Ce jeton n'a pas la portée « api ».")
        return client


def _count(request: HttpRequest, client: Actor) -> None:
    """Count the call; refuse it beyond what a token may ask in a minute."""
    allowance = count_call(by=client, limit=settings.PARVIS_API_CALLS)
    request.allowance = allowance  # type: ignore[attr-defined]  # read by _with_allowance, which answers
    if allowance.exceeded:
        raise Throttled(wait=allowance.reset)


def _with_allowance(run: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Say in every answer, refusals included, how many calls the program has left and until when."""

    @wraps(run)
    def tell(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = run(request, *args, **kwargs)
        allowance = getattr(request, "allowance", None)
        if isinstance(allowance, Allowance):
            response["RateLimit-Limit"] = str(allowance.limit)
            response["RateLimit-Remaining"] = str(allowance.remaining)
            response["RateLimit-Reset"] = str(allowance.reset)
        return response

    return tell


def _as_client(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Run the operation in the scope of the program that calls."""

    @wraps(operation)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        client = getattr(request, "auth", None)
        if not isinstance(client, Actor):
            return operation(request, *args, **kwargs)
        with open_scope(client, channel="api") as scope:
            response = operation(request, *args, **kwargs)
        if isinstance(response, HttpResponseBase):
            keep_scope(scope, response)
        return response

    return run


class DescribedAPI(NinjaAPI):
    """An API whose description names the headers that its answers carry beside their content."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """The description of every operation, headers included."""
        schema = super().get_openapi_schema(*args, **kwargs)
        for operation in chain.from_iterable(methods.values() for methods in schema["paths"].values()):
            asked = "security" in operation
            paged = any(parameter["name"] == "page" for parameter in operation.get("parameters", []))
            for status, response in operation["responses"].items():
                told = [
                    *(_ALLOWED if asked and status != HTTPStatus.UNAUTHORIZED else ()),
                    *(_KEPT if asked and status == HTTPStatus.OK else ()),
                    *(["Link"] if status == HTTPStatus.OK and paged else ()),
                    *(["Retry-After"] if status == HTTPStatus.TOO_MANY_REQUESTS else ()),
                ]
                if told:
                    response["headers"] = {name: _HEADERS[name] for name in told}
        return schema


api = DescribedAPI(
    title="Parvis",
    version="1",
    description="Le référentiel des structures et services d'insertion, selon data-inclusion-schema v1.",
    urls_namespace=NAMESPACE,
    auth=Bearer(),
    docs_url=None,
)
api.add_decorator(_as_client, mode="operation")
api.add_decorator(_with_allowance, mode="view")
for room in ("structures", "services", "sources", "tombstones"):
    api.add_router("", f"parvis.products.data_inclusion.api.{room}.router")
# The token is the policy of these routes, asked for by the API itself, operation by operation.
route_policies.register(RoutePolicy(f"{NAMESPACE}:*", PUBLIC))


@api.exception_handler(AuthenticationError)
def without_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No token, or not in the header where it is expected."""
    response = api.create_response(
        request, {"detail": "Jeton absent. Envoyez l'en-tête « Authorization: Bearer VOTRE_JETON »."}, status=401
    )
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(TokenRefusedError)
def with_a_wrong_token(request: HttpRequest, error: TokenRefusedError) -> HttpResponse:
    """A token that opens nothing, and why."""
    response = api.create_response(request, {"detail": str(error)}, status=401)
    response["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return response


@api.exception_handler(Throttled)
def too_many_calls(request: HttpRequest, error: Throttled) -> HttpResponse:
    """When to call again."""
    wait, limit = error.wait or 1, settings.PARVIS_API_CALLS
    seconds = "1 seconde" if wait == 1 else f"{wait} secondes"
    response = api.create_response(
        request,
        {"detail": f"Trop d’appels : ce jeton en permet {limit} par minute. Recommencez dans {seconds}."},
        status=429,
    )
    response["Retry-After"] = str(wait)
    return response


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What an operation refuses, in its words; a body that cannot be read is refused by the library, in its own."""
    unreadable = error.status_code == HTTPStatus.BAD_REQUEST
    said = "Le corps de la demande n'est pas du JSON." if unreadable else str(error)
    return api.create_response(request, {"detail": said}, status=error.status_code)


@api.exception_handler(ValidationError)
def wrong_parameters(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Each parameter that is wrong, where it is and what is expected."""
    return api.create_response(request, {"detail": [_problem(problem) for problem in error.errors]}, status=422)


def _problem(problem: dict[str, Any]) -> dict[str, Any]:
    place, *names = problem["loc"]
    context = problem.get("ctx", {})
    if len(names) > 1 and isinstance(names[1], str):
        # The function's argument that gathers the parameters means nothing to the caller.
        names = names[1:]
    if "parameter" in context:
        names = [context["parameter"]]
    kind = problem["type"]
    if kind == _OWN:
        said = str(problem["msg"]).removeprefix("Value error, ")
    else:
        told = {name: _told(value) for name, value in context.items()}
        said = _MESSAGES.get(kind, _OTHERWISE).format_map(told)
    return {"type": kind, "loc": [place, *names], "msg": said}


def _told(value: object) -> str:
    """A bound without its idle decimals, or the values that pydantic lists in English."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _QUOTED.sub(r"« \1 »", str(value)).replace(" or ", " ou ") if isinstance(value, str) else str(value)
