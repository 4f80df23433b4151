"""The import: read, translate, check, stage in batches, publish at the end and all at once.

A batch and the cursor that says it is done are one transaction: a killed import resumes after its
last batch. Nothing staged is visible; one transaction publishes the whole edition, so a source
that fails half-way keeps its last good version.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from typing import Final, TypeVar

from django.db import DatabaseError, connection, transaction

from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.actions.preparing import Preparation, territories
from parvis.products.data_inclusion.actions.producers import Producer
from parvis.products.data_inclusion.actions.publishing import abandon, fail, publish
from parvis.products.data_inclusion.actions.reading_lines import Reading
from parvis.products.data_inclusion.enums import RunState
from parvis.products.data_inclusion.models import ImportRun, Source

BATCH: Final = 1000
Advance = Callable[[int, int], None]
Item = TypeVar("Item")


class AlreadyRunning(Exception):  # noqa: N818  a state of affairs, not a defect
    """Another process imports this source."""


class SourceFailed(Exception):  # noqa: N818  the source's failure, not ours
    """The source could not be read to its end; what was published stays."""


def import_source(
    *, by: Actor, producer: Producer, advance: Advance = lambda done, total: None, batch: int = BATCH
) -> ImportRun:
    """Import ``producer``'s records, resuming an interrupted import of the same edition."""
    with _alone(producer.slug):
        run = _resumed(producer) or _started(producer)
        try:
            reading = Reading(producer, run, Preparation(territories()), producer.translator())
            total = producer.count()
            with closing(producer.read()) as read:
                for lines in _batches(read, batch):
                    reading.take(lines)
                    # The line of a header counts in the first, not in the second.
                    advance(min(lines[-1][0], total or lines[-1][0]), total)
            reading.close()
        except DatabaseError:
            raise
        except Exception as error:
            fail(run, f"{type(error).__name__} : {error}")
            raise SourceFailed(f"La source « {producer.name} » n'a pas pu être lue jusqu'au bout.") from error
        publish(by=by, run=run, seen=reading.seen)
    return run


@contextmanager
def _alone(slug: str) -> Iterator[None]:
    """One import of a source at a time, across processes; the lock falls with the connection."""
    name = f"data_inclusion.import.{slug}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        if not cursor.fetchone()[0]:
            raise AlreadyRunning(f"Un import de la source « {slug} » est déjà en cours.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])


def _resumed(producer: Producer) -> ImportRun | None:
    run = ImportRun.objects.filter(source=producer.slug, state=RunState.RUNNING).first()
    if run and run.version != producer.edition():
        abandon(run)
        return None
    return run


def _started(producer: Producer) -> ImportRun:
    with transaction.atomic():
        Source.objects.update_or_create(
            slug=producer.slug,
            defaults={name: getattr(producer, name) for name in ("name", "description", "kind", "contact")},
        )
        return ImportRun.objects.create(source_id=producer.slug, version=producer.edition())


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while lines := list(islice(iterator, size)):
        yield lines
