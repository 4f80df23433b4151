"""What the office does of a case: take it, decide, move it on, note, close; and the person who withdraws."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from parvis.core.accounts.models import User
from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.french.typography import date_in_words
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.informing import tell_decision, tell_end, tell_reopened
from parvis.products.mediature.enums import (
    ABOUT_THE_ADMINISTRATION,
    DECIDE,
    Etat,
    Fait,
    Issue,
    Recevabilite,
    Visibilite,
    next_states,
)
from parvis.products.mediature.models import Agent, Deport, Domaine, Note, Requerant, Saisine, TiersCompetent, Transfert
from parvis.products.mediature.policies import DECIDES, LEADS, WORKS
from parvis.products.mediature.queries.absences import standing_in, stays_away
from parvis.products.mediature.queries.silences import COMPULSORY, silence_of

CATEGORIES: Final = ("mediature.saisines.dossier",)
CHANGED: Final = (
    "Quelqu’un a changé ce dossier pendant que vous le lisiez : rien n’est enregistré. Relisez-le, puis recommencez."
)
ENDED: Final = "Ce dossier est terminé : rouvrez-le d’abord."
ASKED: Final = (
    "Un transfert à un autre médiateur attend la réponse de la personne : attendez-la, ou abandonnez d’abord cette "
    "proposition."
)
SILENT: Final = (
    "Aucun échange dans ce dossier depuis plus de 24 mois : décidez de le clore. Il reprend aussi quand la personne "
    "écrit ou ajoute un document."
)
# What a saisine on which this was decided cannot end by. A town that mends what it is told of settles a dispute before
# anything is decided of it; « irrecevable » is always decided, with its reasons.
_RIGHTS: Final = frozenset({Issue.DROIT_USAGER, Issue.PARTIEL, Issue.DROIT_ADMINISTRATION})
CONTRADICTS: Final = {
    Recevabilite.A_EXAMINER: frozenset({Issue.IRRECEVABLE}),
    Recevabilite.RECEVABLE: frozenset({Issue.IRRECEVABLE}),
    Recevabilite.IRRECEVABLE: _RIGHTS,
    Recevabilite.REORIENTEE: _RIGHTS | {Issue.IRRECEVABLE},
}


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


def issues_of(decided: Recevabilite) -> tuple[Issue, ...]:
    """How a saisine on which this was decided may end."""
    return tuple(each for each in Issue if each not in CONTRADICTS[decided])


def held(by: Actor, saisine: Saisine, version: int | None = None) -> Saisine:
    """The case, alone until the transaction ends; refused when it is no longer the one that was read."""
    found: Saisine = Saisine.objects.visible_to(by).select_for_update().get(pk=saisine.pk)
    if not WORKS.allows(by, found):
        raise PermissionDenied
    if version is not None and found.version != version:
        raise ValidationError(CHANGED, code="changed")
    return found


def mediators_of(organisation: int) -> QuerySet[User]:
    """Who may have a case of this office: its mediators. An assistant prepares, and has none."""
    agents = Agent.objects.current().filter(organisation=organisation, fonction__in=DECIDE)
    return User.objects.filter(pk__in=agents.values("user")).order_by("last_name", "first_name", "pk")


def takers_of(saisine: Saisine) -> QuerySet[User]:
    """Who may have this case: the mediators of its office who did not withdraw from it."""
    away = Deport.objects.filter(saisine=saisine).values("user")
    return mediators_of(saisine.organisation_id).exclude(pk__in=away)


@transaction.atomic
def assign(*, by: Actor, saisine: Saisine, to: User | None, version: int | None = None) -> None:
    """Give the case to ``to``, or back to the office: oneself when it is free, anybody for the main mediator."""
    found = held(by, saisine, version)
    mine = to is not None and by.identifier == str(to.pk) and found.mediateur_id in {None, to.pk}
    given_back = to is None and by.identifier == str(found.mediateur_id)
    if not (mine or given_back or LEADS.allows(by, found)):
        raise PermissionDenied
    if found.ended:
        raise ValidationError(ENDED)
    if to is not None and not mediators_of(found.organisation_id).filter(pk=to.pk).exists():
        raise ValidationError(
            "Cette personne n’est pas du bureau, ou n’y a pas de dossiers : choisissez dans la liste."
        )
    if to is not None and stays_away(found, to.pk):
        raise ValidationError("Cette personne s’est retirée de ce dossier : choisissez-en une autre.")
    if found.mediateur_id == (to.pk if to else None):
        return
    words = f"Dossier attribué à {to}" if to else "Dossier rendu au bureau"
    if to is not None and not mine and (instead := standing_in(found, to.pk)):
        words = f"Dossier attribué à {instead}, qui remplace {to}"
        to = instead
    found.mediateur = to
    keep(by, found, ["mediateur"], verb="mediature.assign")
    tell(by=by, saisine=found, fait=Fait.ATTRIBUTION if to else Fait.LIBERATION, words=words)


@transaction.atomic
def decide(*, by: Actor, saisine: Saisine, decision: Decision, version: int | None = None) -> None:
    """Say whether the saisine is admissible, with its reasons: a mediator's decision, told to the person."""
    found = held(by, saisine, version)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    if found.ended:
        raise ValidationError(ENDED)
    _check_decision(found, decision)
    waits = Transfert.objects.visible_to(by).waiting().filter(saisine=found).exists()
    if waits and decision.recevabilite is not Recevabilite.REORIENTEE:
        raise ValidationError(ASKED)
    passed_on = decision.recevabilite is Recevabilite.REORIENTEE
    found.recevabilite, found.reasons = decision.recevabilite, decision.reasons.strip()
    found.decided_on = clock.today()
    found.domaine = None if passed_on else decision.domaine
    found.tiers = decision.tiers if passed_on else None
    keep(by, found, ["recevabilite", "reasons", "decided_on", "domaine", "tiers"], verb="mediature.decide")
    words = f"Saisine {Recevabilite(found.recevabilite).label.lower()}"
    tell(by=by, saisine=found, fait=Fait.RECEVABILITE, words=words, visibility=Visibilite.REQUERANT)
    if found.etat in ABOUT_THE_ADMINISTRATION and decision.recevabilite is not Recevabilite.RECEVABLE:
        move(by=by, saisine=found, to=Etat.FINALISATION)
    tell_decision(by, found)


