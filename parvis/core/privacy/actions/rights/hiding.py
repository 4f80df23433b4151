"""Who objects is shown no more at once, and no import brings them back."""

from django.db import connection, transaction

from parvis.core.privacy.actions.rights.evidence import note
from parvis.core.privacy.enums.rights import StepKind
from parvis.core.privacy.events.rights import Hide, HideAgain, Remove, Show
from parvis.core.privacy.models import RightsLeg, Suppression
from parvis.core.privacy.queries.rights.people import person_of
from parvis.core.privacy.queries.rights.suppressions import LOCK, contact_digest
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.events import publish


def hide_at_once(*, by: Actor, leg: RightsLeg) -> None:
    """Keep the digests first, so that whoever publishes meanwhile knows them, then tell those who publish."""
    reached = person_of(leg.request).reached
    if not reached:
        return
    _alone(leg)
    for value in sorted(reached.emails | reached.phones):
        Suppression.objects.get_or_create(service=leg.service, digest=contact_digest(value), case=str(leg.pk))
    publish(Hide(by, leg.service, reached, str(leg.pk)))
    note(by=by, request=leg.request, leg=leg, kind=StepKind.HIDDEN)


def show_again(*, by: Actor, leg: RightsLeg) -> None:
    """The objection was refused, or the limitation lifted: imports bring the person back, and so do we."""
    _alone(leg)
    hidden, _ = Suppression.objects.filter(case=str(leg.pk)).delete()
    if hidden:
        publish(Show(by, leg.service, str(leg.pk)))
        note(by=by, request=leg.request, leg=leg, kind=StepKind.SHOWN)


def hide_again(*, by: Actor) -> None:
    """Hide everybody whose digest is kept: after a restore, who objected since the backup was taken is there again."""
    for service in Suppression.objects.values_list("service", flat=True).distinct().order_by("service"):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(LOCK, [service])
            publish(HideAgain(by, service))


def remove_for_good(*, by: Actor, leg: RightsLeg) -> None:
    """The objection is upheld: what was put aside is destroyed, the digests stay."""
    _alone(leg)
    publish(Remove(by, leg.service, person_of(leg.request).reached, str(leg.pk)))


def _alone(leg: RightsLeg) -> None:
    """Nobody publishes until the transaction ends: an import under way would put aside what has just been decided."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [leg.service])
