"""The office writes: to the person, to a service, to another body; and what becomes of each mail."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from parvis.core.documents.queries.contents import may_be_served
from parvis.core.messaging.actions.corresponding import Letter, correspond, new_name
from parvis.core.notifications.enums import Delivery
from parvis.core.notifications.events import MailMoved
from parvis.core.notifications.queries.addresses import is_address
from parvis.kernel import clock
from parvis.kernel.actor import Actor, system
from parvis.kernel.declarations.notifications import Message as Declared
from parvis.kernel.declarations.notifications import messages
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import held
from parvis.products.mediature.actions.messages import enclose, exchanged, trace
from parvis.products.mediature.enums import Correspondant, Fait, Sens, Visibilite, Voie
from parvis.products.mediature.models import Acheminement, Collectivite, Jointe, Message, Piece, Saisine
from parvis.products.mediature.queries.echanges import case_address, reply_address

OTHERS: Final = 10
HEAVIEST: Final = 15_000_000
SENDING: Final = system("notifications.send")
LOST: Final = frozenset({Delivery.REFUSED, Delivery.ABANDONED, Delivery.RETURNED})
WRITTEN: Final = messages.register(
    Declared("mediature.message", "Écrire dans un dossier de médiation", "Votre saisine {{ number }}")
)


@dataclass(frozen=True)
class Ecrit:
    """What the office writes, and to whom.

    ``shown`` lets each addressee see the addresses of the others; ``alone`` keeps it, and what answers it, for the
    mediator of the case.
    """

    text: str
    subject: str = ""
    to_person: bool = True
    others: Sequence[str] = ()
    pieces: Sequence[Piece] = ()
    files: Sequence[File] = field(default=())
    shown: bool = False
    alone: bool = False
    answers: Message | None = None


@transaction.atomic
def write_to(*, by: Actor, saisine: Saisine, ecrit: Ecrit) -> Message:
    """Write to the person, to others, or to both; the person without address reads it by their code."""
    found = held(by, saisine)
    _check(by, found, ecrit)
    office = Collectivite.objects.get(organisation=found.organisation_id)
    seen = Visibilite.REQUERANT if ecrit.to_person else Visibilite.MEDIATEUR if ecrit.alone else Visibilite.BUREAU
    message: Message = Message.objects.create(
        saisine=found,
        sens=Sens.ENVOYE,
        voie=Voie.COURRIEL if _addresses(found, ecrit) else Voie.WEB,
        partie=Correspondant.REQUERANT if ecrit.to_person else Correspondant.TIERS,
        visibility=seen,
        author_id=int(by.identifier),
        subject=(ecrit.subject.strip() or f"Votre saisine {found.number}")[:400],
        text=ecrit.text.strip(),
        message_id=new_name(),
        in_reply_to=ecrit.answers.message_id if ecrit.answers else "",
    )
    pieces = [*ecrit.pieces, *enclose(message, ecrit.files, given_by=by.key)]
    _join(message, ecrit.pieces)
    _send(by, message, office, pieces, ecrit)
    if ecrit.answers is not None and ecrit.answers.handled_at is None:
        Message.objects.filter(pk=ecrit.answers.pk).update(handled_at=clock.now())
    exchanged(found)
    trace(by, message, "mediature.message")
    tell(by=by, saisine=found, fait=Fait.MESSAGE, words=_words(ecrit), visibility=seen)
    return message


def follow_mail(moved: MailMoved) -> None:
    """Write what became of a mail of a case; one that does not reach anybody is told in its case."""
    acheminement = Acheminement.objects.filter(outgoing=moved.outgoing).select_related("saisine").first()
    if acheminement is None:
        return
    acheminement.state, acheminement.why, acheminement.at = moved.state, moved.why, clock.now()
    acheminement.save(update_fields=["state", "why", "at"])
    if moved.state in LOST:
        words = "Un message du bureau n’a pas été distribué"
        tell(by=SENDING, saisine=acheminement.saisine, fait=Fait.MESSAGE, words=words)


def _check(by: Actor, saisine: Saisine, ecrit: Ecrit) -> None:
    wrong = _wrong_addresses(ecrit) | _wrong_files(saisine, ecrit)
    if not ecrit.text.strip():
        wrong["text"] = "Écrivez le message."
    if ecrit.alone and (ecrit.to_person or by.identifier != str(saisine.mediateur_id)):
        wrong["alone"] = "Seul le médiateur du dossier se réserve un échange, qui ne va pas à la personne."
    if wrong:
        raise ValidationError(wrong)


def _wrong_addresses(ecrit: Ecrit) -> dict[str, str]:
    if not (ecrit.to_person or ecrit.others):
        return {"to_person": "Choisissez à qui vous écrivez : la personne, une autre adresse, ou les deux."}
    if len(ecrit.others) > OTHERS:
        return {"others": f"Écrivez à {OTHERS} autres adresses au plus."}
    wrong = next((each for each in ecrit.others if not is_address(each)), None)
    return {"others": f"« {wrong} » n’est pas une adresse électronique : corrigez-la."} if wrong else {}


def _wrong_files(saisine: Saisine, ecrit: Ecrit) -> dict[str, str]:
    if any(piece.saisine_id != saisine.pk for piece in ecrit.pieces):
        return {"pieces": "Choisissez des documents de ce dossier."}
    if not all(may_be_served(piece.document) for piece in ecrit.pieces):
        return {"pieces": "L’antivirus n’a pas trouvé sain l’un de ces documents : il ne part pas."}
    if any(piece.visibility == Visibilite.MEDIATEUR for piece in ecrit.pieces):
        return {"pieces": "L’un de ces documents est réservé au médiateur : il ne sort pas du dossier."}
    weight = sum(piece.document.size for piece in ecrit.pieces) + sum(file.size for file in ecrit.files)
    if weight > HEAVIEST:
        return {"fichiers": f"Les pièces jointes dépassent {HEAVIEST // 1_000_000} Mo ensemble : envoyez-en moins."}
    return {}


def _addresses(saisine: Saisine, ecrit: Ecrit) -> list[str]:
    person = [saisine.requerant.email] if ecrit.to_person and saisine.requerant.email else []
    return [*person, *ecrit.others]


def _join(message: Message, pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        Jointe.objects.create(message=message, piece=piece)
        if message.visibility == Visibilite.REQUERANT and piece.visibility != Visibilite.REQUERANT:
            # Whoever receives a document may also read it in their case.
            piece.visibility = Visibilite.REQUERANT
            piece.save(update_fields=["visibility"])


def _send(by: Actor, message: Message, office: Collectivite, pieces: Sequence[Piece], ecrit: Ecrit) -> None:
    saisine = message.saisine
    address = case_address(saisine)
    letter = Letter(
        key=WRITTEN.key,
        office=f"Médiateur de {office.name}",
        subject=message.subject,
        text=f"{message.text}\n\n{_signature(office, saisine, address)}",
        message_id=message.message_id,
        reply_to=reply_address(saisine, office),
        in_reply_to=message.in_reply_to,
        documents=[piece.document for piece in pieces],
        shown=ecrit.shown,
    )
    for each in correspond(by=by, letter=letter, to=_addresses(saisine, ecrit)):
        Acheminement.objects.create(saisine=saisine, message=message, outgoing=each.pk, recipient=each.recipient)


def _signature(office: Collectivite, saisine: Saisine, address: str) -> str:
    answer = (
        "Pour répondre, répondez à ce courriel : votre réponse et ses pièces jointes iront dans le dossier."
        if address
        else "Pour répondre, écrivez au bureau du médiateur, ou depuis la page de suivi de la saisine."
    )
    return f"Bureau du médiateur de {office.name}\nDossier {saisine.number}\n\n{answer}"


def _words(ecrit: Ecrit) -> str:
    if ecrit.to_person:
        return "Message du bureau au requérant"
    return "Message du bureau à un service ou à un tiers"
