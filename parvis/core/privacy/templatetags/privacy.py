"""``{% load privacy %}``: why a form asks for something, how long things last, when a night last looked at them."""

from typing import Any

from django import template

from parvis.core.privacy.queries.reasons import reasons
from parvis.core.privacy.queries.terms import term

register = template.Library()


@register.inclusion_tag("privacy/components/pourquoi.html")
def pourquoi(column: str) -> dict[str, Any]:
    """A disclosure, without JavaScript, that tells why, how long and for whom a column is held."""
    return {"reasons": reasons(column)}


@register.simple_tag
def duree(name: str) -> str:
    """A duration that a page speaks of, as it is decided elsewhere: ``{% duree "réponse" %}``."""
    return str(term(name))


@register.inclusion_tag("privacy/components/look.html", takes_context=True)
def regard(context: template.Context, category: str) -> dict[str, Any]:
    """When the night last looked at a category of data, where the page is given ``looks``."""
    return {"look": (context.get("looks") or {}).get(category)}
