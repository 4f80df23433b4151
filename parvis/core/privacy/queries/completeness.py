"""Every column of every installed model is declared exactly once, and every declaration still has its column."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import JSONField, Model

from parvis.core.privacy.queries.declared import Resolved, columns_of, declared_twice, resolve
from parvis.core.privacy.queries.problems import Problem
from parvis.kernel.declarations.privacy import Personal, Plain, Service, Table

HINT = "Déclarez-la dans le privacy.py de son application : personal(…) ou Plain(…)."


def tables_of_models() -> list[type[Model]]:
    """Models that have a table of their own, with those of libraries and of many-to-many relations."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and not model._meta.swapped
    ]


def incomplete(declarations: Iterable[Table], models: Iterable[type[Model]]) -> Iterator[Problem]:
    """Undeclared and stale tables and columns, both ways."""
    declarations = list(declarations)
    yield from declared_twice(declarations)
    resolved = [resolve(table) for table in declarations]
    by_model = {found.model: found for found in resolved if found.model is not None}
    for model in models:
        found = by_model.get(model)
        if found is None:
            yield Problem("E001", f"La table {model._meta.label} n’est pas déclarée.", HINT)
        else:
            yield from _columns(found, model)
    installed = {config.label for config in apps.get_app_configs()}
    for found in resolved:
        if found.model is None and found.table.key.partition(".")[0] in installed and "." in found.table.key:
            yield Problem("E002", f"La table déclarée {found.table.key} n’existe plus.")


def _columns(found: Resolved, model: type[Model]) -> Iterator[Problem]:
    existing = columns_of(model)
    for column in sorted(existing - set(found.columns)):
        yield Problem("E001", f"La colonne {model._meta.label}.{column} n’est pas déclarée.", HINT)
    for column in sorted(set(found.columns) - existing):
        yield Problem("E002", f"La colonne déclarée {model._meta.label}.{column} n’existe plus.")
    for column in json_columns(model):
        declared = found.columns.get(column)
        if isinstance(declared, Plain) and declared.keys is None:
            yield Problem("E001", f"Les clés de la colonne JSON {model._meta.label}.{column} ne sont pas déclarées.")


def json_columns(model: type[Model]) -> list[str]:
    """The columns of a model's own table that hold JSON, by database name."""
    return [str(each.column) for each in model._meta.local_fields if isinstance(each, JSONField)]


def misplaced(declarations: Iterable[Table], services: Iterable[Service]) -> Iterator[Problem]:
    """Columns in an unknown category, and personal tables that lead to nobody."""
    known = {key for service in services for key, _, _ in service.categories()}
    for table in declarations:
        for name, column in table.columns.items():
            if isinstance(column, Personal):
                yield from _categories(table, name, column, known)
        if table.is_personal and table.subject is None:
            yield Problem("E006", f"La table {table.key} tient des données personnelles sans dire de qui (subject).")
        elif table.subject is not None and table.subject.path:
            yield from _path(table, table.subject.path)


def _categories(table: Table, name: str, column: Personal, known: set[str]) -> Iterator[Problem]:
    if not column.categories:
        yield Problem("E003", f"La colonne {table.key}.{name} n’a pas de catégorie de données.")
    for key in column.categories:
        if key not in known:
            yield Problem("E003", f"La colonne {table.key}.{name} relève d’une catégorie inconnue : {key}.")


def _path(table: Table, path: str) -> Iterator[Problem]:
    model = resolve(table).model
    for step in path.replace(".", "__").split("__") if model else ():
        try:
            related = model._meta.get_field(step).related_model if model else None
        except FieldDoesNotExist:
            related = None
        if related is None:
            yield Problem("E006", f"Le chemin {path} de la table {table.key} ne mène à personne.")
            return
        model = related if isinstance(related, type) else model
