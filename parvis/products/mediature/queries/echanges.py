"""The messages of a case, or of all the cases of an office, as their readers see them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Count, Q, QuerySet

from parvis.core.messaging.queries.addresses import address_of
from parvis.core.notifications.enums import Delivery
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.mail import Verdict
from parvis.products.mediature.enums import APART, MAILBOX, Correspondant, Sens, Voie
from parvis.products.mediature.models import Acheminement, Collectivite, Jointe, Message, Piece, Saisine

VERDICTS: Final = {
    Verdict.PROVEN: "provenance vérifiée",
    Verdict.FAILED: "ne vient pas de l’adresse affichée",
    Verdict.UNVERIFIED: "provenance non vérifiée",
}
# What mail servers and providers answer, in words that tell what to do.
WHY: Final = {
    "5.1.1": "cette adresse n’existe pas : vérifiez-la",
    "5.1.2": "le domaine de cette adresse n’existe pas : vérifiez-la",
    "5.2.2": "sa boîte est pleine : recommencez plus tard",
    "5.7.1": "son serveur refuse nos courriels : joignez la personne autrement",
    "bounced": "cette adresse ne reçoit pas de courriel : vérifiez-la",
    "invalid": "cette adresse est mal écrite : corrigez-la",
    "blocked": "son serveur refuse nos courriels : joignez la personne autrement",
    "spam": "la personne ne veut plus de courriels : joignez-la autrement",
    "abandoned": "il n’a pas pu partir en un mois, le service de courriel ne répondait pas : écrivez de nouveau",
    "NeverLeavesError": "une pièce jointe contient un programme malveillant ou a été détruite",
}
WAITS: Final = {
    "NotReadyError": "l’antivirus lit encore les pièces jointes",
}
STATES: Final = {
    Delivery.WAITING: ("En attente", "info"),
    Delivery.SENT: ("Envoyé", "success"),
    Delivery.REFUSED: ("Non distribué", "error"),
    Delivery.ABANDONED: ("Non distribué", "error"),
    Delivery.RETURNED: ("Non distribué", "error"),
}


def case_address(saisine: Saisine) -> str:
    """The secret address of a case; empty when this installation receives no mail."""
    return address_of(MAILBOX, saisine.number)


def reply_address(saisine: Saisine, office: Collectivite | None) -> str:
    """Where an answer reaches the case; the office when this installation receives no mail."""
    return case_address(saisine) or (office.email if office else "")


@dataclass(frozen=True)
class Livraison:
    """Where a message stands on its way to one address."""

    recipient: str
    label: str
    kind: str
    words: str


@dataclass
class Echange:
    """A message with its files and its ways; ``words`` say who wrote it and how."""

    message: Message
    pieces: list[Piece] = field(default_factory=list)
    livraisons: list[Livraison] = field(default_factory=list)

    @property
    def received(self) -> bool:
        """Whether it came in."""
        return self.message.sens == Sens.RECU

    @property
    def verdict(self) -> str:
        """Whether it comes from where it says; nothing of a message that did not come by mail."""
        return VERDICTS[Verdict(self.message.verdict)] if self.message.voie == Voie.COURRIEL and self.received else ""

    @property
    def apart(self) -> str:
        """Why it is kept apart."""
        return APART.get(self.message.apart, "")

    @property
    def stranger(self) -> bool:
        """Whether it came from an address that is not the person's."""
        return self.received and self.message.partie == Correspondant.TIERS


def thread(actor: Actor, saisine: Saisine) -> list[Echange]:
    """The messages of a case that ``actor`` may read, in order, in four queries whatever their number."""
    return with_files(Message.objects.visible_to(actor).in_thread().filter(saisine=saisine).select_related("author"))


def with_files(found: QuerySet[Message]) -> list[Echange]:
    """Messages with their files and their ways; what a reader may not see of them is left out by the database."""
    messages = list(found)
    numbers = [each.pk for each in messages]
    pieces: dict[int, list[Piece]] = defaultdict(list)
    for jointe in Jointe.objects.filter(message__in=numbers).select_related("piece"):
        pieces[jointe.message_id].append(jointe.piece)
    ways: dict[int, list[Livraison]] = defaultdict(list)
    for acheminement in Acheminement.objects.filter(message__in=numbers):
        ways[acheminement.message_id].append(_way(acheminement))
    return [Echange(each, pieces[each.pk], ways[each.pk]) for each in messages]


def exchanged(actor: Actor, saisine: Saisine) -> dict[str, int]:
    """How many messages a case has, and how many of them wait for the office."""
    return (
        Message.objects.visible_to(actor)
        .in_thread()
        .filter(saisine=saisine)
        .aggregate(all=Count("pk"), waiting=Count("pk", filter=Q(sens=Sens.RECU, handled_at=None)))
    )


def in_the_case(pieces: QuerySet[Piece]) -> QuerySet[Piece]:
    """Without what came with a mail that is kept apart."""
    return pieces.exclude(jointes__in=Jointe.objects.exclude(message__apart=""))


def to_handle(actor: Actor, offices: Iterable[int]) -> QuerySet[Message]:
    """What came in and waits for somebody of these offices, the oldest first."""
    return Message.objects.visible_to(actor).to_handle().filter(saisine__organisation__in=offices)


def kept_apart(actor: Actor, offices: Iterable[int]) -> QuerySet[Message]:
    """Mails that are kept apart until somebody of these offices has looked at them, the oldest first."""
    return Message.objects.visible_to(actor).exclude(apart="").filter(saisine__organisation__in=offices)


def _way(acheminement: Acheminement) -> Livraison:
    label, kind = STATES[Delivery(acheminement.state)]
    words = ""
    if acheminement.state == Delivery.WAITING and acheminement.why:
        words = WAITS.get(acheminement.why, "le service de courriel ne répond pas, un nouvel essai suivra")
    elif acheminement.state not in {Delivery.WAITING, Delivery.SENT}:
        words = WHY.get(acheminement.why, "le serveur du destinataire l’a refusé : vérifiez l’adresse")
    return Livraison(acheminement.recipient, label, kind, words)
