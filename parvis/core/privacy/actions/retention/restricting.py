"""Restriction: the data about a person are only stored, and the database hides them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from parvis.core.journal.actions import record
from parvis.core.privacy.models import Restriction
from parvis.core.privacy.queries.retention.nodes import node_named
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.scope import reading_restricted


@transaction.atomic
def restrict(*, by: Actor, person: str, reason: str) -> Restriction:
    """From now on, only store what is held about ``person`` (such as ``accounts.User:12``)."""
    label, _, key = person.partition(":")
    node_named(label)
    if not key or not reason:
        raise ValueError("A restriction names a person and says why")
    found = Restriction.objects.filter(person=person, lifted_on=None).first()
    if found:
        return found
    kept = Restriction.objects.create(person=person, reason=reason, asked_by=by.key)
    with connection.cursor() as cursor:
        # The tables where this person may be are from now on read through the policy; the others cost nothing.
        # The first time it changes the tables, which no check still to come may be waiting for.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT privacy_hide_restricted(%s)", [label])
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    record(by=by, verb="restriction.set", subjects=[person], object_key=f"privacy.Restriction:{kept.pk}")
    return kept


@transaction.atomic
def lift(*, by: Actor, person: str) -> int:
    """End the restriction; tell how many there were (none or one). The person must have been told before."""
    found = Restriction.objects.select_for_update().filter(person=person, lifted_on=None)
    lifted = found.update(lifted_on=clock.now(), lifted_by=by.key)
    if lifted:
        record(by=by, verb="restriction.lift", subjects=[person], object_key="privacy.Restriction", count=lifted)
    return int(lifted)


@contextmanager
def reading_despite_restriction(*, by: Actor, person: str, reason: str) -> Iterator[None]:
    """Read what is only stored about ``person``, for a reason that the journal keeps."""
    record(by=by, verb="restriction.read", subjects=[person], object_key=reason[:160])
    with reading_restricted(reason):
        yield
