"""What a page that shows people owes to the journal."""

from typing import Any

from django import template
from django.template import Context

from parvis.kernel.scope import current_scope

register = template.Library()


@register.inclusion_tag("journal/parts/print.html", takes_context=True)
def print_notice(context: Context) -> dict[str, Any]:
    """The script that announces a print, on the pages of whoever is signed in: visitors are shown nobody."""
    scope, request = current_scope(), context.get("request")
    if request is None or scope is None or not scope.actor.signed_in:
        return {}
    return {"page": scope.request_id, "request": request, "csrf_token": context.get("csrf_token")}
