"""The end of an import: published whole, or given up without a trace in what is published."""

from typing import Final

from django.db import connection, models, transaction

from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.actions.duplicates import mark_duplicates
from parvis.products.data_inclusion.actions.editions import new_edition
from parvis.products.data_inclusion.actions.hiding import hide_suppressed, wait_for_objections
from parvis.products.data_inclusion.actions.indexing import index_services
from parvis.products.data_inclusion.actions.rectifying import rectify_again
from parvis.products.data_inclusion.actions.scoring import SERVICE_SCORE, SERVICE_TAIL, STRUCTURE_TAIL, refresh_scores
from parvis.products.data_inclusion.actions.tombstones import tell_removed
from parvis.products.data_inclusion.enums import Kind, RunState, Verdict
from parvis.products.data_inclusion.models import (
    ImportLine,
    ImportRun,
    Service,
    StagedService,
    StagedStructure,
    Structure,
)

ORPHAN: Final = "la structure de ce service n'est pas publiée"
# How many lines of a source change enough for the planner to be told.
MANY: Final = 1_000
# What a staged row has and a published one has not, and the reverse.
_STAGING: Final = frozenset({"run_id", "line"})
# Nothing is known yet of the services of a structure, nor of its duplicates.
_SERVICE_ENDS: Final = {"score_qualite": SERVICE_SCORE, "tail": SERVICE_TAIL}
_STRUCTURE_ENDS: Final = {
    "score_qualite": "0", "tail": STRUCTURE_TAIL.format(score="0", doublons="'[]'"), "cluster": "''",
    "cluster_rank": "0", "doublons": "'[]'",
}  # fmt: skip
_WAITING: Final = ((Kind.STRUCTURE, StagedStructure, Structure), (Kind.SERVICE, StagedService, Service))


def publish(*, by: Actor, run: ImportRun, seen: set[tuple[Kind, str]]) -> None:
    """Show the staged records, remove those that the source no longer has, close the import."""
    began = clock.now()
    with transaction.atomic():
        wait_for_objections()
        for kind, staged, published in _WAITING:
            if kind == Kind.SERVICE:
                _refuse_orphans(run)
            _show(run, staged, published)
            run.removed += _remove_all_but({pk for each, pk in seen if each == kind}, run, published)
        run.removed += Service.objects.filter(
            structure__removed_at__isnull=False, source=run.source_id, removed_at=None
        ).update(removed_at=clock.now())
        _learn(run)
        rectified = rectify_again(by=by, run=run)
        refresh_scores(None if hide_suppressed(run) or rectified else run)
        index_services(run)
        _learn(run)
        mark_duplicates(run)
        _give_up_staged(run)
        _close(run, RunState.COMPLETE)
        tell_removed(source=run.source_id, removed_at__gte=began)
        new_edition(f"import {run.source_id}")
        record(
            by=by,
            verb="data_inclusion.import",
            categories=["data-inclusion.contacts.contact"],
            object_key=f"data_inclusion.ImportRun:{run.pk}",
            count=run.accepted + run.corrected + run.removed,
        )


def fail(run: ImportRun, cause: str) -> None:
    """Close an import whose source could not be read; its report stays."""
    _give_up(run, RunState.FAILED, cause)


def abandon(run: ImportRun) -> None:
    """Close an import interrupted in an edition that the source has since replaced."""
    _give_up(run, RunState.ABANDONED, "une édition plus récente de la source la remplace")


def _give_up(run: ImportRun, state: RunState, cause: str) -> None:
    with transaction.atomic():
        _give_up_staged(run)
        run.error = cause[:300]
        _close(run, state)


def _give_up_staged(run: ImportRun) -> None:
    StagedService.objects.filter(run=run).delete()
    StagedStructure.objects.filter(run=run).delete()


def _close(run: ImportRun, state: RunState) -> None:
    run.state = state
    run.ended_at = clock.now()
    run.save()


def _refuse_orphans(run: ImportRun) -> None:
    """A service whose structure is not there cannot be shown: its line says so."""
    there = Structure.objects.filter(removed_at=None, pk=models.OuterRef("structure_id"))
    orphans = StagedService.objects.filter(~models.Exists(there), run=run)
    lines: dict[int, str] = dict(orphans.values_list("line", "pk"))
    orphans.delete()
    for number, identifier in lines.items():
        before = ImportLine.objects.filter(run=run, number=number)
        corrected, _ = before.delete()
        ImportLine.objects.create(
            run=run, number=number, record=identifier, verdict=Verdict.REFUSED, reason=ORPHAN,
            suggestion="Donner l'identifiant d'une structure de la même source, acceptée elle aussi.",
        )  # fmt: skip
        run.refused += 1
        run.corrected -= bool(corrected)
        run.accepted -= not corrected


def _show(run: ImportRun, staged: type[StagedStructure | StagedService], published: type[Structure | Service]) -> None:
    own = {
        "first_seen": "%(today)s", "last_seen": "%(today)s", "last_import_id": "%(run)s", "removed_at": "NULL",
        **(_SERVICE_ENDS if published is Service else _STRUCTURE_ENDS),
    }  # fmt: skip
    shared = [name for field in staged._meta.concrete_fields if (name := str(field.column)) not in _STAGING]
    kept = ", ".join(f"{name} = EXCLUDED.{name}" for name in [*shared, *own] if name not in {"id", "first_seen"})
    table = published._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join([*shared, *own])}) "
            f"SELECT {', '.join([*shared, *own.values()])} FROM {staged._meta.db_table} "
            f"WHERE run_id = %(run)s ON CONFLICT (id) DO UPDATE SET {kept}",
            {"today": clock.today(), "run": run.pk},
        )


def _learn(run: ImportRun) -> None:
    """Let the planner know at once how much there is now: what follows, and what will be asked, depends on it."""
    if run.accepted + run.corrected + run.removed >= MANY:
        with connection.cursor() as cursor:
            cursor.execute("SELECT data_inclusion_analyze()")


def _remove_all_but(seen: set[str], run: ImportRun, model: type[Structure | Service]) -> int:
    """Remove what the source no longer has; say of all the rest that it was seen today."""
    published = model.objects.filter(source=run.source_id, removed_at=None)
    gone = set(published.values_list("pk", flat=True)) - seen
    removed = published.filter(pk__in=gone).update(removed_at=clock.now())
    published.filter(last_seen__lt=clock.today()).update(last_seen=clock.today())
    return removed
