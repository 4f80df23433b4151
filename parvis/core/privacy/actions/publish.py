"""Publish the policies whose facts have changed."""

from django.db import connection, transaction

from parvis.core.journal.actions import record
from parvis.core.privacy.models import PolicyVersion
from parvis.core.privacy.queries.drawing import ordered_services, sheet_of
from parvis.core.privacy.queries.facts import changes, summary
from parvis.core.privacy.queries.sheet import Sheet
from parvis.core.privacy.queries.versions import latest, publishes, sheet_of_version
from parvis.kernel.actor import Actor, ActorKind

FIRST = "Première version publiée"
# Two publications at once would give the same number to two policies: the second waits.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('privacy.publish'))"


@transaction.atomic
def publish(*, by: Actor) -> list[PolicyVersion]:
    """Publish each policy that differs from its last version, and return what was published.

    Publishing again without any change does nothing. Only the system publishes: a version
    names the task that published it, never a person.
    """
    if by.kind is not ActorKind.SYSTEM:
        raise PermissionError("Only the system publishes the register")
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    return [version for service in ordered_services() if (version := _publish(by, sheet_of(service)))]


def _publish(by: Actor, sheet: Sheet) -> PolicyVersion | None:
    last = latest(sheet.service)
    if publishes(last, sheet):
        return None
    version = PolicyVersion.objects.create(
        service=sheet.service,
        number=last.number + 1 if last else 1,
        content=sheet.content,
        digest=sheet.digest,
        published_by=by.key,
        summary=summary(changes(sheet_of_version(last), sheet)) if last else FIRST,
    )
    record(by=by, verb="privacy.policy.published", object_key=f"privacy.PolicyVersion:{version.pk}")
    return version
