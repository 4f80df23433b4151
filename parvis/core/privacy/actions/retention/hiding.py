"""Put the policies that hide restricted people on the tables, as the declarations want them."""

from typing import Any

from django.db import connection

from parvis.core.privacy.queries.retention.hiding import Hiding, hidings

MARK = "restricted_%"
PRESENT = """
    SELECT p.polname, c.relname, p.oid FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE p.polname LIKE %s
"""


def refresh_hidings(**signal: Any) -> None:
    """Make the policies anew. Run as the owner, after the migrations of every app.

    A policy costs nothing while row security is off: a table that has none of its own gets it the first time
    that somebody who may be in it is restricted.
    """
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('privacy_restricted(text)') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return
        cursor.execute("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')")
        tables = {name for (name,) in cursor.fetchall()}
        cursor.execute(PRESENT, [MARK])
        for policy, table, _ in cursor.fetchall():
            cursor.execute(f"DROP POLICY {quote(policy)} ON {quote(table)}")
        wanted = [hiding for hiding in hidings() if hiding.relation in tables]
        for hiding in wanted:
            _install(cursor, hiding)
        cursor.execute("DELETE FROM privacy_hiding")
        for hiding in wanted:
            cursor.execute(
                "INSERT INTO privacy_hiding (people, relation) VALUES (%s, %s)", [hiding.people, hiding.relation]
            )
        cursor.execute("SELECT DISTINCT split_part(person, ':', 1) FROM privacy_restriction WHERE lifted_on IS NULL")
        for (people,) in cursor.fetchall():
            cursor.execute("SELECT privacy_hide_restricted(%s)", [people])


def _install(cursor: Any, hiding: Hiding) -> None:
    quote = connection.ops.quote_name
    cursor.execute(
        f"CREATE POLICY {quote(hiding.name)} ON {quote(hiding.relation)} AS RESTRICTIVE FOR ALL "
        f"USING ({hiding.condition}) WITH CHECK (true)"
    )
