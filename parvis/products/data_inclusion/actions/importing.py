"""The import: read, translate, check, stage in batches, publish at the end and all at once.

A batch and the cursor that says it is done are one transaction: a killed import resumes after its
last batch. Nothing staged is visible; one transaction publishes the whole edition, so a source
that fails half-way keeps its last good version.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, TypeVar

from django.db import DatabaseError, connection, transaction

from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.actions.preparing import Preparation, territories
from parvis.products.data_inclusion.actions.producers import Mapped, Producer, Raw
from parvis.products.data_inclusion.actions.publishing import abandon, fail, publish
from parvis.products.data_inclusion.enums import RunState, Verdict
from parvis.products.data_inclusion.models import ImportLine, ImportRun, Source, StagedStructure, Structure
from parvis.products.data_inclusion.validators import Refusal, check_structure

BATCH: Final = 1000
Advance = Callable[[int, int], None]
Item = TypeVar("Item")
logger = logging.getLogger(__name__)


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
            reading = _Reading(producer, run, Preparation(territories()), producer.translator())
            total = producer.count()
            for lines in _batches(enumerate(producer.read(), start=1), batch):
                reading.take(lines)
                advance(lines[-1][0], total)
            reading.check_not_empty()
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
            defaults={"name": producer.name, "description": producer.description, "kind": producer.kind},
        )
        return ImportRun.objects.create(source_id=producer.slug, version=producer.edition())


def _copy(rows: list[StagedStructure]) -> None:
    """Write rows by COPY, many times faster than INSERT for rows as wide as these."""
    columns = [column.attname for column in StagedStructure._meta.concrete_fields]
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {StagedStructure._meta.db_table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row([getattr(row, column) for column in columns])


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while lines := list(islice(iterator, size)):
        yield lines


@dataclass
class _Outcome:
    """What a batch will write."""

    staged: list[tuple[int, StagedStructure]] = field(default_factory=list)
    report: dict[int, ImportLine] = field(default_factory=dict)
    unchanged: int = 0


@dataclass
class _Reading:
    """One pass over a source; ``seen`` are the identifiers met, resumed lines included."""

    producer: Producer
    run: ImportRun
    preparation: Preparation
    translate: Callable[[Raw], Mapped]
    seen: set[str] = field(default_factory=set)

    def take(self, lines: list[tuple[int, Raw]]) -> None:
        """Bring a batch to its outcome; lines that an interrupted import has done are only remembered."""
        ahead = [(number, raw) for number, raw in lines if number > self.run.cursor]
        for number, raw in lines:
            if number <= self.run.cursor:
                self._remember(raw)
        if ahead:
            outcome = self._outcome(ahead)
            self._commit(outcome, ahead[-1][0])

    def check_not_empty(self) -> None:
        """An empty source is a source that failed, not one from which everything has gone."""
        if not self.seen:
            raise ValueError("la source ne contient aucun enregistrement lisible")

    def _remember(self, raw: Raw) -> None:
        try:
            self.seen.add(self._identifier(raw))
        except Exception:  # noqa: BLE001  the line was refused for this when it was first read
            return

    def _identifier(self, raw: Raw) -> str:
        own = self.producer.identify(raw)
        if not isinstance(own, str) or not own.strip():
            raise ValueError("no identifier")
        return f"{self.producer.slug}--{own}"

    def _outcome(self, lines: list[tuple[int, Raw]]) -> _Outcome:
        outcome = _Outcome()
        fresh: list[tuple[int, str, Raw]] = []
        for number, raw in lines:
            try:
                identifier = self._identifier(raw)
            except Exception:  # noqa: BLE001  whatever is wrong with a record, it must not stop the others
                self._refuse(outcome, number, "", Refusal("identifiant absent ou illisible", "Donner un identifiant."))
                continue
            if identifier in self.seen:
                reason = "cet identifiant a déjà été donné plus haut"
                self._refuse(outcome, number, identifier, Refusal(reason, "Donner un identifiant propre à chacun."))
                continue
            self.seen.add(identifier)
            fresh.append((number, identifier, raw))
        published = dict(
            Structure.objects.filter(pk__in=[identifier for _, identifier, _ in fresh], removed_at=None).values_list(
                "pk", "record_hash"
            )
        )
        for number, identifier, raw in fresh:
            record_hash = self._hash(raw)
            if published.get(identifier) == record_hash:
                outcome.unchanged += 1
            else:
                self._prepare(outcome, number, identifier, raw, record_hash)
        return outcome

    def _hash(self, raw: Raw) -> str:
        text = json.dumps([self.producer.revision, raw], sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def _prepare(self, outcome: _Outcome, number: int, identifier: str, raw: Raw, record_hash: str) -> None:
        try:
            mapped = self.translate(raw)
            checked = check_structure(mapped.values | {"id": identifier, "source": self.producer.slug})
            row = self.preparation.staged(checked.structure, record_hash=record_hash, run=self.run.pk)
        except Refusal as refusal:
            self._refuse(outcome, number, identifier, refusal)
        except Exception as error:
            logger.exception("Line %s of %s could not be prepared", number, self.producer.slug, exc_info=error)
            reason = f"enregistrement illisible ({type(error).__name__})"
            self._refuse(outcome, number, identifier, Refusal(reason, "Vérifier la forme de l'enregistrement."))
        else:
            outcome.staged.append((number, row))
            if corrections := [*mapped.corrections, *checked.corrections]:
                outcome.report[number] = ImportLine(
                    number=number, record=identifier, verdict=Verdict.CORRECTED, corrections=corrections
                )

    def _refuse(self, outcome: _Outcome, number: int, identifier: str, refusal: Refusal) -> None:
        outcome.report[number] = ImportLine(
            number=number,
            record=identifier[:256].replace("\x00", ""),
            verdict=Verdict.REFUSED,
            reason=refusal.reason[:300],
            suggestion=refusal.suggestion[:300],
        )

    def _commit(self, outcome: _Outcome, last: int) -> None:
        with transaction.atomic():
            self._stage(outcome)
            refused = sum(line.verdict == Verdict.REFUSED for line in outcome.report.values())
            corrected = len(outcome.report) - refused
            for line in outcome.report.values():
                line.run = self.run
            ImportLine.objects.bulk_create(outcome.report.values())
            self.run.cursor = last
            self.run.unchanged += outcome.unchanged
            self.run.refused += refused
            self.run.corrected += corrected
            self.run.accepted += len(outcome.staged) - corrected
            self.run.save()

    def _stage(self, outcome: _Outcome) -> None:
        """Write the batch at once or, when the database refuses it, row by row to find which one."""
        try:
            with transaction.atomic():
                _copy([row for _, row in outcome.staged])
        except (DatabaseError, ValueError):
            outcome.staged = [pair for pair in outcome.staged if self._stage_one(outcome, *pair)]

    def _stage_one(self, outcome: _Outcome, number: int, row: StagedStructure) -> bool:
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except (DatabaseError, ValueError):
            refusal = Refusal(
                "la base de données ne peut pas garder cet enregistrement", "Retirer les caractères nuls."
            )
            self._refuse(outcome, number, row.pk, refusal)
            return False
        return True
