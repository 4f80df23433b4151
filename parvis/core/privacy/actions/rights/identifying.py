"""Who asks, by the least proof; the clock stops only while that proof is awaited."""

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from parvis.core.documents.actions.keeping import destroy, store
from parvis.core.documents.models import Document
from parvis.core.privacy.actions.rights.evidence import everywhere, note
from parvis.core.privacy.actions.rights.hiding import hide_at_once
from parvis.core.privacy.actions.rights.mails import DeskLink, Link, send_news, tell_desk
from parvis.core.privacy.enums.rights import WAITING, Proof, State, StepKind
from parvis.core.privacy.models import RightsLeg, RightsRequest
from parvis.core.privacy.queries.rights.deadlines import Deadline
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Right

ASK_LINK = "Ouvrez le lien reçu à l’adresse que vous avez donnée : rien d’autre n’est demandé."


def identify(*, by: Actor, request: RightsRequest, proof: Proof, desk: DeskLink) -> None:
    """The person is known by ``proof``: the clock runs again, and what must be hidden is hidden at once."""
    with everywhere(by), transaction.atomic():
        held = RightsRequest.objects.select_for_update().get(pk=request.pk)
        if held.paused_on is None:
            return
        held.paused_days += (clock.today() - held.paused_on).days
        held.paused_on, held.proof, held.proven_at = None, proof, clock.now()
        held.save(update_fields=["paused_days", "paused_on", "proof", "proven_at"])
        note(by=by, request=held, kind=StepKind.IDENTIFIED)
        for leg in RightsLeg.objects.select_for_update().filter(request=held, state=State.IDENTITY):
            leg.request = held
            leg.state = State.EXTENDED if leg.extended_on else State.OPEN
            leg.due_on = Deadline(leg.received_on, held.paused_days, bool(leg.extended_on)).due_on
            leg.save(update_fields=["state", "due_on"])
            if leg.right == Right.OBJECT:
                hide_at_once(by=by, leg=leg)
            tell_desk(by=by, leg=leg, link=desk)


def ask_for_document(*, by: Actor, request: RightsRequest, reason: str, link: Link) -> None:
    """Ask for a document, for a reason given in writing: the last resort, and the clock waits for it."""
    if not reason.strip():
        raise ValidationError("Dites par écrit pourquoi le lien et le numéro de dossier ne suffisent pas.")
    with everywhere(by), transaction.atomic():
        held = RightsRequest.objects.select_for_update().get(pk=request.pk)
        waiting = RightsLeg.objects.filter(request=held, state__in=WAITING)
        if not waiting.exists():
            raise ValidationError("Cette demande est close : aucune pièce ne peut plus être demandée.")
        held.paused_on = held.paused_on or clock.today()
        held.save(update_fields=["paused_on"])
        waiting.update(state=State.IDENTITY)
        words = (
            f"Bonjour,\n\nPour répondre à votre demande {held.number}, il nous faut une pièce qui montre que vous "
            f"êtes bien la personne concernée. Pourquoi : {reason.strip()}\n\nDéposez-la depuis la page de votre "
            "demande. Elle est chiffrée, et détruite dès notre décision. Le délai de réponse est suspendu en attendant."
        )
        note(by=by, request=held, kind=StepKind.PROOF_ASKED, sent=words)
        send_news(by=by, request=held, title="une pièce est nécessaire", words=words, link=link)


def give_document(*, by: Actor, request: RightsRequest, file: File) -> None:
    """The person deposits the document asked for: sealed, scanned, read by whoever answers."""
    with everywhere(by), transaction.atomic():
        held = RightsRequest.objects.select_for_update().get(pk=request.pk)
        if held.paused_on is None:
            raise ValidationError("Aucune pièce n’est attendue pour cette demande.")
        destroy_document(by=by, request=held)
        held.document = store(by=by, file=file, name="piece").pk
        held.save(update_fields=["document"])
        note(by=by, request=held, kind=StepKind.PROOF_GIVEN)


def destroy_document(*, by: Actor, request: RightsRequest) -> None:
    """Destroy the document: only the fact that it was seen is kept."""
    found = Document.objects.filter(pk=request.document).first() if request.document else None
    if found is None:
        return
    destroy(by=by, document=found)
    request.document = None
    request.save(update_fields=["document"])
    note(by=by, request=request, kind=StepKind.PROOF_DESTROYED)
