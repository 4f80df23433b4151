"""All rows that the register says are about a person, in the tables of every app: none of them is imported."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Field, Model, Q, QuerySet

from parvis.core.privacy.queries.declared import Resolved, resolve
from parvis.core.privacy.queries.rights.people import Person, phone_spellings
from parvis.core.privacy.queries.rights.terms import until
from parvis.kernel.actor import ActorKind
from parvis.kernel.declarations.privacy import Known, Personal, Table, tables

SOMEBODY_ELSE = "une autre personne"


@dataclass(frozen=True)
class Value:
    """One thing held. ``shown`` is what the person may be given; ``why_not`` says why there is nothing to give."""

    column: str
    label: str
    shown: Any = None
    why_not: str = ""
    free_text: bool = False
    categories: tuple[str, ...] = ()

    @property
    def long(self) -> bool:
        """Whether it is written over several lines."""
        return self.free_text or "\n" in str(self.shown or "")


@dataclass(frozen=True)
class Row:
    """One row about the person.

    ``until`` is the last day on which it is kept, and ``source`` who gave it, where they are known.
    """

    table: str
    pk: Any
    title: str
    values: tuple[Value, ...]
    until: date | None = None
    source: str = ""

    @property
    def categories(self) -> frozenset[str]:
        """The categories of what the row says."""
        return frozenset(key for value in self.values for key in value.categories)


@dataclass(frozen=True)
class Held:
    """The rows of one table. ``more`` says that there are others than those shown."""

    table: str
    label: str
    rows: tuple[Row, ...]
    more: bool = False


def held(person: Person, categories: frozenset[str] | None = None, *, limit: int | None = None) -> list[Held]:
    """Everything held about ``person``, of these categories only, and ``limit`` rows a table, when they are given.

    Within a scope that reaches every row: what is read is journaled, as any other reading.
    """
    found = [
        _held(resolved, person, categories, limit) for resolved in map(resolve, tables) if resolved.table.is_personal
    ]
    return [each for each in found if each is not None and each.rows]


def rows_about(resolved: Resolved, person: Person) -> "QuerySet[Model] | None":
    """The rows of one table that are about ``person``; ``None`` where nothing could recognise them."""
    if resolved.model is None or (condition := _condition(resolved, person)) is None:
        return None
    return QuerySet(resolved.model).filter(condition)


def _held(resolved: Resolved, person: Person, categories: frozenset[str] | None, limit: int | None) -> Held | None:
    columns = dict(_personal(resolved, categories))
    rows = rows_about(resolved, person) if columns else None
    if rows is None or resolved.model is None:
        return None
    found = list(_with_source(resolved, rows).order_by("pk")[: limit + 1 if limit else None])
    shown = tuple(_row(resolved, columns, instance, person) for instance in found[:limit])
    label = resolved.table.called[1] if resolved.table.called else str(resolved.model._meta.verbose_name_plural)
    return Held(resolved.table.key, label, shown, limit is not None and len(found) > limit)


def _with_source(resolved: Resolved, rows: "QuerySet[Model]") -> "QuerySet[Model]":
    names = {field.name for field in rows.model._meta.get_fields() if field.is_relation}
    return rows.select_related(resolved.table.given_by) if resolved.table.given_by in names else rows


def _personal(resolved: Resolved, categories: frozenset[str] | None) -> Iterator[tuple[str, Personal]]:
    for name, column in resolved.columns.items():
        if isinstance(column, Personal) and (categories is None or categories & set(column.categories)):
            yield name, column


def _condition(resolved: Resolved, person: Person) -> Q | None:
    conditions = [*_by_account(resolved, person), *_by_contact(resolved, person)]
    return reduce(or_, conditions) if conditions else None


def _by_account(resolved: Resolved, person: Person) -> Iterator[Q]:
    subject, model = resolved.table.subject, resolved.model
    if person.account is None or subject is None or model is None:
        return
    if not subject.path:
        if model._meta.label == settings.AUTH_USER_MODEL:
            yield Q(pk=person.account)
        return
    path = subject.path.replace(".", "__")
    end: Any = model
    for step in path.split("__"):
        end = end._meta.get_field(step).related_model
    if end._meta.label == settings.AUTH_USER_MODEL:
        yield Q(**{path: person.account})


def _by_contact(resolved: Resolved, person: Person) -> Iterator[Q]:
    """By the addresses and numbers that the row holds, or that the row of the person it leads to holds."""
    yield from _recognised(resolved.table, person, "")
    subject = resolved.table.subject
    if subject is not None and subject.path and resolved.model is not None:
        path = subject.path.replace(".", "__")
        end: Any = resolved.model
        for step in path.split("__"):
            end = end._meta.get_field(step).related_model
        if end._meta.label in tables:
            yield from _recognised(tables.get(end._meta.label), person, f"{path}__")


def _recognised(table: Table, person: Person, prefix: str) -> Iterator[Q]:
    known_by = dict(table.known_by)
    if table.subject is not None and table.subject.address:
        known_by[table.subject.address] = Known.EMAIL
    for name, known in known_by.items():
        if known is Known.EMAIL:
            yield from (Q(**{f"{prefix}{name}__iexact": email}) for email in sorted(person.reached.emails))
        elif known is Known.PHONE:
            spellings = [each for number in sorted(person.reached.phones) for each in phone_spellings(number)]
            if spellings:
                yield Q(**{f"{prefix}{name}__in": spellings})
        elif person.account is not None:
            yield Q(**{f"{prefix}{name}": f"{ActorKind.USER}:{person.account}"})


def _row(resolved: Resolved, columns: dict[str, Personal], instance: Model, person: Person) -> Row:
    fields = {str(field.column): field for field in instance._meta.concrete_fields if field.column}
    values = tuple(_value(fields[name], column, instance, person) for name, column in columns.items() if name in fields)
    return Row(
        resolved.table.key,
        instance.pk,
        resolved.table.called[0] if resolved.table.called else _title(instance, values),
        values,
        until(instance, {key for column in columns.values() for key in column.categories}),
        str(getattr(instance, resolved.table.given_by) or "") if resolved.table.given_by else "",
    )


def _title(instance: Model, values: tuple[Value, ...]) -> str:
    """What the row calls itself, unless that would show what is withheld."""
    told = str(instance)
    return told if len(told) <= 120 and not any(value.why_not and told == str(value.shown) for value in values) else ""  # noqa: PLR2004  the width of a line


def _value(field: "Field[Any, Any]", column: Personal, instance: Model, person: Person) -> Value:
    empty = Value(
        field.name, str(field.verbose_name), why_not=column.withheld, free_text=column.free_text,
        categories=column.categories,
    )  # fmt: skip
    if column.withheld:
        return empty
    value = getattr(instance, field.attname)
    if field.is_relation and value is not None:
        return replace(empty, shown=_oneself_or_other(field, value, person))
    if field.choices and isinstance(value, str):
        value = dict(field.flatchoices).get(value, value)
    return replace(empty, shown=_plain(value))


def _oneself_or_other(field: "Field[Any, Any]", value: Any, person: Person) -> str:
    """A link to somebody: oneself is said, others are not."""
    model: Any = field.related_model
    if model._meta.label != settings.AUTH_USER_MODEL:
        return str(value)
    return "vous" if value == person.account else SOMEBODY_ELSE


def _plain(value: Any) -> Any:
    """A value that JSON and a page can show."""
    if value is None or isinstance(value, str | int | float | bool | list | dict | date | datetime):
        return value
    return str(value)
