"""Rows that wait for their source to be whole, written by COPY."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import DatabaseError, connection, models, transaction

from parvis.products.data_inclusion.models import StagedService, StagedStructure
from parvis.products.data_inclusion.validators import Refusal


@dataclass
class Staged:
    """The rows of one line of a source; ``kept`` turns false when the database refuses them."""

    line: int
    identifier: str
    structure: StagedStructure | None = None
    services: list[StagedService] = field(default_factory=list)
    kept: bool = True

    def rows(self) -> Iterator[StagedStructure | StagedService]:
        """All of them, the structure first."""
        if self.structure is not None:
            yield self.structure
        yield from self.services


def stage(batch: Sequence[Staged]) -> list[tuple[int, str, Refusal]]:
    """Write a batch at once or, when the database refuses it, line by line; what it refuses, and why."""
    try:
        with transaction.atomic():
            _copy(StagedStructure, [each.structure for each in batch if each.structure is not None])
            _copy(StagedService, [service for each in batch for service in each.services])
    except (DatabaseError, ValueError):
        return [refusal for each in batch if (refusal := _stage_one(each))]
    return []


def _copy(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Write rows by COPY, many times faster than INSERT for rows as wide as these."""
    columns = [column.attname for column in model._meta.concrete_fields]
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row([getattr(row, column) for column in columns])


def _stage_one(line: Staged) -> tuple[int, str, Refusal] | None:
    try:
        with transaction.atomic():
            for row in line.rows():
                row.save(force_insert=True)
    except (DatabaseError, ValueError):
        line.kept = False
        refusal = Refusal("la base de données ne peut pas garder cet enregistrement", "Retirer les caractères nuls.")
        return line.line, line.identifier, refusal
    return None
