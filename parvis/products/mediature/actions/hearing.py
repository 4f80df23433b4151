"""Messages that come in: from the page of the person, by mail, or from a file; and what the office does of them."""

from collections.abc import Sequence
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from parvis.core.documents.actions.receiving import end_upload
from parvis.core.documents.queries.received import ReceivedFile
from parvis.core.messaging.queries.reading import read
from parvis.kernel import clock
from parvis.kernel.actor import Actor, system
from parvis.kernel.declarations.mail import Arrived, Verdict
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import held
from parvis.products.mediature.actions.messages import enclose, enclose_attached, exchanged, trace
from parvis.products.mediature.actions.telling import tell_ended_once, tell_office
from parvis.products.mediature.enums import APART, Correspondant, Fait, Sens, Visibilite, Voie
from parvis.products.mediature.models import Message, Piece, Saisine
from parvis.products.mediature.queries.dossiers import root_of

FILES: Final = 10
READER: Final = system("mediature.mail")
BY_MAIL: Final = {
    Correspondant.REQUERANT: "Courriel du requérant",
    Correspondant.TIERS: "Courriel d’un service ou d’un tiers",
}


@transaction.atomic
def answer(*, by: Actor, saisine: Saisine, text: str, files: Sequence[File] = ()) -> Message:
    """The person writes from their own page, whatever became of the case; the office is told."""
    found: Saisine = Saisine.objects.visible_to(by).select_for_update(of=("self",)).get(pk=saisine.pk)
    if not text.strip():
        raise ValidationError({"text": "Écrivez votre message."})
    if len(files) > FILES:
        raise ValidationError({"fichiers": f"Joignez {FILES} fichiers au plus."})
    message = Message(
        saisine=found,
        sens=Sens.RECU,
        voie=Voie.WEB,
        partie=Correspondant.REQUERANT,
        visibility=Visibilite.REQUERANT,
        text=text.strip(),
    )
    message.save(force_insert=True)
    enclose(message, files, given_by=by.label)
    exchanged(found)
    trace(by, message, "mediature.message")
    words = "Message du requérant, par la page de suivi"
    tell(by=by, saisine=found, fait=Fait.MESSAGE, words=words, visibility=Visibilite.REQUERANT)
    tell_office(by, found)
    return message


@transaction.atomic
def take_mail(number: str, mail: Arrived) -> bool:
    """File a mail in its case, once; whether there is such a case."""
    named = Saisine.objects.filter(number=number).first()
    # What is written to a case that was joined to another one belongs there.
    whole = [root_of(named).pk] if named is not None else []
    found = Saisine.objects.select_for_update(of=("self",)).select_related("requerant").filter(pk__in=whole).first()
    if found is None:
        return False
    if mail.message_id and found.messages.filter(message_id=mail.message_id).exists():
        return True
    message, _ = _file(READER, found, mail, Voie.COURRIEL)
    if mail.apart is not None:
        words = f"Courriel tenu à part : {APART[mail.apart].lower()}"
        tell(by=READER, saisine=found, fait=Fait.MESSAGE, words=words)
        return True
    exchanged(found)
    tell_office(READER, found)
    if found.ended and not mail.automatic:
        tell_ended_once(READER, found, message)
    return True


@transaction.atomic
def import_mail(*, by: Actor, saisine: Saisine, raw: bytes) -> list[str]:
    """Put a mail that the office received elsewhere in the case; the names of the files that could not be kept."""
    found = held(by, saisine)
    said = read(raw)
    if said.unreadable or not said.sender:
        raise ValidationError({"file": "Ce fichier n’est pas un courriel enregistré (.eml) : choisissez-en un autre."})
    if said.message_id and found.messages.filter(message_id=said.message_id).exists():
        raise ValidationError({"file": "Ce courriel est déjà dans le dossier."})
    on = said.written_at
    mail = said.arrived(on if on is not None and on <= clock.now() else clock.now())
    message, refused = _file(by, found, mail, Voie.IMPORTE)
    exchanged(found, message.at)
    return refused


@transaction.atomic
def import_saved(*, by: Actor, saisine: Saisine, file: File) -> list[str]:
    """As :func:`import_mail`, from the file; the case keeps what it holds, so the upload that brought it ends here."""
    refused = import_mail(by=by, saisine=saisine, raw=b"".join(file.chunks()))
    if isinstance(file, ReceivedFile):
        end_upload(file=file)
    return refused


