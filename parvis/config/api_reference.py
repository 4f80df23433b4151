"""The reference of the API as a page of the site, drawn on the server from its OpenAPI description."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.config.api import api
from parvis.core.accounts.enums import TERMS_VERSION
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC


@opens_to(PUBLIC)
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Each operation: what it is for, its parameters, its answers and how to call it."""
    description = api.get_openapi_schema(path_prefix="/api/v1/")
    operations = [
        _operation(method, path, operation)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    ]
    return render(
        request,
        "composition/api.html",
        {
            "operations": operations,
            "host": request.build_absolute_uri("/")[:-1],
            "about": description["info"],
            "calls": settings.PARVIS_API_CALLS,
            "terms": TERMS_VERSION,
        },
    )


def _operation(method: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "description": operation.get("description", ""),
        "parameters": [
            {
                "name": parameter["name"],
                "required": parameter["required"],
                "type": _type(parameter["schema"]),
                "default": parameter["schema"].get("default"),
                "description": parameter["schema"].get("description", ""),
            }
            for parameter in operation.get("parameters", [])
        ],
        "statuses": [str(status) for status in operation["responses"]],
        "example": path.replace("{id}", "mairies--25056") + ("?code_commune=25056" if "{" not in path else ""),
    }


def _type(schema: dict[str, Any]) -> str:
    """The kind of value of a parameter, in French."""
    options = [option for option in schema.get("anyOf", [schema]) if option.get("type") != "null"]
    kinds = {"integer": "nombre entier", "boolean": "true ou false", "array": "texte, répétable", "string": "texte"}
    return kinds.get(options[0].get("type", ""), "texte")