def _check_decision(saisine: Saisine, decision: Decision) -> None:
    wrong = {}
    if decision.recevabilite is Recevabilite.A_EXAMINER:
        wrong["recevabilite"] = "Dites si la saisine est recevable, irrecevable ou réorientée."
    if not decision.reasons.strip():
        wrong["reasons"] = "Écrivez les motifs : la personne les lira."
    if decision.recevabilite is Recevabilite.REORIENTEE and decision.tiers is None:
        wrong["tiers"] = "Dites vers qui la personne est réorientée."
    for name, entry in {"domaine": decision.domaine, "tiers": decision.tiers}.items():
        if entry is not None and entry.organisation_id not in {None, saisine.organisation_id}:
            wrong[name] = "Choisissez une entrée de la liste de ce bureau."
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def move(*, by: Actor, saisine: Saisine, to: Etat, version: int | None = None) -> None:
    """Move the case on."""
    found = held(by, saisine, version)
    if found.ended:
        raise ValidationError(ENDED)
    if silence_of(found) == COMPULSORY:
        raise ValidationError(SILENT)
    if to not in next_states(Etat(found.etat), Recevabilite(found.recevabilite)):
        raise ValidationError(
            "Ce dossier ne peut pas passer à cette étape. Pour solliciter l’administration, dites d’abord la saisine "
            "recevable."
        )
    found.etat = to
    keep(by, found, ["etat"], verb="mediature.move")
    tell(by=by, saisine=found, fait=Fait.ETAT, words=to.label, visibility=Visibilite.REQUERANT)


@transaction.atomic
def set_due(*, by: Actor, saisine: Saisine, on: date | None, version: int | None = None) -> None:
    """Say until when the office means to have done what comes next; nothing takes the date away."""
    found = held(by, saisine, version)
    if found.ended:
        raise ValidationError(ENDED)
    if silence_of(found) == COMPULSORY:
        raise ValidationError(SILENT)
    if on is not None and on < clock.today():
        raise ValidationError({"due_on": "Donnez une date à venir, ou celle d’aujourd’hui."})
    found.due_on = on
    keep(by, found, ["due_on"], verb="mediature.move")
    words = f"Échéance fixée au {date_in_words(on)}" if on else "Échéance retirée"
    tell(by=by, saisine=found, fait=Fait.ETAT, words=words)


@transaction.atomic
def set_legal_dates(
    *, by: Actor, saisine: Saisine, agreed: date | None, met: date | None, version: int | None = None
) -> None:
    """When the parties agreed to a mediation and first met: from there the time to ask a court stops running.

    Only a mediator attests them. A date may be corrected, and the case tells each value it had.
    """
    found = held(by, saisine, version)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    _check_past(found, parties_agreed_on=agreed, first_meeting_on=met)
    told = [
        f"{words} : {date_in_words(new)}" if new else f"{words} : date retirée"
        for words, old, new in (
            ("Accord des parties pour une médiation", found.parties_agreed_on, agreed),
            ("Première réunion", found.first_meeting_on, met),
        )
        if old != new
    ]
    if not told:
        return
    found.parties_agreed_on, found.first_meeting_on = agreed, met
    keep(by, found, ["parties_agreed_on", "first_meeting_on"], verb="mediature.move")
    for words in told:
        tell(by=by, saisine=found, fait=Fait.ETAT, words=words, visibility=Visibilite.REQUERANT)


