"""``{% load privacy %}{% pourquoi "accounts.User.email" %}``: why a form asks for this."""

from typing import Any

from django import template

from parvis.core.privacy.queries.reasons import reasons

register = template.Library()


@register.inclusion_tag("privacy/components/pourquoi.html")
def pourquoi(column: str) -> dict[str, Any]:
    """A disclosure, without JavaScript, that tells why, how long and for whom a column is held."""
    return {"reasons": reasons(column)}
