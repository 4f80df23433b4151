"""The working tools of an office of the demonstration: its texts, its views, a case that two saisines became."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from parvis.core.accounts.models import User
from parvis.core.organisations.queries.actors import member_actor
from parvis.kernel import clock
from parvis.kernel.scope import Reach, current_actor, open_scope
from parvis.products.mediature.actions.acces import open_in_emergency
from parvis.products.mediature.actions.liens import link, merge
from parvis.products.mediature.actions.modeles import write_model
from parvis.products.mediature.actions.vues import keep_view
from parvis.products.mediature.enums import Fonction, Motif
from parvis.products.mediature.models import Agent, Collectivite, Saisine

EMERGENCY_DAYS: Final = 4


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


def read_in_emergency(page: Collectivite, world: dict[str, Any]) -> None:
    """Open the case that the file names to the administrator of the demonstration, some days ago."""
    given = [each for each in world["emergency"] if each["office"] == page.slug]
    user = User.objects.filter(is_platform_administrator=True).order_by("pk").first()
    if not given or user is None:
        return
    for each in given:
        with open_scope(current_actor(), reach=Reach.EVERYTHING):
            number = Saisine.objects.get(organisation=page.organisation_id, requerant__last_name=each["person"]).number
        by = member_actor(user)
        with clock.frozen(clock.now() - timedelta(days=EMERGENCY_DAYS)), open_scope(by):
            open_in_emergency(by=by, number=number, motif=Motif(each["motif"]), reason=each["reason"])
