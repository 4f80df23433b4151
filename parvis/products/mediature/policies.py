"""Who may do what in the office of a mediator."""

from parvis.kernel.actor import Actor
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR, Policy
from parvis.kernel.scope import unnoted
from parvis.products.mediature.enums import DECIDE, Fonction
from parvis.products.mediature.models import Agent, Collectivite, Saisine


def fonction_in(actor: Actor, organisation: int) -> Fonction | None:
    """What ``actor`` does in the office of this organisation; nothing for anybody else."""
    if not actor.signed_in:
        return None
    agents = Agent.objects.visible_to(actor).current().filter(organisation=organisation, user=int(actor.identifier))
    # Knowing who acts is not a consultation.
    with unnoted():
        found = agents.values_list("fonction", flat=True).first()
    return Fonction(found) if found else None


def _works(actor: Actor, subject: object | None) -> bool:
    if isinstance(subject, Saisine):
        return fonction_in(actor, subject.organisation_id) is not None
    return (
        subject is None
        and actor.signed_in
        and Agent.objects.visible_to(actor).current().filter(user=int(actor.identifier)).exists()
    )


def _decides(actor: Actor, subject: object | None) -> bool:
    return isinstance(subject, Saisine) and fonction_in(actor, subject.organisation_id) in DECIDE


def _leads(actor: Actor, subject: object | None) -> bool:
    if isinstance(subject, Saisine | Collectivite):
        return fonction_in(actor, subject.organisation_id) is Fonction.PRINCIPAL
    if subject is not None or not actor.signed_in:
        return False
    agents = Agent.objects.visible_to(actor).current().filter(user=int(actor.identifier))
    return bool(agents.filter(fonction=Fonction.PRINCIPAL).exists())


WORKS = Policy("mediature.works", _works)
"""Somebody of the office; of the office of this saisine when one is given."""

DECIDES = Policy("mediature.decides", _decides)
"""A mediator of the office: an assistant prepares and does not decide."""

LEADS = Policy("mediature.leads", _leads)
"""The main mediator, who attributes to others and sets up the office; of any office when none is given."""

OPENS = PLATFORM_ADMINISTRATOR
"""Who opens the page of an authority."""
