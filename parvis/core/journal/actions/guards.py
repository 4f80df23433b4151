"""The database refuses to change people's data when nobody is acting."""

from typing import Any

from django.apps import apps
from django.db import connection

from parvis.kernel.declarations.privacy import tables

TRIGGER = "personal_needs_actor"
GUARDED = """
SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE t.tgname = %s AND NOT c.relispartition
"""
PRESENT = "SELECT relname FROM pg_class WHERE relname = ANY (%s) AND relkind IN ('r', 'p')"


def refresh_guards(**signal: Any) -> None:
    """Put the guard on each declared personal table and take it off the others. Run as the owner."""
    wanted = personal_tables()
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(GUARDED, [TRIGGER])
        guarded = {row[0] for row in cursor.fetchall()}
        cursor.execute(PRESENT, [sorted(wanted)])
        present = {row[0] for row in cursor.fetchall()}
        for table in sorted(guarded - wanted):
            cursor.execute(f"DROP TRIGGER {TRIGGER} ON {quote(table)}")
        for table in sorted(present - guarded):
            cursor.execute(
                f"CREATE TRIGGER {TRIGGER} BEFORE INSERT OR UPDATE OR DELETE ON {quote(table)} "
                "FOR EACH STATEMENT EXECUTE FUNCTION require_actor()"
            )


def personal_tables() -> set[str]:
    """Database names of the tables declared personal."""
    models = {model._meta.label: model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return {models.get(table.key, table.key) for table in tables if table.is_personal}
