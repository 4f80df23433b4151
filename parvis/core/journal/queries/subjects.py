"""Keys of the people that rows are about, such as ``accounts.User:12``."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django.apps import apps
from django.db import connection
from django.db.models import Model, QuerySet

from parvis.kernel.actor import Actor
from parvis.kernel.declarations.journal import trails
from parvis.kernel.declarations.privacy import tables
from parvis.kernel.scope import unnoted


def people_keys(readings: Sequence[Mapping[tuple[str, str], set[Any]]]) -> list[set[str]]:
    """The keys of the people of each reading, following the paths that do not end at the row itself.

    One query a path, however many readings follow it.
    """
    followed: dict[tuple[str, str], set[Any]] = defaultdict(set)
    for people in readings:
        for (label, path), primary_keys in people.items():
            if path:
                followed[label, path] |= primary_keys
    ends = {place: _ends(*place, primary_keys) for place, primary_keys in followed.items()}
    return [
        {
            key
            for (label, path), primary_keys in people.items()
            for each in primary_keys
            if (key := ends[label, path].get(each) if path else f"{label}:{each}")
        }
        for people in readings
    ]


def _ends(label: str, path: str, primary_keys: set[Any]) -> dict[Any, str]:
    model = apps.get_model(label)
    with unnoted():
        rows: QuerySet[Model] = QuerySet(model).filter(pk__in=primary_keys).order_by()
        found = rows.values_list("pk", path.replace(".", "__"))
        return {row: f"{_end_of(model, path)}:{end}" for row, end in found if end is not None}


def _end_of(model: type[Model], path: str) -> str:
    for name in path.split("."):
        model = cast(type[Model], model._meta.get_field(name).related_model)
    return model._meta.label


def known_pseudonyms(keys: Iterable[str]) -> list[str]:
    """Under which pseudonyms the journal names these people, as far as it still can."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_known_pseudonyms(%s::text[])", [list(keys)])
        return [str(pseudonym) for pseudonym in cursor.fetchone()[0]]


def with_rows(by: Actor, typed: str, people: Iterable[str]) -> list[str]:
    """``people``, and the keys of the rows about whom ``typed`` designates, as far as ``by`` may know of them."""
    named = list(people)
    # As for finding whom: asking leaves one line, not one for each row looked for.
    with unnoted():
        rows = [key for trail in trails for key in trail.find(by, typed, named)]
    return list(dict.fromkeys([*named, *rows]))


def people_among(keys: Iterable[str]) -> list[str]:
    """Those of ``keys`` whose row is all that is known of somebody: its pseudonym goes when the row does."""
    return [key for key in keys if _is_somebody(key.partition(":")[0])]


def _is_somebody(label: str) -> bool:
    subject = tables.get(label).subject if label in tables else None
    return subject is not None and not subject.path
