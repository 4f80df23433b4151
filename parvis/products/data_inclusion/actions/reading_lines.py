"""One pass over a source: what becomes of each line, batch after batch."""

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.db import transaction

from parvis.products.data_inclusion.actions.changes import Correction, kept_by, told, words_of
from parvis.products.data_inclusion.actions.preparing import Preparation
from parvis.products.data_inclusion.actions.producers import Mapped, Producer, Raw
from parvis.products.data_inclusion.actions.staging import Staged, stage
from parvis.products.data_inclusion.enums import Kind, Verdict
from parvis.products.data_inclusion.models import (
    ImportLine,
    ImportRun,
    Service,
    StagedService,
    StagedStructure,
    Structure,
)
from parvis.products.data_inclusion.queries.rectified import BY_REQUEST, remarks_on_staged, remarks_on_unchanged
from parvis.products.data_inclusion.validators import Refusal, check_service, check_structure

Identity: TypeAlias = tuple[Kind, str]
logger = logging.getLogger(__name__)


@dataclass
class Outcome:
    """What a batch will write."""

    staged: list[Staged] = field(default_factory=list)
    report: dict[int, ImportLine] = field(default_factory=dict)
    recalled: list[ImportLine] = field(default_factory=list)
    unchanged: int = 0

    def refuse(self, number: int, identifier: str, refusal: Refusal) -> None:
        """Write in the report that a line is refused, and why."""
        self.report[number] = ImportLine(
            number=number,
            record=identifier[:256].replace("\x00", ""),
            verdict=Verdict.REFUSED,
            reason=refusal.reason[:300],
            suggestion=refusal.suggestion[:300],
        )

    def tell_rectified(self, same: dict[str, tuple[int, Identity]]) -> None:
        """Report what is published otherwise, at a person's request: the producer may put it right.

        ``same`` are the lines that change nothing, by hash.
        """
        lines = {(type(row), row.pk): each for each in self.staged for row in each.rows()}
        for row, said in remarks_on_staged([row for each in self.staged for row in each.rows()]):
            line = lines[type(row), row.pk]
            beside = isinstance(row, StagedService) and line.structure is not None
            found = self.report.setdefault(line.line, _corrected(line.line, line.identifier))
            found.corrections.append(_of_service(row, said) if beside else said)
        recalled = {line.number: line for line in self.recalled}
        for record, said in remarks_on_unchanged(same):
            number, (kind, identifier) = same[record.record_hash]
            beside = isinstance(record, Service) and kind == Kind.STRUCTURE
            found = recalled.setdefault(number, _corrected(number, identifier))
            found.corrections.append(_of_service(record, said) if beside else said)
        self.recalled = list(recalled.values())


def _corrected(number: int, identifier: str) -> ImportLine:
    return ImportLine(number=number, record=identifier, verdict=Verdict.CORRECTED, corrections=[])


def _of_service(row: Service | Structure | StagedService | StagedStructure, said: str) -> str:
    return f"service « {row.pk.removeprefix(f'{row.source_id}--')} » : {said}"


