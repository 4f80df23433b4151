"""Keys of the people that rows are about, such as ``accounts.User:12``."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.apps import apps
from django.db import connection
from django.db.models import Model, QuerySet

from parvis.kernel.scope import unnoted


def people_keys(people: Mapping[tuple[str, str], set[Any]]) -> set[str]:
    """The keys of ``people``, following the paths that do not end at the row itself; one query a path."""
    keys: set[str] = set()
    for (label, path), primary_keys in people.items():
        if path:
            model = apps.get_model(label)
            with unnoted():
                rows: QuerySet[Model] = QuerySet(model).filter(pk__in=primary_keys)
                ends = set(rows.values_list(path.replace(".", "__"), flat=True)) - {None}
            keys |= {f"{_end_of(model, path)}:{end}" for end in ends}
        else:
            keys |= {f"{label}:{primary_key}" for primary_key in primary_keys}
    return keys


def _end_of(model: type[Model], path: str) -> str:
    for name in path.split("."):
        model = cast(type[Model], model._meta.get_field(name).related_model)
    return model._meta.label


def known_pseudonyms(keys: Iterable[str]) -> list[str]:
    """Under which pseudonyms the journal names these people, as far as it still can."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_known_pseudonyms(%s::text[])", [list(keys)])
        return [str(pseudonym) for pseudonym in cursor.fetchone()[0]]