def _check_past(saisine: Saisine, **days: date | None) -> None:
    wrong = {}
    for name, day in days.items():
        if day is not None and day > clock.today():
            wrong[name] = "Donnez une date passée : on n’atteste que ce qui a eu lieu."
        elif day is not None and day < saisine.received_on:
            wrong[name] = f"Donnez une date à partir du {date_in_words(saisine.received_on)}, jour de la saisine."
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def write_note(*, by: Actor, saisine: Saisine, text: str, visibility: Visibilite = Visibilite.BUREAU) -> Note:
    """A note of the office, which the person never reads; one for the mediator alone is the mediator's own."""
    found = held(by, saisine)
    if not text.strip():
        raise ValidationError({"text": "Écrivez la note."})
    if visibility is Visibilite.REQUERANT:
        raise ValidationError({"visibility": "Une note ne sort pas du bureau."})
    if visibility is Visibilite.MEDIATEUR and by.identifier != str(found.mediateur_id):
        raise ValidationError({"visibility": "Seul le médiateur du dossier écrit une note pour lui seul."})
    note: Note = Note.objects.create(
        saisine=found, author_id=int(by.identifier), text=text.strip(), visibility=visibility
    )
    trace(by, found, "mediature.note")
    return note


@transaction.atomic
def close(*, by: Actor, saisine: Saisine, conclusion: Conclusion, version: int | None = None) -> None:
    """End the case, with an outcome and a conclusion that the person reads."""
    found = held(by, saisine, version)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    if found.ended:
        raise ValidationError("Ce dossier est déjà terminé.")
    wrong = {}
    if conclusion.issue not in issues_of(Recevabilite(found.recevabilite)):
        wrong["issue"] = "Cette issue ne va pas avec la recevabilité : décidez d’abord de celle-ci."
    if not conclusion.words.strip():
        wrong["words"] = "Écrivez la conclusion : la personne la lira."
    if wrong:
        raise ValidationError(wrong)
    found.issue, found.conclusion = conclusion.issue, conclusion.words.strip()
    found.in_person, found.agreement = conclusion.in_person, conclusion.agreement
    end(by=by, saisine=found, etat=Etat.CLOSE, fields=["issue", "conclusion", "in_person", "agreement"])
    trace(by, found, "mediature.close")
    words = f"Médiation terminée : {conclusion.issue.label.lower()}"
    tell(by=by, saisine=found, fait=Fait.CLOTURE, words=words, visibility=Visibilite.REQUERANT)
    tell_end(by, found)


@transaction.atomic
def reopen(*, by: Actor, saisine: Saisine, version: int | None = None) -> None:
    """Take an ended case up again; its conclusion stays written until another one replaces it."""
    found = held(by, saisine, version)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    if not found.ended:
        raise ValidationError("Ce dossier n’est pas terminé.")
    Requerant.objects.select_for_update().filter(pk=found.requerant_id).update(done_on=None)
    found.etat, found.closed_at = Etat.FINALISATION, None
    # Its silence counts from now: nobody was awaited while it was ended.
    found.last_exchange_at = clock.now()
    keep(by, found, ["etat", "closed_at", "last_exchange_at"], verb="mediature.reopen")
    tell(by=by, saisine=found, fait=Fait.REOUVERTURE, words="Dossier rouvert", visibility=Visibilite.REQUERANT)
    tell_reopened(by, found)


@transaction.atomic
def withdraw(*, by: Actor, saisine: Saisine) -> None:
    """The person gives up: the case ends at once. Nobody else withdraws it for them."""
    if by.kind is not ActorKind.CITIZEN:
        raise PermissionDenied
    found = Saisine.objects.visible_to(by).select_for_update().get(pk=saisine.pk)
    if found.ended:
        raise ValidationError("Cette saisine est déjà terminée.")
    end(by=by, saisine=found, etat=Etat.RETIREE, fields=[])
    trace(by, found, "mediature.withdraw")
    tell(by=by, saisine=found, fait=Fait.RETRAIT, words="Saisine retirée", visibility=Visibilite.REQUERANT)


def end(*, by: Actor, saisine: Saisine, etat: Etat, fields: list[str]) -> None:
    """Write that the case has ended, and that the person has no other one when it was their last."""
    # Held first: of two cases of one person that end at once, the second one sees that the first has ended.
    person = Requerant.objects.select_for_update().get(pk=saisine.requerant_id)
    saisine.etat, saisine.closed_at, saisine.due_on = etat, clock.now(), None
    saisine.version += 1
    saisine.save(update_fields=["etat", "closed_at", "due_on", "version", *fields])
    if not Saisine.objects.open().filter(requerant=person).exists():
        person.done_on = clock.today()
        person.save(update_fields=["done_on"])


def keep(by: Actor, saisine: Saisine, fields: list[str], *, verb: str) -> None:
    """Write ``fields`` of a case that is held, as a new version of it."""
    saisine.version += 1
    saisine.save(update_fields=[*fields, "version"])
    trace(by, saisine, verb)


def trace(by: Actor, saisine: Saisine, verb: str) -> None:
    """A line of the journal about a case."""
    record(
        by=by,
        verb=verb,
        categories=CATEGORIES,
        subjects=[f"mediature.Requerant:{saisine.requerant_id}"],
        organisation=saisine.organisation_id,
        object_key=saisine.key,
    )
