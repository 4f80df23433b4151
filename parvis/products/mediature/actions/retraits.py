"""Withdraw from a case by conflict of interest; say for which days somebody else stands in."""

from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from parvis.core.accounts.models import User
from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import held, keep, mediators_of, trace
from parvis.products.mediature.actions.taches import free_tasks
from parvis.products.mediature.enums import Fait
from parvis.products.mediature.models import Absence, Deport, Saisine
from parvis.products.mediature.policies import fonction_in

LONGEST: Final = 366


@transaction.atomic
def stay_away(*, by: Actor, saisine: Saisine, reason: str, version: int | None = None) -> None:
    """Leave the case to others, who read why; from then on it does not exist for whoever withdrew."""
    found = held(by, saisine, version)
    if not reason.strip():
        raise ValidationError({"reason": "Dites pourquoi vous vous retirez : le bureau seul le lira."})
    words = "Une personne du bureau se retire de ce dossier"
    if by.identifier == str(found.mediateur_id):
        found.mediateur = None
        keep(by, found, ["mediateur"], verb="mediature.away")
        words = "Le médiateur se retire de ce dossier, qui attend d’être attribué"
    else:
        trace(by, found, "mediature.away")
    free_tasks(organisation=found.organisation_id, user=int(by.identifier), saisine=found)
    # Before the row that closes the case to whoever writes.
    tell(by=by, saisine=found, fait=Fait.LIBERATION, words=words)
    Deport.objects.create(
        organisation_id=found.organisation_id,
        saisine=found,
        requerant_id=found.requerant_id,
        user_id=int(by.identifier),
        reason=reason.strip(),
    )


@transaction.atomic
def be_away(*, by: Actor, organisation: int, substitute: User, starts_on: date, ends_on: date) -> Absence:
    """Give what is attributed to oneself, and one's alerts, to somebody else for some days; it ends by itself."""
    if fonction_in(by, organisation) is None:
        raise PermissionDenied
    user, wrong = int(by.identifier), {}
    if ends_on < starts_on or ends_on < clock.today():
        wrong["ends_on"] = "Donnez un dernier jour à venir, à partir du premier."
    elif (ends_on - starts_on).days > LONGEST:
        wrong["ends_on"] = "Une absence dure un an au plus."
    if substitute.pk == user or not mediators_of(organisation).filter(pk=substitute.pk).exists():
        wrong["substitute"] = "Choisissez un autre médiateur du bureau."
    others = Absence.objects.visible_to(by).filter(organisation=organisation, user=user)
    if others.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        wrong["starts_on"] = "Vous avez déjà donné une absence pour certains de ces jours."
    if wrong:
        raise ValidationError(wrong)
    kept: Absence = Absence.objects.create(
        organisation_id=organisation, user_id=user, substitute=substitute, starts_on=starts_on, ends_on=ends_on
    )
    _trace(by, kept)
    return kept


@transaction.atomic
def be_back(*, by: Actor, absence: Absence) -> None:
    """Take away an absence of one's own."""
    found = Absence.objects.visible_to(by).select_for_update().get(pk=absence.pk)
    if by.identifier != str(found.user_id):
        raise PermissionDenied
    _trace(by, found)
    found.delete()


def _trace(by: Actor, absence: Absence) -> None:
    record(
        by=by,
        verb="mediature.absence",
        categories=["mediature.mediateurs.comptes"],
        subjects=[f"accounts.User:{absence.user_id}"],
        organisation=absence.organisation_id,
        object_key=f"mediature.Absence:{absence.pk}",
    )
