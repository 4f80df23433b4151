"""Under which keys the journal names the rows about somebody: those that « Mes données » and the copy look under."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import CompositePrimaryKey, Model, QuerySet

from parvis.core.accounts.models import User
from parvis.core.privacy.queries.declared import Resolved, resolve
from parvis.core.privacy.queries.rights.held import rows_about
from parvis.core.privacy.queries.rights.people import Person, reached_by
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import tables
from parvis.kernel.scope import Reach, within


def row_keys(by: Actor, typed: str, people: Iterable[str]) -> list[str]:
    """The keys of every row about the address ``typed`` and the accounts among ``people`` that ``by`` may know of.

    Administrators, who read every line, are given every row. Anybody else is given what they see themselves, by the
    address that they typed alone: from the number of an account, they would learn which address it has.
    """
    address = typed if "@" in typed else ""
    if not by.platform_administrator:
        return list(_keys([Person(None, reached_by(address))], by)) if address else []
    with within(by, reach=Reach.EVERYTHING):
        return list(_keys(_persons(address, people), None))


def _persons(address: str, people: Iterable[str]) -> list[Person]:
    keys = [key.partition(":") for key in people]
    numbers = [int(key) for label, _, key in keys if label == settings.AUTH_USER_MODEL and key.isdecimal()]
    accounts = dict(User.objects.filter(pk__in=numbers).values_list("pk", "email")) if numbers else {}
    found = [Person(pk, reached_by(address or accounts.get(pk, ""))) for pk in numbers]
    return found or ([Person(None, reached_by(address))] if address else [])


def _keys(persons: Iterable[Person], seen_by: Actor | None) -> Iterator[str]:
    for person in persons:
        for resolved in map(resolve, tables):
            rows = rows_about(resolved, person) if _is_named(resolved) else None
            if rows is not None:
                for pk in _seen(rows, seen_by).order_by("pk").values_list("pk", flat=True):
                    yield f"{resolved.table.key}:{pk}"


def _is_named(resolved: Resolved) -> bool:
    """Whether a line may name rows of this table: those without a key of one column never are."""
    model = resolved.model
    return resolved.table.is_personal and model is not None and not isinstance(model._meta.pk, CompositePrimaryKey)


def _seen(rows: "QuerySet[Model]", by: Actor | None) -> "QuerySet[Model]":
    """Those of ``rows`` that ``by`` may see, where the table says so beyond what the database hides."""
    visible = getattr(rows.model._meta.default_manager, "visible_to", None)
    return rows if by is None or visible is None else rows.filter(pk__in=visible(by).values("pk"))
