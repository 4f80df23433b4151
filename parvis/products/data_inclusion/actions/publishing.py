"""The end of an import: published whole, or given up without a trace in what is published."""

from django.db import connection, transaction

from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.enums import RunState
from parvis.products.data_inclusion.models import ImportRun, StagedStructure, Structure


def publish(*, by: Actor, run: ImportRun, seen: set[str]) -> None:
    """Show the staged records, remove those that the source no longer has, close the import."""
    with transaction.atomic():
        _show(run)
        run.removed = _remove_all_but(run, seen)
        Structure.objects.filter(source=run.source_id, removed_at=None, last_seen__lt=clock.today()).update(
            last_seen=clock.today()
        )
        StagedStructure.objects.filter(run=run).delete()
        _close(run, RunState.COMPLETE)
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
        StagedStructure.objects.filter(run=run).delete()
        run.error = cause[:300]
        _close(run, state)


def _close(run: ImportRun, state: RunState) -> None:
    run.state = state
    run.ended_at = clock.now()
    run.save()


def _show(run: ImportRun) -> None:
    fields = [field for field in StagedStructure._meta.concrete_fields if field.name != "run"]
    shared = [str(field.column) for field in fields]
    own = {"first_seen": "%(today)s", "last_seen": "%(today)s", "last_import_id": "%(run)s", "removed_at": "NULL"}
    kept = ", ".join(f"{name} = EXCLUDED.{name}" for name in [*shared, *own] if name not in {"id", "first_seen"})
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Structure._meta.db_table} ({', '.join([*shared, *own])}) "
            f"SELECT {', '.join([*shared, *own.values()])} FROM {StagedStructure._meta.db_table} "
            f"WHERE run_id = %(run)s ON CONFLICT (id) DO UPDATE SET {kept}",
            {"today": clock.today(), "run": run.pk},
        )


def _remove_all_but(run: ImportRun, seen: set[str]) -> int:
    published = Structure.objects.filter(source=run.source_id, removed_at=None)
    gone = set(published.values_list("pk", flat=True)) - seen
    return published.filter(pk__in=gone).update(removed_at=clock.now())
