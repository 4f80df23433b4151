"""Erasing people who are due, with ledger and journal, against the bare DELETE of the same rows."""

import time
from datetime import date, timedelta
from pathlib import Path

import psutil
from django.db import connection, models, transaction
from measure import Result, main
from scratch import fingerprint, use_database

from parvis.core.privacy.actions.retention import erasing
from parvis.core.privacy.actions.retention.ledger import open_book, seal_day
from parvis.core.privacy.queries.retention.nodes import node_named
from parvis.core.privacy.queries.retention.rules import rules_of
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Plain, Subject, Table, personal, tables
from parvis.kernel.scope import Reach, open_scope

PEOPLE, QUICK, DEPENDANTS = 1_000_000, 20_000, 3
RATIO, FLAT_MIB = 4, 32
TODAY = date(2026, 6, 1)
CATEGORY = "plateforme.messages.envois"
MOMENT = "plateforme.message.envoi"


class BenchPerson(models.Model):
    """A person with a clock."""

    name = models.TextField()
    sent = models.DateField()

    class Meta:
        app_label = "privacy"

    def __str__(self) -> str:
        return str(self.pk)


def dependant(rank: int) -> type[models.Model]:
    """A table of rows that go with a person."""
    meta = type("Meta", (), {"app_label": "privacy"})
    fields = {
        "__module__": __name__,
        "Meta": meta,
        "person": models.ForeignKey(BenchPerson, models.CASCADE, related_name="+"),
        "note": models.TextField(),
    }
    return type(f"BenchDependant{rank}", (models.Model,), fields)


KINDS = [dependant(rank) for rank in range(DEPENDANTS)]


def declare() -> None:
    """Say of these tables what any other must say."""
    key, said = Plain("numéro"), personal(CATEGORY)
    tables.register(
        Table(
            "privacy.BenchPerson",
            {"id": key, "name": said, "sent": said},
            subject=Subject("personne"),
            moments={MOMENT: ("sent",)},
        )
    )
    for kind in KINDS:
        columns = {"id": key, "person_id": said, "note": said}
        tables.register(Table(kind._meta.label, columns, subject=Subject("personne", "person")))


def refill(number: int) -> None:
    """The same tables again, as the owner, with as many people who are due; filled before keys are looked after."""
    from parvis.config.database import as_owner

    models_made = (BenchPerson, *KINDS)
    names = [model._meta.db_table for model in models_made]
    with as_owner():
        with connection.schema_editor(atomic=False) as editor:
            editor.execute(f"DROP TABLE IF EXISTS {', '.join(names)} CASCADE")
            for model in models_made:
                editor.create_model(model)
            # Foreign keys and their indexes are made when the editor closes: one pass each, not one look a row.
            editor.execute(
                f"INSERT INTO {names[0]} (name, sent) SELECT 'personne ' || n, date '2025-01-01' + n %% 100 "
                "FROM generate_series(1, %s) n",
                [number],
            )
            for name in names[1:]:
                editor.execute(
                    f"INSERT INTO {name} (person_id, note) SELECT id, 'note de la personne ' || id FROM {names[0]}"
                )
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM ANALYZE {', '.join(names)}")


def bare() -> float:
    """Seconds of the bare DELETE of every row that is due, dependants first, in one transaction."""
    person = BenchPerson._meta.db_table
    due = f"SELECT id FROM {person} WHERE (sent + interval '1 year')::date <= %s"
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for kind in KINDS:
            cursor.execute(f"DELETE FROM {kind._meta.db_table} WHERE person_id IN ({due})", [TODAY])
        cursor.execute(f"DELETE FROM {person} WHERE id IN ({due})", [TODAY])
    return time.perf_counter() - started


def unused_day() -> date:
    """A day of the ledger that no earlier run in this database has written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.root")
        return TODAY + timedelta(days=cursor.fetchone()[0])


def ours(day: date) -> tuple[float, int, float]:
    """Seconds of the engine, the rows that it did, and by how many MiB its memory grew after the first tenth."""
    (rule,) = rules_of(node_named("privacy.BenchPerson"))
    by, process = system("benchmark"), psutil.Process()
    started, done, seen = time.perf_counter(), 0, []
    book = open_book(day)
    for number in erasing.batches(by=by, rule=rule, today=day, book=book):
        done += number
        seen.append(process.memory_info().rss)
    seal_day(by=by, day=day)
    taken = time.perf_counter() - started
    seen.append(process.memory_info().rss)
    grown = max(seen) - seen[len(seen) // 10]
    return taken, done, grown / (1 << 20)


def claim(quick: bool) -> list[Result]:
    """The ratio, and that memory does not follow the number of rows."""
    number = QUICK if quick else PEOPLE
    migrations = Path(__file__).parents[1].glob("parvis/core/*/migrations/*.py")
    use_database("parvis_retention_bench", fingerprint(migrations), lambda: None, geography=False)
    declare()
    with open_scope(system("benchmark"), reach=Reach.EVERYTHING, channel="command"):
        refill(number)
        reference = bare()
        refill(number)
        day = unused_day()
        taken, done, grown = ours(day)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger.entry WHERE day = %s", [day])
            entries = cursor.fetchone()[0]
    ratio = taken / reference
    return [
        Result("bare DELETE", round(reference, 2), "s", 1.0, "", met=True),
        Result(
            "erased with ledger and journal", round(taken, 2), "s", round(ratio, 2), f"ratio <= {RATIO}", ratio <= RATIO
        ),
        Result("people erased", done, "", round(done / number, 3), "all", done == number),
        Result("entries of the ledger", entries, "", round(entries / number, 3), "one each", entries == number),
        Result("memory grown", round(grown, 1), "MiB", round(grown / FLAT_MIB, 2), f"< {FLAT_MIB}", grown < FLAT_MIB),
    ]


if __name__ == "__main__":
    main("Erasing what is due", claim)
