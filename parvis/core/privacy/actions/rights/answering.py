"""The answer of a controller: decided by a person, executed here, told in the same words everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from parvis.core.documents.actions.keeping import store
from parvis.core.privacy.actions.rights.erasing import erase
from parvis.core.privacy.actions.rights.evidence import everywhere, locked, note
from parvis.core.privacy.actions.rights.hiding import remove_for_good, show_again
from parvis.core.privacy.actions.rights.identifying import destroy_document
from parvis.core.privacy.actions.rights.limiting import freeze
from parvis.core.privacy.actions.rights.mails import Link, send_news
from parvis.core.privacy.actions.rights.rectifying import rectify
from parvis.core.privacy.enums.rights import NEXT, WAITING, Ground, State, StepKind
from parvis.core.privacy.models import RightsLeg, RightsRequest, RightsStep
from parvis.core.privacy.queries.rights.bundle import access_of, archive_of, is_held, portable_of
from parvis.core.privacy.queries.rights.catalogue import categories_of, erasable
from parvis.core.privacy.queries.rights.deadlines import deadline_of
from parvis.core.privacy.queries.rights.letters import answer_words
from parvis.core.privacy.queries.rights.people import Person, person_of
from parvis.core.privacy.queries.rights.queue import HANDS_OVER, copy_awaited
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Right, services
from parvis.kernel.scope import reading_restricted

TITLES: Final = {
    State.ANSWERED: "acceptée",
    State.PARTLY: "acceptée en partie",
    State.REFUSED: "refus motivé",
}
# On which grounds each right may be refused; nobody may refuse to tell what is held, but for want of identity.
GROUNDS: Final[dict[Right, tuple[Ground, ...]]] = {
    Right.ACCESS: (),
    Right.PORT: (Ground.NOT_PROVIDED,),
    Right.RECTIFY: (Ground.ACCURATE,),
    Right.ERASE: (
        Ground.LEGAL_DUTY, Ground.PUBLIC_TASK, Ground.EXPRESSION, Ground.HEALTH, Ground.ARCHIVES, Ground.CLAIMS,
    ),
    Right.RESTRICT: (Ground.ACCURATE, Ground.CLAIMS),
    Right.OBJECT: (Ground.COMPELLING, Ground.CLAIMS, Ground.LEGAL_DUTY),
    Right.WITHDRAW: (),
}  # fmt: skip
ALWAYS: Final = (Ground.NOTHING, Ground.REPETITIVE)
# Before anybody is known: what was asked of the person did not come, or proves nothing.
UNKNOWN: Final = (Ground.IDENTITY, Ground.MANDATE)


@dataclass(frozen=True)
class Answer:
    """What whoever answers decides. ``changes`` are the new values, by table, row and column."""

    outcome: State
    ground: str = ""
    remark: str = ""
    changes: Mapping[tuple[str, str, str], Any] = field(default_factory=dict, hash=False)


def grounds_for(leg: RightsLeg) -> list[Ground]:
    """The closed list of what may be said to refuse, as things stand."""
    if leg.state == State.IDENTITY:
        return [Ground.MANDATE if leg.request.mandate else Ground.IDENTITY]
    return [*GROUNDS[Right(leg.right)], *ALWAYS]


def answer(*, by: Actor, leg: RightsLeg, given: Answer, link: Link) -> RightsLeg:
    """Close a leg: execute what is decided, keep the proof, tell the person."""
    with everywhere(by), transaction.atomic():
        held = locked(leg)
        _check(held, given)
        digest = _execute(by, held, given) if given.outcome != State.REFUSED else _refuse(by, held)
        held.state, held.ground, held.closed_at = given.outcome, given.ground, clock.now()
        held.late = deadline_of(held).is_late(clock.today())
        held.save()
        words = answer_words(held, given.outcome, given.ground, given.remark)
        kind = StepKind.REFUSED if given.outcome == State.REFUSED else StepKind.ANSWERED
        note(by=by, request=held.request, leg=held, kind=kind, sent=words, digest=digest)
        send_news(by=by, request=held.request, title=TITLES[State(given.outcome)], words=words, link=link)
        close_if_over(by=by, request=held.request)
    return held


def close_if_over(*, by: Actor, request: RightsRequest) -> None:
    """Once nothing is left to decide, the document that proved who asks is destroyed."""
    if not RightsLeg.objects.filter(request=request, state__in=WAITING).exists():
        destroy_document(by=by, request=request)
        RightsRequest.objects.filter(pk=request.pk).update(closed_at=clock.now())


def _check(leg: RightsLeg, given: Answer) -> None:
    outcome = State(given.outcome)
    if outcome not in NEXT[State(leg.state)] or outcome not in TITLES:
        raise ValidationError("Cette demande ne peut pas recevoir cette réponse : voyez où elle en est.")
    allowed = grounds_for(leg)
    if outcome == State.ANSWERED and given.ground not in {"", Ground.NOTHING}:
        raise ValidationError("Une demande acceptée n’a pas de motif de refus.")
    if outcome in {State.PARTLY, State.REFUSED} and given.ground not in allowed:
        raise ValidationError("Choisissez un des motifs de la liste : un refus en a toujours un.")
    if given.ground == Ground.IDENTITY and not _proof_asked(leg.request):
        raise ValidationError("Rien n’a encore été demandé à la personne pour la reconnaître : faites-le d’abord.")
    if given.ground == Ground.NOTHING and is_held(person_of(leg.request), categories_of(leg.service, leg.activities)):
        raise ValidationError(
            "Des données sont détenues sous cette identité, l’aperçu les montre : il ne peut pas être répondu que non."
        )
    if outcome != State.REFUSED and copy_awaited(leg):
        raise ValidationError(
            "Répondez d’abord à la demande d’accès ou de portabilité de cette personne : après, il n’y aurait "
            "plus rien à lui remettre."
        )


def _proof_asked(request: RightsRequest) -> bool:
    """Whether the person was sent a link, or asked for a document."""
    asked = RightsStep.objects.filter(request=request, kind__in=(StepKind.LINK_SENT, StepKind.PROOF_ASKED))
    return bool(asked.exists())


def _refuse(by: Actor, leg: RightsLeg) -> str:
    if leg.right == Right.OBJECT:
        show_again(by=by, leg=leg)
    return ""


def _execute(by: Actor, leg: RightsLeg, given: Answer) -> str:
    """Do what is decided, of what is only stored too; the digest of what is handed over, if anything is.

    What is only stored may be handed over, erased or kept longer: a rectification alone does not reach it.
    """
    with reading_restricted(leg.key):
        return _done(by, leg, given, person_of(leg.request))


def _done(by: Actor, leg: RightsLeg, given: Answer, person: Person) -> str:
    right = Right(leg.right)
    categories = categories_of(leg.service, leg.activities)
    if given.ground == Ground.NOTHING:
        return ""
    if right in HANDS_OVER:
        title = services.get(leg.service).title
        if right is Right.ACCESS:
            content = archive_of(
                access_of(person, categories), name=leg.request.name, service=title, number=leg.request.number
            )
            return _hand_over(by, leg, content, "vos-donnees.zip")
        content = portable_of(person, categories, service=title, number=leg.request.number)
        return _hand_over(by, leg, content, "vos-donnees.json")
    if right is Right.RECTIFY:
        rectify(by=by, leg=leg, changes=given.changes)
    elif right is Right.ERASE:
        erase(by=by, leg=leg, person=person, categories=erasable(leg.service, leg.activities))
    elif right is Right.RESTRICT:
        freeze(by=by, leg=leg, person=person)
    elif right is Right.OBJECT:
        remove_for_good(by=by, leg=leg)
    return ""


def _hand_over(by: Actor, leg: RightsLeg, content: bytes, name: str) -> str:
    """Keep the copy sealed for the time that the person has to fetch it; its digest stays in the proof."""
    document = store(by=by, file=ContentFile(content, name=name))
    leg.bundle, leg.bundle_name = document.pk, name
    return document.sha256
