"""The real database against the declarations: what a model cannot see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from parvis.core.privacy.queries.completeness import json_columns
from parvis.core.privacy.queries.declared import declared_twice, resolve
from parvis.core.privacy.queries.problems import Problem
from parvis.kernel.declarations.privacy import Plain, Table

# Tables, partitioned tables, views, materialised views and foreign tables of every schema but the system's own.
COLUMNS = """
    SELECT CASE WHEN space.nspname = 'public' THEN relation.relname ELSE space.nspname || '.' || relation.relname END,
           relation.relkind::text,
           (SELECT CASE WHEN s.nspname = 'public' THEN r.relname ELSE s.nspname || '.' || r.relname END
            FROM pg_class r JOIN pg_namespace s ON s.oid = r.relnamespace
            WHERE relation.relispartition AND r.oid = pg_partition_root(relation.oid)),
           coalesce(array_agg(col.attname::text ORDER BY col.attnum) FILTER (WHERE col.attname IS NOT NULL), '{}')
    FROM pg_class relation
    JOIN pg_namespace space ON space.oid = relation.relnamespace
    LEFT JOIN pg_attribute col ON col.attrelid = relation.oid AND col.attnum > 0 AND NOT col.attisdropped
    WHERE relation.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND space.nspname NOT LIKE 'pg\\_%%' AND space.nspname <> 'information_schema'
    GROUP BY relation.oid, relation.relname, relation.relkind, relation.relispartition, space.nspname
    ORDER BY 1
"""
KINDS = {"v": "La vue", "m": "La vue matérialisée", "f": "La table distante"}


@dataclass(frozen=True)
class Relation:
    """A table or view of the real database."""

    name: str
    kind: str
    partition_of: str | None
    columns: frozenset[str] = field(default_factory=frozenset)


def relations() -> list[Relation]:
    """Everything in the real database that has columns."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [])
        return [Relation(name, kind, root, frozenset(columns)) for name, kind, root, columns in cursor.fetchall()]


def migrated() -> bool:
    """Whether the database has every table that the code knows; until then there is nothing to compare."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def undeclared(declarations: Iterable[Table], existing: Iterable[Relation]) -> Iterator[Problem]:
    """Relations and columns of the database without declaration, and declarations without relation or column."""
    declarations, existing = list(declarations), list(existing)
    yield from declared_twice(declarations)
    declared = {found.relation: found for found in map(resolve, declarations)}
    for relation in existing:
        found = declared.get(relation.partition_of or relation.name)
        kind = KINDS.get(relation.kind, "La table")
        if found is None or (relation.partition_of and not found.table.partitioned):
            origin = f" (partition de {relation.partition_of})" if relation.partition_of else ""
            yield Problem("E001", f"{kind} {relation.name}{origin} de la base n’est pas déclarée.")
            continue
        for column in sorted(relation.columns - set(found.columns)):
            yield Problem("E001", f"La colonne {relation.name}.{column} de la base n’est pas déclarée.")
        for column in sorted(set(found.columns) - relation.columns):
            yield Problem("E002", f"La colonne déclarée {relation.name}.{column} n’existe pas dans la base.")
    names = {relation.name for relation in existing}
    for found in declared.values():
        if found.relation not in names:
            yield Problem("E002", f"La table déclarée {found.table.key} n’existe pas dans la base.")


def undeclared_keys(declarations: Iterable[Table]) -> Iterator[Problem]:
    """Keys found in the plain JSON columns of the real database that nobody declared, one query a column."""
    for found in map(resolve, declarations):
        for column in json_columns(found.model) if found.model else ():
            declared = found.columns.get(column)
            if isinstance(declared, Plain) and declared.keys is not None:
                for key in sorted(_keys(found.relation, column) - set(declared.keys)):
                    yield Problem("E001", f"La clé JSON « {key} » de {found.relation}.{column} n’est pas déclarée.")


def _keys(relation: str, column: str) -> set[str]:
    """The keys of the objects of a JSON column, alone or in a list."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT jsonb_object_keys(part) FROM {quote(relation)}, "
            f"jsonb_path_query({quote(column)}::jsonb, '$[*] ? (@.type() == \"object\")') part"
        )
        return {key for (key,) in cursor.fetchall()}
