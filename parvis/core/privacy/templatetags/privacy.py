"""``{% load privacy %}``: why a form asks for something (``pourquoi``), how long things last (``duree``)."""

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
