"""Who asks, by the least proof; the clock stops only while that proof is awaited."""

from typing import Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from parvis.core.documents.actions.keeping import destroy, store
from parvis.core.documents.models import Document
from parvis.core.privacy.actions.rights.evidence import everywhere, note
from parvis.core.privacy.actions.rights.hiding import hide_at_once
from parvis.core.privacy.actions.rights.mails import DeskLink, Link, send_news, tell_desk
from parvis.core.privacy.enums.rights import WAITING, Channel, Proof, State, StepKind
from parvis.core.privacy.models import RightsLeg, RightsRequest, RightsStep
from parvis.core.privacy.queries.rights.deadlines import deadline_of
from parvis.core.privacy.queries.rights.people import account_of
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Right

ONESELF_SHOWS: Final = "que vous êtes bien la personne concernée"
MANDATE_SHOWS: Final = "que la personne concernée vous a chargé de faire cette demande"


def identify(*, by: Actor, request: RightsRequest, proof: Proof, desk: DeskLink, how: str = "") -> None:
    """The person is known by ``proof``: the clock runs again, and what must be hidden is hidden at once.

    ``how`` says, in words kept as proof, how whoever answers made sure of it where no link did.
    """
    with everywhere(by), transaction.atomic():
        held = RightsRequest.objects.select_for_update().get(pk=request.pk)
        legs = list(RightsLeg.objects.select_for_update().filter(request=held, state=State.IDENTITY))
        if not legs:
            return
        _check_proof(held, proof, how)
        resume(held)
        held.proof, held.proven_at = proof, clock.now()
        held.account_id = held.account_id or account_of(held)
        held.save(update_fields=["proof", "proven_at", "account"])
        note(by=by, request=held, kind=StepKind.IDENTIFIED, sent=how.strip())
        for leg in legs:
            leg.request = held
            leg.account = held.account_id
            leg.state = State.EXTENDED if leg.extended_on else State.OPEN
            leg.due_on = deadline_of(leg).due_on
            leg.save(update_fields=["account", "state", "due_on"])
            if leg.right == Right.OBJECT:
                hide_at_once(by=by, leg=leg)
            tell_desk(by=by, leg=leg, link=desk)


def _check_proof(request: RightsRequest, proof: Proof, how: str) -> None:
    """A mandate is never passed over; what no link proves is written down by whoever made sure of it."""
    if bool(request.mandate) != (proof == Proof.MANDATE):
        raise ValidationError("Cette demande est faite pour quelqu’un d’autre : c’est son mandat qui se vérifie.")
    if proof == Proof.LINK:
        return
    if not how.strip():
        raise ValidationError("Dites par écrit comment vous avez vérifié : c’est gardé comme preuve.")
    if proof == Proof.MANDATE and request.channel == Channel.FORM and request.document is None:
        raise ValidationError("Le mandat n’a pas encore été déposé : attendez-le, ou demandez-le de nouveau.")


def resume(request: RightsRequest) -> None:
    """Nothing is awaited from the person any more: the days of the pause are theirs, the next ones are ours."""
    if request.paused_on is None:
        return
    request.paused_days += (clock.today() - request.paused_on).days
    request.paused_on = None
    request.save(update_fields=["paused_days", "paused_on"])


def ask_for_document(*, by: Actor, leg: RightsLeg, reason: str, link: Link) -> None:
    """Ask for a document, for a reason given in writing: the last resort, and the clock waits for it."""
    if not reason.strip():
        raise ValidationError("Dites par écrit pourquoi le lien et le numéro de dossier ne suffisent pas.")
    with everywhere(by), transaction.atomic():
        held = RightsRequest.objects.select_for_update().get(pk=leg.request_id)
        waiting = RightsLeg.objects.filter(request=held, state__in=WAITING)
        if not waiting.exists():
            raise ValidationError("Cette demande est close : aucune pièce ne peut plus être demandée.")
        held.paused_on = held.paused_on or clock.today()
        held.save(update_fields=["paused_on"])
        destroy_document(by=by, request=held)
        waiting.update(state=State.IDENTITY)
        words = (
            f"Bonjour {held.name},\n\nPour répondre à votre demande {held.number}, il nous faut une pièce qui montre "
            f"{MANDATE_SHOWS if held.mandate else ONESELF_SHOWS}. Pourquoi : {reason.strip()}\n\nDéposez-la depuis la "
            "page de votre demande. Elle est chiffrée, et détruite dès notre décision. Le délai de réponse est "
            "suspendu jusqu’à ce que nous la recevions."
        )
        note(by=by, request=held, leg=leg, kind=StepKind.PROOF_ASKED, sent=words)
        send_news(by=by, request=held, title="une pièce est nécessaire", words=words, link=link)


def give_document(*, by: Actor, request: RightsRequest, file: File, desk: DeskLink) -> None:
    """The person deposits the document asked for: sealed, scanned, read by whoever answers, whose clock runs again."""
    with everywhere(by), transaction.atomic():
        held = RightsRequest.objects.select_for_update().get(pk=request.pk)
        asked = RightsStep.objects.filter(request=held, kind=StepKind.PROOF_ASKED).exists()
        if held.paused_on is None or not asked:
            raise ValidationError("Aucune pièce n’est attendue pour cette demande.")
        destroy_document(by=by, request=held)
        held.document = store(by=by, file=file, name="piece").pk
        held.save(update_fields=["document"])
        resume(held)
        note(by=by, request=held, kind=StepKind.PROOF_GIVEN)
        for leg in RightsLeg.objects.select_for_update().filter(request=held, state=State.IDENTITY):
            leg.request = held
            leg.due_on = deadline_of(leg).due_on
            leg.save(update_fields=["due_on"])
            tell_desk(by=by, leg=leg, link=desk)


def destroy_document(*, by: Actor, request: RightsRequest) -> None:
    """Destroy the document: only the fact that it was seen is kept."""
    found = Document.objects.filter(pk=request.document).first() if request.document else None
    if found is None:
        return
    destroy(by=by, document=found)
    request.document = None
    request.save(update_fields=["document"])
    note(by=by, request=request, kind=StepKind.PROOF_DESTROYED)
