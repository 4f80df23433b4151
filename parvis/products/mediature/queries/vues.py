"""The views of the list that somebody may open."""

from parvis.kernel.actor import Actor
from parvis.products.mediature.models import Vue


def views_of(actor: Actor) -> list[Vue]:
    """One's own and those of the office, by name."""
    return list(Vue.objects.visible_to(actor).select_related("author"))


def preferred(actor: Actor) -> str:
    """The address of the view that ``actor`` opens first, if there is one."""
    found = Vue.objects.visible_to(actor).filter(author=int(actor.identifier), preferred=True)
    return found.values_list("query", flat=True).first() or ""
