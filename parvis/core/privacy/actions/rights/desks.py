"""Which organisation answers for which controller."""

from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.core.organisations.models import Organisation
from parvis.core.privacy.actions.rights.evidence import everywhere
from parvis.core.privacy.enums.rights import WAITING
from parvis.core.privacy.models import Breach, RightsDesk, RightsLeg
from parvis.core.privacy.queries.accountability.keepers import organisations_of
from parvis.core.privacy.queries.accountability.signatories import answering
from parvis.kernel.actor import Actor


def entrust(*, by: Actor, controller: str, organisation: Organisation | None) -> None:
    """Let ``organisation`` answer for ``controller``, what is still open included; without one, administrators do."""
    with everywhere(by), transaction.atomic():
        if organisation is None:
            RightsDesk.objects.filter(controller=controller).delete()
        else:
            RightsDesk.objects.update_or_create(controller=controller, defaults={"organisation": organisation})
        waiting = RightsLeg.objects.filter(controller=controller, state__in=WAITING)
        moved = waiting.update(organisation=organisation.pk if organisation else None)
        desks = answering()
        for breach in Breach.objects.filter(closed_at=None):
            breach.organisations = organisations_of(breach, desks)
            breach.save(update_fields=["organisations"])
        record(
            by=by,
            verb="rights.entrust",
            organisation=organisation.pk if organisation else None,
            object_key="privacy.RightsDesk",
            count=moved,
        )
