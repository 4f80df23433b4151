"""What becomes of the disputes of the demonstration: one is two, others end by an agreement that is followed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from parvis.core.accounts.models import User
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.concluding import (
    Dit,
    Promesse,
    add_promise,
    answer_protocol,
    conclude,
    propose_protocol,
    write_protocol,
    write_signature,
)
from parvis.products.mediature.actions.fulfilling import Constat, tell_fulfilled
from parvis.products.mediature.actions.splitting import Partage, split
from parvis.products.mediature.enums import Cote, Execution, ReponseProtocole, Signe
from parvis.products.mediature.models import Engagement, Partie, Protocole, Saisine
from parvis.products.mediature.queries.access import LABEL


def divide(by: Actor, on: Saisine, told: str) -> None:
    """A second dispute, for who has the first: « what happened|what is asked|service »."""
    facts, expected, service = told.split("|")
    partage = Partage(facts, expected, service, mediateur=User.objects.get(pk=int(by.identifier)))
    split(by=by, saisine=on, partage=partage)


def propose(by: Actor, on: Saisine, told: str) -> None:
    """An agreement, proposed to its parties: « articles|who>what>days|… »."""
    text, *promises = told.split("|")
    made = write_protocol(by=by, saisine=on, text=text)
    for each in promises:
        who, words, days = each.split(">")
        due = clock.today() + timedelta(days=int(days))
        add_promise(by=by, protocole=made, promesse=Promesse(who, words, due))
    propose_protocol(by=by, protocole=made)


def settle(by: Actor, on: Saisine, how: str) -> None:
    """The administration signs, as ``how`` tells, and the agreement is concluded."""
    found = Protocole.objects.visible_to(by).running().select_related("saisine").get(saisine=on)
    party = Partie.objects.visible_to(by).get(saisine=on, cote=Cote.ADMINISTRATION)
    dit = Dit(ReponseProtocole.ACCEPTE, Signe.PAPIER, clock.today(), how)
    write_signature(by=by, protocole=found, partie=party, dit=dit)
    conclude(by=by, protocole=found, on=clock.today())


def keep_word(by: Actor, on: Saisine, told: str) -> None:
    """An engagement was kept: « who|how one knows »."""
    who, how = told.split("|")
    engagement = Engagement.objects.visible_to(by).get(saisine=on, who=who)
    tell_fulfilled(by=by, engagement=engagement, constat=Constat(Execution.TENU, clock.today(), how))


def accept(saisine: Saisine, _: str) -> None:
    """The person accepts the agreement on their page."""
    holder = Actor(ActorKind.CITIZEN, identifier=saisine.access, label=LABEL)
    with open_scope(holder):
        found = Protocole.objects.visible_to(holder).get()
        answer_protocol(by=holder, protocole=found, accepts=True, revision=found.revision)


OUTCOMES: Final[dict[str, Callable[[Actor, Saisine, str], None]]] = {
    "split": divide,
    "propose": propose,
    "settle": settle,
    "kept": keep_word,
}
