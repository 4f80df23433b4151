"""Pass a case on to the mediator of another authority, once the person has agreed; nothing else leaves the office."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryFile
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction

from parvis.core.documents.actions.keeping import NotServedError, open_document, store
from parvis.core.documents.models import Document
from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.french.typography import date_in_words
from parvis.kernel.scope import current_scope, open_scope
from parvis.kernel.sealing import BrokenSealError
from parvis.products.mediature.actions.drafting import DOOR
from parvis.products.mediature.actions.filing import GIVEN, TOLD, Arrival, create, tell
from parvis.products.mediature.actions.handling import ENDED, end, held, trace
from parvis.products.mediature.actions.informing import tell_proposed, tell_transferred
from parvis.products.mediature.enums import Canal, Etat, EtatTransfert, Fait, Issue, Origine, Recevabilite, Visibilite
from parvis.products.mediature.models import (
    Collectivite,
    Piece,
    Requerant,
    Saisine,
    TiersCompetent,
    Transfert,
    Version,
)
from parvis.products.mediature.policies import DECIDES
from parvis.products.mediature.queries.access import holders, new_code
from parvis.products.mediature.queries.pieces import reading
from parvis.products.mediature.queries.transferts import shareable

# Who carries a case from one office to the other: neither sees what the other has.
BEARER: Final = system("mediature.transfer")
COMPETENT: Final = "Médiateur d’une autre collectivité"
MAY_GO: Final = frozenset({Recevabilite.A_EXAMINER, Recevabilite.REORIENTEE})
# How the new office reads that the person agreed.
AGREED: Final = {
    Canal.FORMULAIRE: "en ligne",
    Canal.BUREAU: "au bureau",
    Canal.COURRIER: "par courrier",
    Canal.TELEPHONE: "par téléphone",
    Canal.COURRIEL: "par courriel",
}
NOTHING_ASKED: Final = "Aucune réponse n’est attendue de vous : cette proposition a eu sa réponse, ou a été abandonnée."


@dataclass(frozen=True)
class Answer:
    """What the person said of a proposal: by which way, on which day; ``words`` tell who heard it, and how."""

    agrees: bool
    canal: Canal
    on: date
    words: str = ""


@transaction.atomic
def propose(*, by: Actor, saisine: Saisine, to: Collectivite, reasons: str, version: int | None = None) -> Transfert:
    """Ask the person whether the mediator of ``to`` may take their case over."""
    found = held(by, saisine, version)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    if found.ended:
        raise ValidationError(ENDED)
    wrong = {}
    if not reasons.strip():
        wrong["reasons"] = "Dites pourquoi ce médiateur est compétent : la personne le lira."
    if to.organisation_id == found.organisation_id:
        wrong["to"] = "C’est votre propre collectivité : choisissez-en une autre."
    elif not _takes(to):
        wrong["to"] = "Aucun mandat de médiateur n’y court : cette collectivité ne peut pas prendre ce dossier."
    if wrong:
        raise ValidationError(wrong)
    if Recevabilite(found.recevabilite) not in MAY_GO:
        raise ValidationError("Ce dossier est décidé autrement : pour le transférer, décidez d’abord de le réorienter.")
    if Transfert.objects.visible_to(by).waiting().filter(saisine=found).exists():
        raise ValidationError("Un transfert est déjà proposé : attendez la réponse, ou abandonnez cette proposition.")
    made: Transfert = Transfert.objects.create(saisine=found, to=to, reasons=reasons.strip(), by_id=int(by.identifier))
    trace(by, found, "mediature.propose_transfer")
    _say(by, found, f"Transfert proposé à un autre médiateur ({to.name}) : la réponse de la personne est attendue")
    tell_proposed(by, found, made)
    return made


@transaction.atomic
def give_up(*, by: Actor, transfert: Transfert) -> None:
    """Take a proposal back before its answer."""
    found = held(by, transfert.saisine)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    kept = _waiting(by, transfert)
    kept.etat = EtatTransfert.ABANDONNE
    kept.save(update_fields=["etat"])
    trace(by, found, "mediature.propose_transfer")
    _say(by, found, "Proposition de transfert abandonnée par le bureau")


@transaction.atomic
def write_answer(*, by: Actor, transfert: Transfert, answer: Answer, pieces: list[int]) -> None:
    """Write, for the office, the answer that the person gave otherwise than on their page."""
    found = held(by, transfert.saisine)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    wrong = {}
    if answer.on > clock.today() or answer.on < transfert.at.astimezone(clock.PARIS).date():
        wrong["on"] = "Donnez un jour entre celui de la proposition et aujourd’hui."
    if not answer.words.strip():
        wrong["words"] = "Dites qui a recueilli la réponse, et comment."
    if answer.canal is Canal.FORMULAIRE:
        wrong["canal"] = "Sur sa page, la personne répond elle-même."
    if wrong:
        raise ValidationError(wrong)
    _settle(by, found, transfert, answer, pieces)


@transaction.atomic
def answer_online(*, by: Actor, transfert: Transfert, agrees: bool, pieces: list[int]) -> str:
    """The person answers on their page; once they agree, the code of the new case, which nobody keeps."""
    if by.kind is not ActorKind.CITIZEN:
        raise PermissionDenied
    found: Saisine = Saisine.objects.visible_to(by).select_for_update().get(pk=transfert.saisine_id)
    kept = _settle(by, found, transfert, Answer(agrees, Canal.FORMULAIRE, clock.today()), pieces)
    return open_anew(by=by, transfert=kept) if agrees else ""


@transaction.atomic
def open_anew(*, by: Actor, transfert: Transfert) -> str:
    """Make the code of the new case, once, for whoever holds that of the former one."""
    if by.kind is not ActorKind.CITIZEN:
        raise PermissionDenied
    kept = Transfert.objects.visible_to(by).select_for_update(of=("self",)).select_related("to").get(pk=transfert.pk)
    if not kept.agreed or kept.target_id is None or kept.code_given_at is not None:
        raise ValidationError("Ce code a déjà été remis, ou ce dossier n’existe plus.")
    code, organisation = new_code(), kept.to.organisation_id
    access = holders(code)[0].identifier
    with _within(organisation):
        made = Saisine.objects.select_for_update().get(pk=kept.target_id)
        Requerant.objects.filter(pk=made.requerant_id).update(access=access)
        made.access = access
        made.save(update_fields=["access"])
        _record(BEARER, made, "mediature.new_code")
    kept.code_given_at = clock.now()
    kept.save(update_fields=["code_given_at"])
    tell_transferred(by, kept.saisine, kept, code)
    return code


def _settle(by: Actor, saisine: Saisine, transfert: Transfert, answer: Answer, pieces: list[int]) -> Transfert:
    kept = _waiting(by, transfert)
    if saisine.ended:
        raise ValidationError("Ce dossier est terminé : il ne se transfère plus.")
    kept.canal, kept.answered_on, kept.words = answer.canal, answer.on, answer.words.strip()
    kept.etat = EtatTransfert.ACCEPTE if answer.agrees else EtatTransfert.REFUSE
    if answer.agrees:
        made = _carry(by, saisine, kept, answer, pieces)
        kept.target_id, kept.number = made.pk, made.number
    kept.save(update_fields=["canal", "answered_on", "words", "etat", "target", "number"])
    trace(by, saisine, "mediature.transfer")
    how = AGREED[answer.canal]
    if not answer.agrees:
        _say(by, saisine, f"La personne refuse le transfert à un autre médiateur ({kept.to.name}), {how}")
        return kept
    _end(by, saisine, kept)
    words = f"Dossier transféré à un autre médiateur ({kept.to.name}), sous le numéro {kept.number}"
    _say(by, saisine, f"{words}, avec l’accord de la personne donné {how}", Fait.CLOTURE)
    if answer.canal is not Canal.FORMULAIRE:
        tell_transferred(by, saisine, kept)
    return kept


def _waiting(by: Actor, transfert: Transfert) -> Transfert:
    waiting = Transfert.objects.visible_to(by).waiting().select_for_update(of=("self",)).select_related("to")
    found: Transfert | None = waiting.filter(pk=transfert.pk).first()
    if found is None:
        raise ValidationError(NOTHING_ASKED)
    return found


def _carry(by: Actor, saisine: Saisine, transfert: Transfert, answer: Answer, pieces: list[int]) -> Saisine:
    """The new case, in the other office: what the person said, their contact, and the pieces that they share."""
    to = transfert.to
    if not _takes(to):
        raise ValidationError("Le mandat de ce médiateur est terminé : il ne peut plus prendre ce dossier.")
    origin = Collectivite.objects.get(organisation=saisine.organisation_id)
    words = (
        f"Saisine transférée par le médiateur de {origin.name}, où elle avait le numéro {saisine.number} depuis le "
        f"{date_in_words(saisine.received_on)}, avec l’accord de la personne donné {AGREED[answer.canal]} le "
        f"{date_in_words(answer.on)}"
    )
    given: dict[str, Any] = {name: getattr(saisine.requerant, name) for name in GIVEN}
    kept = (*TOLD, "qualite", "demarche", "asked_on", "answered_on", "juge")
    given |= {name: getattr(saisine, name) for name in kept}
    arrival = Arrival(answer.canal, clock.today(), words, Origine.AUTRE)
    access = holders(new_code())[0].identifier
    with _within(to.organisation_id):
        made = create(by=BEARER, collectivite=to, access=access, given=given, arrival=arrival)
        _record(BEARER, made, "mediature.take_in")
    chosen = [each.piece for each in shareable(by, saisine) if each.piece.pk in pieces]
    for piece in chosen:
        _copy(by, piece, saisine.organisation_id, made)
    return made


def _copy(by: Actor, piece: Piece | Version, source: int, made: Saisine) -> None:
    """The same content under a key of the other office, which its antivirus reads again."""
    with TemporaryFile() as content:
        with reading(source):
            document = Document.objects.get(pk=piece.document_id)
            try:
                content.writelines(open_document(by=by, document=document))
            except (NotServedError, BrokenSealError, FileNotFoundError) as error:
                raise ValidationError(f"« {piece} » ne s’ouvre plus : laissez ce document, et recommencez.") from error
        content.seek(0)
        with _within(made.organisation_id):
            sealed = store(
                by=BEARER, file=File(content, name=document.name), organisation=made.organisation_id, door=DOOR
            )
            Piece.objects.create(saisine=made, document=sealed, label=piece.label, given_by=BEARER.label)


def _end(by: Actor, saisine: Saisine, transfert: Transfert) -> None:
    """The former case ends re-oriented; a decision that was taken already stays as it was written."""
    fields = ["issue", "conclusion"]
    if saisine.recevabilite != Recevabilite.REORIENTEE:
        saisine.recevabilite, saisine.decided_on = Recevabilite.REORIENTEE, clock.today()
        saisine.reasons, saisine.domaine = transfert.reasons, None
        saisine.tiers = TiersCompetent.objects.filter(name=COMPETENT, organisation=None, archived_on=None).first()
        fields += ["recevabilite", "decided_on", "reasons", "domaine", "tiers"]
    saisine.issue = Issue.AUTRE_INSTITUTION
    saisine.conclusion = (
        f"Avec votre accord, votre saisine est transférée à un autre médiateur ({transfert.to.name}), qui la suit "
        f"sous le numéro {transfert.number}."
    )
    end(by=by, saisine=saisine, etat=Etat.CLOSE, fields=fields)


def _takes(collectivite: Collectivite) -> bool:
    return bool(Collectivite.objects.with_mandate().filter(pk=collectivite.pk).exists())


def _say(by: Actor, saisine: Saisine, words: str, fait: Fait = Fait.ETAT) -> None:
    tell(by=by, saisine=saisine, fait=fait, words=words, visibility=Visibilite.REQUERANT)


def _record(by: Actor, saisine: Saisine, verb: str) -> None:
    record(
        by=by,
        verb=verb,
        categories=["mediature.saisines.dossier"],
        subjects=[f"mediature.Requerant:{saisine.requerant_id}"],
        organisation=saisine.organisation_id,
        object_key=saisine.key,
    )


@contextmanager
def _within(organisation: int) -> Iterator[None]:
    """Reach one office, and nothing of the other."""
    scope = current_scope()
    given: dict[str, Any] = {"channel": scope.channel, "request_id": scope.request_id} if scope else {}
    with open_scope(BEARER, organisations=[organisation], **given):
        yield
