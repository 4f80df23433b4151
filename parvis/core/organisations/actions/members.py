"""Who belongs to an organisation, and in which role."""

from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.core.accounts.models import User
from parvis.core.journal.actions import record
from parvis.core.organisations.enums import Role
from parvis.core.organisations.events import Left
from parvis.core.organisations.models import Membership, Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.events import publish

BELONGING = "plateforme.organisations.rattachements"


@transaction.atomic
def add_member(*, by: Actor, organisation: Organisation, user: User, role: str = Role.MEMBRE) -> Membership:
    """Have ``user`` belong to ``organisation``; somebody who already does keeps the role held."""
    membership, created = Membership.objects.current().get_or_create(
        organisation=organisation, user=user, defaults={"role": role}
    )
    if created:
        _record(by, "membership.create", membership)
    return membership


@transaction.atomic
def change_role(*, by: Actor, membership: Membership, role: str) -> None:
    """Give another role; ValidationError rather than leave the organisation without gestionnaire."""
    if membership.role == role:
        return
    _keep_a_gestionnaire(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    _record(by, "membership.update", membership)


@transaction.atomic
def end_membership(*, by: Actor, membership: Membership) -> None:
    """Have somebody leave today; ValidationError rather than leave the organisation without gestionnaire."""
    if membership.ended_on is not None:
        return
    _keep_a_gestionnaire(membership)
    membership.ended_on = clock.today()
    membership.save(update_fields=["ended_on"])
    _record(by, "membership.end", membership)
    publish(Left(by, membership.organisation_id, membership.user_id))


def _keep_a_gestionnaire(membership: Membership) -> None:
    """Two gestionnaires who remove each other at the same moment must not both succeed: rows are locked."""
    if membership.role != Role.GESTIONNAIRE:
        return
    gestionnaires = Membership.objects.current().filter(
        organisation_id=membership.organisation_id, role=Role.GESTIONNAIRE
    )
    locked = gestionnaires.select_for_update().order_by("pk").values_list("pk", flat=True)
    if set(locked) <= {membership.pk}:
        raise ValidationError(
            "C’est la seule personne qui gère cette organisation. Donnez d’abord le rôle de gestionnaire à une autre.",
            code="last_gestionnaire",
        )


def _record(by: Actor, verb: str, membership: Membership) -> None:
    record(
        by=by,
        verb=verb,
        subjects=[f"accounts.User:{membership.user_id}"],
        categories=[BELONGING],
        organisation=membership.organisation_id,
        object_key=f"organisations.Membership:{membership.pk}",
    )
