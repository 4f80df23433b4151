"""What the layout needs: menus drawn from the declarations, the operator's facts, crumbs."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template import Context

from parvis.kernel.actor import Actor
from parvis.kernel.declarations.navigation import Section
from parvis.kernel.http.guard import PROOF, TRAP, challenge
from parvis.kernel.scope import actor_or_visitor
from parvis.shell.menus import Line, lines_of

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """A value for a ``data-…`` attribute, which the template escapes: unlike a script, it survives being swapped in."""
    return json.dumps(value, ensure_ascii=False)


@register.simple_tag(takes_context=True)
def menu(context: Context, *sections: str) -> list[Line]:
    """The lines of the named sections that the current actor may follow."""
    request = context.get("request")
    return lines_of(tuple(Section[name] for name in sections), actor_or_visitor(), request.path if request else "")


@register.simple_tag
def acting() -> Actor:
    """Who is acting: a visitor outside any scope."""
    return actor_or_visitor()


@register.filter
def any_current(lines: Iterable[Line]) -> bool:
    """Whether the current page is one of the lines, or under one of them."""
    return any(line.current for line in lines)


@register.simple_tag
def state_brand() -> list[str]:
    """Lines of the State's brand block; empty when this installation may not bear it."""
    return [line for line in settings.PARVIS_OPERATOR.state_brand.split("|") if line]


@register.simple_tag
def service_tagline() -> str:
    """What the platform is, in one line."""
    return "Les services publics de la médiation, au même endroit"


@register.inclusion_tag("shell/forms/guard.html", takes_context=True)
def guard(context: Context) -> dict[str, Any]:
    """What a public form asks of a browser, so that machines do not fill it."""
    nonce = getattr(context.get("request"), "csp_nonce", "")
    return {"trap": TRAP, "proof": PROOF, "challenge": challenge(), "nonce": nonce}


@register.inclusion_tag("shell/components/breadcrumb.html")
def crumbs(*parts: str) -> dict[str, Any]:
    """Breadcrumb: label and address of each parent, then the label of this page.

    ``{% url "privacy:policies" as policies %}{% crumbs "Données personnelles" policies "La coop" %}``
    """
    parents: Sequence[tuple[str, str]] = list(zip(parts[:-1:2], parts[1:-1:2], strict=True))
    return {"parents": parents, "here": parts[-1]}


@register.inclusion_tag("shell/components/pagination.html", takes_context=True)
def pages(context: Context, page: Page) -> dict[str, Any]:
    """Links to the other pages of a list; the rest of the address, filters and order, stays."""
    numbers = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return {"page": page, "numbers": numbers, "query": context["request"].GET}