@transaction.atomic
def mark_handled(*, by: Actor, message: Message, handled: bool) -> None:
    """Say that a message was dealt with, or that it is to be dealt with again."""
    held(by, message.saisine)
    at = clock.now() if handled else None
    changed = Message.objects.visible_to(by).filter(pk=message.pk, sens=Sens.RECU, handled_at__isnull=handled)
    if changed.update(handled_at=at):
        trace(by, message, "mediature.message_handled")


@transaction.atomic
def release(*, by: Actor, message: Message, partie: Correspondant) -> None:
    """Let a mail that was kept apart into its case, as written by the person or by somebody else."""
    found = _kept_apart(by, message)
    seen = Visibilite(found.visibility)
    if seen is Visibilite.BUREAU and partie is Correspondant.REQUERANT:
        seen = Visibilite.REQUERANT
    found.apart, found.partie, found.visibility = "", partie, seen
    found.save(update_fields=["apart", "partie", "visibility"])
    Piece.objects.filter(jointes__message=found, jointes__came=True).update(visibility=seen)
    exchanged(found.saisine, found.at)
    trace(by, found, "mediature.message_released")
    words = f"{BY_MAIL[partie]}, admis par le bureau"
    tell(by=by, saisine=found.saisine, fait=Fait.MESSAGE, words=words, visibility=seen)


@transaction.atomic
def drop(*, by: Actor, message: Message, why: str) -> None:
    """Put away for good a mail that was kept apart, with its files; the case says why."""
    found = _kept_apart(by, message)
    if not why.strip():
        raise ValidationError({"why": "Dites pourquoi : le dossier le garde."})
    trace(by, found, "mediature.message_dropped")
    words = f"Courriel tenu à part écarté : {why.strip()}"[:500]
    tell(by=by, saisine=found.saisine, fait=Fait.MESSAGE, words=words)
    # The database releases the files of pieces that go: the night destroys them.
    Piece.objects.filter(jointes__message=found, jointes__came=True).delete()
    found.delete()


def _kept_apart(by: Actor, message: Message) -> Message:
    held(by, message.saisine)
    found: Message | None = Message.objects.visible_to(by).exclude(apart="").filter(pk=message.pk).first()
    if found is None:
        raise ValidationError("Quelqu’un s’est déjà occupé de ce courriel.")
    return found


def _seen(saisine: Saisine, mail: Arrived, *, person: bool) -> Visibilite:
    """The person reads their own mails; what answers the mediator alone is for the mediator alone."""
    answered = saisine.messages.filter(message_id=mail.in_reply_to, visibility=Visibilite.MEDIATEUR)
    if mail.in_reply_to and answered.exists():
        return Visibilite.MEDIATEUR
    return Visibilite.REQUERANT if person else Visibilite.BUREAU


def _file(by: Actor, saisine: Saisine, mail: Arrived, voie: Voie) -> tuple[Message, list[str]]:
    apart = mail.apart.value if mail.apart else ""
    person = mail.sender.casefold() == saisine.requerant.email.casefold() and bool(mail.sender)
    partie = Correspondant.REQUERANT if person else Correspondant.TIERS
    seen = _seen(saisine, mail, person=person and not apart)
    message: Message = Message.objects.create(
        saisine=saisine,
        sens=Sens.RECU,
        voie=voie,
        partie=partie,
        visibility=seen,
        sender=mail.sender,
        sender_name=mail.sender_name,
        subject=mail.subject,
        text=mail.text,
        quoted=mail.quoted,
        at=mail.received_at,
        message_id=mail.message_id,
        in_reply_to=mail.in_reply_to,
        verdict=mail.verdict if voie == Voie.COURRIEL else Verdict.UNVERIFIED,
        apart=apart,
    )
    refused = enclose_attached(message, mail.attachments, given_by=mail.sender_name or mail.sender or by.key)
    trace(by, message, "mediature.message_received")
    if not apart:
        words = BY_MAIL[partie] + ("" if voie == Voie.COURRIEL else ", importé par le bureau")
        tell(by=by, saisine=saisine, fait=Fait.MESSAGE, words=words, visibility=seen)
    for name in refused:
        words = f"Pièce jointe d’un courriel qui n’a pas pu être gardée : {name}"[:500]
        tell(by=by, saisine=saisine, fait=Fait.MESSAGE, words=words)
    return message, refused
