"""What the office does of a case: take it, decide, move it on, write, close."""

from dataclasses import dataclass
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from parvis.core.accounts.models import User
from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.enums import Etat, Fait, Issue, Recevabilite, Visibilite, next_states
from parvis.products.mediature.models import Agent, Domaine, Note, Requerant, Saisine, TiersCompetent
from parvis.products.mediature.policies import DECIDES, LEADS, WORKS

CATEGORIES: Final = ("mediature.saisines.dossier",)
CHANGED: Final = (
    "Quelqu’un a changé ce dossier pendant que vous le lisiez : rien n’est enregistré. Relisez-le, puis recommencez."
)


@dataclass(frozen=True)
class Decision:
    """Whether a saisine is admissible, and why; ``tiers`` is who is competent when the office is not."""

    recevabilite: Recevabilite
    reasons: str
    domaine: Domaine | None = None
    tiers: TiersCompetent | None = None


@dataclass(frozen=True)
class Conclusion:
    """How a case ends."""

    issue: Issue
    words: str
    in_person: bool = False
    agreement: bool = False


def held(by: Actor, saisine: Saisine, version: int | None = None) -> Saisine:
    """The case, alone until the transaction ends; refused when it is no longer the one that was read."""
    found: Saisine = Saisine.objects.visible_to(by).select_for_update().get(pk=saisine.pk)
    if version is not None and found.version != version:
        raise ValidationError(CHANGED, code="changed")
    if not WORKS.allows(by, found):
        raise PermissionDenied
    return found


@transaction.atomic
def assign(*, by: Actor, saisine: Saisine, to: User | None, version: int | None = None) -> None:
    """Give the case to ``to``, or back to the office: oneself when it is free, anybody for the main mediator."""
    found = held(by, saisine, version)
    mine = to is not None and by.identifier == str(to.pk) and found.mediateur_id in {None, to.pk}
    given_back = to is None and by.identifier == str(found.mediateur_id)
    if not (mine or given_back or LEADS.allows(by, found)):
        raise PermissionDenied
    if to is not None and not Agent.objects.current().filter(organisation=found.organisation_id, user=to).exists():
        raise ValidationError("Cette personne n’est pas du bureau : choisissez dans la liste.")
    found.mediateur = to
    words = f"Dossier attribué à {to.get_full_name()}" if to else "Dossier rendu au bureau"
    _keep(by, found, ["mediateur"], verb="mediature.assign")
    tell(by=by, saisine=found, fait=Fait.ATTRIBUTION if to else Fait.LIBERATION, words=words)


@transaction.atomic
def decide(*, by: Actor, saisine: Saisine, decision: Decision, version: int | None = None) -> None:
    """Say whether the saisine is admissible, with its reasons: a mediator's decision, told to the person."""
    found = held(by, saisine, version)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    if found.ended:
        raise ValidationError("Ce dossier est terminé : rouvrez-le avant de décider.")
    if not decision.reasons.strip():
        raise ValidationError({"reasons": "Écrivez les motifs : la personne les lira."})
    if decision.recevabilite is Recevabilite.REORIENTEE and decision.tiers is None:
        raise ValidationError({"tiers": "Dites vers qui la personne est réorientée."})
    found.recevabilite, found.reasons = decision.recevabilite, decision.reasons.strip()
    found.decided_on = clock.today()
    found.domaine = decision.domaine if decision.tiers is None else None
    found.tiers = decision.tiers
    _keep(by, found, ["recevabilite", "reasons", "decided_on", "domaine", "tiers"], verb="mediature.decide")
    words = f"Saisine {Recevabilite(found.recevabilite).label.lower()}"
    tell(by=by, saisine=found, fait=Fait.RECEVABILITE, words=words, visibility=Visibilite.REQUERANT)


