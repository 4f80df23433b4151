"""Publish the policies whose facts have changed, once nothing in them waits for a signature."""

from django.db import connection, transaction

from parvis.core.journal.actions.record import record
from parvis.core.privacy.actions.accountability.editing import keep_edition
from parvis.core.privacy.models import PolicyVersion
from parvis.core.privacy.queries.accountability.publication import Publication, publication_of, publications
from parvis.core.privacy.queries.facts import summary
from parvis.core.privacy.queries.versions import template_digest
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.declarations.privacy import Service

FIRST = "Première version publiée"
# A version is public for ever: it names the task. Who asked for it is in the journal.
TASK = "system:register.publish"
# Two publications at once would give the same number to two policies: the second waits.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('privacy.publish'))"


class UnsignedError(Exception):
    """Something in the policy waits for a signature; ``reasons`` say what, in French."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@transaction.atomic
def publish(*, by: Actor) -> list[PolicyVersion]:
    """Publish each policy that differs from its last version and waits for nobody; return what was published.

    Publishing again without any change does nothing.
    """
    edition = _prepare(by)
    return [_publish(by, each, edition) for each in publications() if not each.refused and not each.up_to_date]


@transaction.atomic
def publish_policy(*, by: Actor, service: Service) -> PolicyVersion | None:
    """Publish one policy, or ``None`` when no fact has changed.

    Raise ``UnsignedError`` while something in it waits for a signature.
    """
    edition = _prepare(by)
    found = publication_of(service)
    if found.refused:
        raise UnsignedError(found.reasons)
    return None if found.up_to_date else _publish(by, found, edition)


def _prepare(by: Actor) -> int:
    """Wait for one's turn; return the edition of the register that is published."""
    if by.kind is not ActorKind.SYSTEM and not by.platform_administrator:
        raise PermissionError("Publishing is for the system and whoever answers for the platform")
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    return keep_edition(by=by).number


def _publish(by: Actor, found: Publication, edition: int) -> PolicyVersion:
    version = PolicyVersion.objects.create(
        service=found.sheet.service,
        number=found.last.number + 1 if found.last else 1,
        content=found.sheet.content,
        digest=found.sheet.digest,
        published_by=TASK,
        summary=summary(list(found.changes)) if found.last else FIRST,
        edition=edition,
        template=template_digest(),
    )
    record(by=by, verb="privacy.policy.published", object_key=f"privacy.PolicyVersion:{version.pk}")
    return version
