"""A case that passes from one office of the demonstration to another, and one that waits for an answer."""

from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.transferring import answer_online, propose
from parvis.products.mediature.models import Collectivite, Saisine, Transfert
from parvis.products.mediature.queries.access import LABEL
from parvis.products.mediature.queries.transferts import shareable


def offer(by: Actor, saisine: Saisine, told: str) -> None:
    """Propose a transfer: « address of the page:why »."""
    slug, _, reasons = told.partition(":")
    propose(by=by, saisine=saisine, to=Collectivite.objects.get(slug=slug), reasons=reasons)


def consent(saisine: Saisine, word: str) -> None:
    """The person answers on their page: « oui » or « non »."""
    holder = Actor(ActorKind.CITIZEN, identifier=saisine.access, label=LABEL)
    with open_scope(holder):
        asked = Transfert.objects.visible_to(holder).waiting().get()
        pieces = [each.piece.pk for each in shareable(holder, saisine)]
        answer_online(by=holder, transfert=asked, agrees=word == "oui", pieces=pieces)