@dataclass
class Reading:
    """One pass over a source; ``seen`` are the records met, resumed lines included."""

    producer: Producer
    run: ImportRun
    preparation: Preparation
    translate: Callable[[Raw], Mapped]
    seen: set[Identity] = field(default_factory=set)

    def take(self, lines: list[tuple[int, Raw]]) -> None:
        """Bring a batch to its outcome; lines that an interrupted import has done are only remembered."""
        self._remember([raw for number, raw in lines if number <= self.run.cursor])
        ahead = [(number, raw) for number, raw in lines if number > self.run.cursor]
        if ahead:
            self._commit(self._outcome(ahead), ahead[-1][0])

    def close(self) -> None:
        """The source is read to its end: an empty one failed, it is not one from which everything has gone."""
        if not self.seen:
            raise ValueError("la source ne contient aucun enregistrement lisible")
        for kind, model in ((Kind.STRUCTURE, StagedStructure), (Kind.SERVICE, StagedService)):
            staged = model.objects.filter(run=self.run).values_list("pk", flat=True)
            self.seen.update((kind, pk) for pk in staged)

    def _remember(self, done: list[Raw]) -> None:
        for raw in done:
            try:
                self.seen.add(self._identity(raw))
            except Exception:  # noqa: BLE001, S112  the line was refused for this when it was first read
                continue
        self._keep_services([self._hash(raw) for raw in done])

    def _keep_services(self, hashes: list[str]) -> None:
        """The services of a record that has not changed are still there."""
        kept = Service.objects.filter(source=self.producer.slug, record_hash__in=hashes, removed_at=None)
        self.seen.update((Kind.SERVICE, pk) for pk in kept.values_list("pk", flat=True))

    def _identity(self, raw: Raw) -> Identity:
        own = self.producer.identify(raw)
        if not isinstance(own, str) or not own.strip():
            raise ValueError("no identifier")
        return self.producer.kind_of(raw), self._identifier(own)

    def _identifier(self, own: str) -> str:
        return f"{self.producer.slug}--{own}"

    def _outcome(self, lines: list[tuple[int, Raw]]) -> Outcome:
        outcome = Outcome()
        fresh: list[tuple[int, Identity, Raw]] = []
        for number, raw in lines:
            try:
                identity = self._identity(raw)
            except Refusal as refusal:
                outcome.refuse(number, "", refusal)
                continue
            except Exception:  # noqa: BLE001  whatever is wrong with a record, it must not stop the others
                outcome.refuse(number, "", Refusal("identifiant absent ou illisible", "Donner un identifiant."))
                continue
            if identity in self.seen:
                reason = "cet identifiant a déjà été donné plus haut"
                outcome.refuse(number, identity[1], Refusal(reason, "Donner un identifiant propre à chacun."))
                continue
            self.seen.add(identity)
            fresh.append((number, identity, raw))
        published = self._published([identity for _, identity, _ in fresh])
        unchanged: dict[tuple[int, str], list[int]] = {}
        same: dict[str, tuple[int, Identity]] = {}
        for number, identity, raw in fresh:
            record_hash = self._hash(raw)
            known, written_by = published.get(identity, ("", 0))
            if known == record_hash:
                unchanged.setdefault((written_by, identity[1]), []).append(number)
                same[record_hash] = number, identity
            else:
                self._prepare(outcome, number, identity, raw, record_hash)
        outcome.unchanged = len(same)
        outcome.recalled = self._recalled(unchanged)
        outcome.tell_rectified(same)
        self._keep_services(list(same))
        return outcome

    def _recalled(self, unchanged: dict[tuple[int, str], list[int]]) -> list[ImportLine]:
        """What was said of the records that have not changed: it is still to be put right by their producer.

        A structure and a service of the same identifier cannot be told apart: nothing is said again of them.
        """
        runs, records = {run for run, _ in unchanged}, [record for _, record in unchanged]
        said = ImportLine.objects.filter(run__in=runs, record__in=records, verdict=Verdict.CORRECTED)
        return [
            ImportLine(number=numbers[0], record=line.record, verdict=line.verdict, corrections=still)
            for line in said
            # What was put right at a person's request is told as it is today.
            if (still := [each for each in line.corrections if not words_of(each).endswith(BY_REQUEST)])
            and len(numbers := unchanged.get((line.run_id, line.record), [])) == 1
        ]

    def _published(self, identities: list[Identity]) -> dict[Identity, tuple[str, int]]:
        """The hash of what is already published under each identity, and the import that wrote it."""
        found: dict[Identity, tuple[str, int]] = {}
        for kind, model in ((Kind.STRUCTURE, Structure), (Kind.SERVICE, Service)):
            wanted = [identifier for each, identifier in identities if each == kind]
            if wanted:
                rows = model.objects.filter(pk__in=wanted, removed_at=None).values_list(
                    "pk", "record_hash", "last_import"
                )
                found |= {(kind, pk): (record_hash, run) for pk, record_hash, run in rows}
        return found

    def _hash(self, raw: Raw) -> str:
        text = json.dumps([self.producer.revision, raw], sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def _prepare(self, outcome: Outcome, number: int, identity: Identity, raw: Raw, record_hash: str) -> None:
        identifier = identity[1]
        try:
            mapped = self.translate(raw)
            staged, corrections = self._staged(number, identifier, mapped, record_hash)
        except Refusal as refusal:
            outcome.refuse(number, identifier, refusal)
        except Exception as error:
            logger.exception("Line %s of %s could not be prepared", number, self.producer.slug, exc_info=error)
            reason = f"enregistrement illisible ({type(error).__name__})"
            outcome.refuse(number, identifier, Refusal(reason, "Vérifier la forme de l'enregistrement."))
        else:
            outcome.staged.append(staged)
            if corrections:
                outcome.report[number] = ImportLine(
                    number=number, record=identifier, verdict=Verdict.CORRECTED, corrections=corrections
                )

    def _staged(
        self, number: int, identifier: str, mapped: Mapped, record_hash: str
    ) -> tuple[Staged, list[Correction]]:
        """The rows of a line; a service that cannot be kept is left out and said so, the structure stays."""
        staged, checked = Staged(number, identifier), list[Correction]()
        if mapped.structure is not None:
            values = mapped.structure | {"id": identifier, "source": self.producer.slug}
            valid = check_structure(values)
            staged.structure = self.preparation.structure(valid.record, record_hash=record_hash, run=self.run.pk)
            checked += told(valid.corrections, values.get, kept_by(staged.structure))
        for values in mapped.services:
            alone = mapped.structure is None
            of = None if alone else identifier
            try:
                service, said = self._service(number, of, values, record_hash)
            except Refusal as refusal:
                if alone:
                    raise
                checked.append(f"service « {values.get('id', '')} » écarté : {refusal.reason}")
            else:
                staged.services.append(service)
                prefix = "" if alone else f"service « {values.get('id', '')} » : "
                checked += told(said, values.get, kept_by(service), prefix)
        return staged, [
            *told(mapped.corrections, mapped.given, kept_by(*staged.rows(), otherwise=mapped.kept)),
            *checked,
        ]

    def _service(
        self, number: int, beside: str | None, values: dict[str, Any], record_hash: str
    ) -> tuple[StagedService, list[str]]:
        of = values.get("structure_id")
        checked = check_service(
            values
            | {
                "id": self._identifier(str(values["id"])),
                "source": self.producer.slug,
                "structure_id": self._identifier(str(of)) if of else beside,
            }
        )
        row = self.preparation.service(checked.record, record_hash=record_hash, run=self.run.pk, line=number)
        return row, checked.corrections

    def _commit(self, outcome: Outcome, last: int) -> None:
        with transaction.atomic():
            for number, identifier, refusal in stage(outcome.staged):
                outcome.refuse(number, identifier, refusal)
            refused = sum(line.verdict == Verdict.REFUSED for line in outcome.report.values())
            corrected = len(outcome.report) - refused
            kept = sum(each.kept for each in outcome.staged)
            lines = [*outcome.report.values(), *outcome.recalled]
            for line in lines:
                line.run = self.run
            ImportLine.objects.bulk_create(lines)
            self.run.cursor = last
            self.run.unchanged += outcome.unchanged
            self.run.refused += refused
            self.run.corrected += corrected
            self.run.accepted += kept - corrected
            self.run.save()
