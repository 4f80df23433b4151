"""The working tools of an office of the demonstration: its texts, its views, a case that two saisines became."""

from collections.abc import Callable
from typing import Any

from parvis.core.accounts.models import User
from parvis.core.organisations.queries.actors import member_actor
from parvis.kernel.scope import Reach, current_actor, open_scope
from parvis.products.mediature.actions.liens import link, merge
from parvis.products.mediature.actions.modeles import write_model
from parvis.products.mediature.actions.vues import keep_view
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Agent, Collectivite, Saisine


def keep_tools(page: Collectivite, world: dict[str, Any]) -> None:
    """Write, as the main mediator of the office, what the file says of it."""
    mine = {name: [each for each in world[name] if each["office"] == page.slug] for name in ("text", "view", "tie")}
    if not any(mine.values()):
        return
    with open_scope(current_actor(), reach=Reach.EVERYTHING):
        lead = Agent.objects.current().filter(organisation=page.organisation_id, fonction=Fonction.PRINCIPAL)
        by = member_actor(User.objects.get(pk__in=lead.values("user")))
    with open_scope(by):
        for each in mine["text"]:
            write_model(by=by, organisation=page.organisation_id, title=each["title"], text=each["text"])
        for each in mine["view"]:
            keep_view(
                by=by, organisation=page.organisation_id, name=each["name"], query=each["query"], shared=each["shared"]
            )
        for each in mine["tie"]:
            one, other = (
                Saisine.objects.visible_to(by).get(requerant__last_name=name, facts__startswith=facts)
                for name, facts in each["cases"]
            )
            ties: dict[str, Callable[..., object]] = {"link": link, "merge": merge}
            ties[each["how"]](by=by, saisine=one, number=other.number)