@transaction.atomic
def move(*, by: Actor, saisine: Saisine, to: Etat, version: int | None = None) -> None:
    """Move the case on."""
    found = held(by, saisine, version)
    if to not in next_states(Etat(found.etat), Recevabilite(found.recevabilite)):
        raise ValidationError("Ce dossier ne peut pas passer à cette étape : décidez d’abord de sa recevabilité.")
    found.etat = to
    _keep(by, found, ["etat"], verb="mediature.move")
    tell(by=by, saisine=found, fait=Fait.ETAT, words=to.label, visibility=Visibilite.REQUERANT)


@transaction.atomic
def write_note(*, by: Actor, saisine: Saisine, text: str, visibility: Visibilite = Visibilite.BUREAU) -> Note:
    """A note of the office, which the person never reads."""
    found = held(by, saisine)
    if not text.strip():
        raise ValidationError("Écrivez la note.")
    note: Note = Note.objects.create(
        saisine=found, author_id=int(by.identifier), text=text.strip(), visibility=visibility
    )
    _record(by, found, "mediature.note")
    return note


@transaction.atomic
def close(*, by: Actor, saisine: Saisine, conclusion: Conclusion, version: int | None = None) -> None:
    """End the case, with an outcome and a conclusion that the person reads."""
    found = held(by, saisine, version)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    if found.ended:
        raise ValidationError("Ce dossier est déjà terminé.")
    if not conclusion.words.strip():
        raise ValidationError({"words": "Écrivez la conclusion : la personne la lira."})
    found.issue, found.conclusion = conclusion.issue, conclusion.words.strip()
    found.in_person, found.agreement = conclusion.in_person, conclusion.agreement
    end(by=by, saisine=found, etat=Etat.CLOSE, fields=["issue", "conclusion", "in_person", "agreement"])
    _record(by, found, "mediature.close")
    words = f"Médiation terminée : {conclusion.issue.label.lower()}"
    tell(by=by, saisine=found, fait=Fait.CLOTURE, words=words, visibility=Visibilite.REQUERANT)


@transaction.atomic
def reopen(*, by: Actor, saisine: Saisine, version: int | None = None) -> None:
    """Take an ended case up again; its conclusion stays written until another one replaces it."""
    found = held(by, saisine, version)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    if not found.ended:
        raise ValidationError("Ce dossier n’est pas terminé.")
    found.etat, found.closed_at = Etat.FINALISATION, None
    _keep(by, found, ["etat", "closed_at"], verb="mediature.reopen")
    Requerant.objects.filter(pk=found.requerant_id).update(done_on=None)
    tell(by=by, saisine=found, fait=Fait.REOUVERTURE, words="Dossier rouvert", visibility=Visibilite.REQUERANT)


@transaction.atomic
def withdraw(*, by: Actor, saisine: Saisine) -> None:
    """The person gives up: the case ends at once."""
    found = Saisine.objects.visible_to(by).select_for_update().get(pk=saisine.pk)
    if found.ended:
        raise ValidationError("Cette saisine est déjà terminée.")
    end(by=by, saisine=found, etat=Etat.RETIREE, fields=[])
    _record(by, found, "mediature.withdraw")
    tell(by=by, saisine=found, fait=Fait.RETRAIT, words="Saisine retirée", visibility=Visibilite.REQUERANT)


def end(*, by: Actor, saisine: Saisine, etat: Etat, fields: list[str]) -> None:
    """Write that the case has ended, and that the person has no other one when it was their last."""
    saisine.etat, saisine.closed_at, saisine.due_on = etat, clock.now(), None
    saisine.version += 1
    saisine.save(update_fields=["etat", "closed_at", "due_on", "version", *fields])
    person = saisine.requerant
    if not person.saisines.open().exists():
        person.done_on = saisine.closed_at
        person.save(update_fields=["done_on"])


def _keep(by: Actor, saisine: Saisine, fields: list[str], *, verb: str) -> None:
    saisine.version += 1
    saisine.save(update_fields=[*fields, "version"])
    _record(by, saisine, verb)


def _record(by: Actor, saisine: Saisine, verb: str) -> None:
    record(
        by=by,
        verb=verb,
        categories=CATEGORIES,
        subjects=[f"mediature.Requerant:{saisine.requerant_id}"],
        organisation=saisine.organisation_id,
        object_key=saisine.key,
    )
