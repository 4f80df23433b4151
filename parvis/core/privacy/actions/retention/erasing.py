"""One engine for the night and for requests: ledger first, then copies, dependants, the rows, their pseudonyms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, transaction

from parvis.core.journal.actions import record
from parvis.core.privacy.actions.retention.archives import seal_rows
from parvis.core.privacy.actions.retention.copies import ask_removal, holders_of
from parvis.core.privacy.actions.retention.ledger import Book, open_book
from parvis.core.privacy.queries.retention.about import held_rows_about, rows_about, rows_addressed
from parvis.core.privacy.queries.retention.blocks import Blocks, blocks, held_sql, own_clock_sql, restricted_sql
from parvis.core.privacy.queries.retention.nodes import Node, children_of, literal, node_named
from parvis.core.privacy.queries.retention.rules import Rule, emptiable
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Edge
from parvis.kernel.scope import Reach, Scope, reading_restricted, within

BATCH = 500
REASON = "retention"


class HeldError(Exception):
    """A legal hold keeps data about this person."""


@dataclass
class Erased:
    """What was done for one person: rows erased and emptied by table, and columns that could not be emptied."""

    rows: dict[str, int] = field(default_factory=dict)
    emptied: dict[str, int] = field(default_factory=dict)
    left: dict[str, list[str]] = field(default_factory=dict)


def batches(*, by: Actor, rule: Rule, today: date, book: Book) -> Iterator[int]:
    """Apply ``rule`` to what is due, a batch a transaction, in key order; yield how many rows each one did.

    Whatever stops it, what is committed stays committed and the next run goes on from there. Rows that somebody
    holds are left for a second pass.
    """
    for _ in range(2):
        after: str | None = None
        while True:
            with reading_restricted(REASON), transaction.atomic():
                chosen = _choose(rule, today, after)
                if chosen:
                    after = chosen[-1][0]
                    _apply(by, rule, chosen, book)
            if not chosen:
                break
            yield len(chosen)


def _choose(rule: Rule, today: date, after: str | None) -> list[tuple[str, date]]:
    """The next rows that are due and that nothing holds back, locked; those locked by others are passed over."""
    node, found = rule.node, blocks(today)
    further = f'AND t."{node.key}" > %(after)s::{node.key_type}' if after is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT t."{node.key}"::text, {rule.due_sql("t")} FROM "{node.relation}" t '
            f"WHERE {rule.selected_sql('t')} {further} AND NOT ({blocked_sql(rule, found)}) "
            f'ORDER BY t."{node.key}" LIMIT {BATCH} FOR UPDATE OF t SKIP LOCKED',
            {"today": today, "after": after},
        )
        return list(cursor.fetchall())


def blocked_sql(rule: Rule, found: Blocks) -> str:
    """Whether row ``t`` must wait: held, restricted, or needed by a row that lives on."""
    whole = not rule.columns
    conditions = [
        held_sql(rule.node, "t", found, rule.categories, whole=whole),
        restricted_sql(rule.node, "t", found, whole=whole),
        own_clock_sql(rule.node, "t") if whole else "false",
    ]
    return " OR ".join(f"({condition})" for condition in conditions)


def _apply(by: Actor, rule: Rule, chosen: Sequence[tuple[str, date]], book: Book) -> None:
    keys = [key for key, _ in chosen]
    kind = "empty" if rule.columns else "seal" if rule.archive and seals(rule) else "erase"
    entries = book.write(
        label=rule.node.label, rule=rule.key, kind=kind, keys=keys, dues=[due for _, due in chosen],
        columns=rule.columns, copies=0 if rule.columns else len(holders_of(rule.node)),
    )  # fmt: skip
    if rule.columns:
        empty_columns(rule.node, rule.columns, keys)
    else:
        if rule.archive:
            seal_rows(rule=rule.key, archive=rule.archive, node=rule.node, keys=keys)
        erase_rows(rule.node, keys, entries)
    record(by=by, verb=f"retention.{kind}", categories=rule.categories, object_key=rule.node.label, count=len(keys))


def seals(rule: Rule) -> bool:
    """Whether the rows of this rule move to the sealed store instead of being eliminated."""
    return rule.archive is not None and rule.archive.moves


def erase_rows(node: Node, keys: Sequence[str], entries: Mapping[str, int]) -> None:
    """Destroy these rows and all that goes with them: copies asked to go, dependants first, pseudonyms forgotten.

    ``entries`` are the numbers of the ledger's entries for the rows that have copies elsewhere.
    """
    gone: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        _remove(cursor, node, keys, gone, entries)
    people = [f"{label}:{key}" for label, each in gone.items() for key in each]
    if people:
        with connection.cursor() as cursor:
            cursor.execute("SELECT journal_forget(%s::text[])", [literal(people)])


def _remove(
    cursor: Any, node: Node, keys: Sequence[str], gone: dict[str, list[str]], entries: Mapping[str, int]
) -> None:
    """Delete rows of ``node`` by key, after what points to them; note those that are people in themselves."""
    sent = literal(keys)
    ask_removal(cursor, node, keys, entries)
    for link in children_of(node):
        column = f'"{link.child.relation}"."{link.column}" = ANY (%s::{node.key_type}[])'
        if link.edge is not Edge.WITH_PARENT:
            cursor.execute(f'UPDATE "{link.child.relation}" SET "{link.column}" = NULL WHERE {column}', [sent])
            continue
        if _goes_alone(link.child):
            cursor.execute(f'DELETE FROM "{link.child.relation}" WHERE {column}', [sent])
            continue
        cursor.execute(f'SELECT "{link.child.key}"::text FROM "{link.child.relation}" WHERE {column}', [sent])
        dependants = [key for (key,) in cursor.fetchall()]
        if dependants:
            _remove(cursor, link.child, dependants, gone, {})
    cursor.execute(f'DELETE FROM "{node.relation}" WHERE "{node.key}" = ANY (%s::{node.key_type}[])', [sent])
    if node.subject and not node.subject.path:
        gone.setdefault(node.label, []).extend(keys)


def _goes_alone(node: Node) -> bool:
    """Whether nothing else goes with the rows of ``node``, so that their keys need not be known."""
    is_person = node.subject is not None and not node.subject.path
    return not is_person and not children_of(node) and not holders_of(node)


def empty_columns(node: Node, columns: Sequence[str], keys: Sequence[Any]) -> None:
    """Leave nothing in these columns; the rows stay."""
    wanted = ", ".join(f'"{name}" = {value}' for name, value in emptiable(node, columns).items())
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{node.relation}" SET {wanted} WHERE "{node.key}" = ANY (%s::{node.key_type}[])', [literal(keys)]
        )


@transaction.atomic
def erase_person(*, by: Actor, person: str, categories: frozenset[str] | None, ground: str) -> Erased:
    """Erase what is held about ``person`` (such as ``accounts.User:12``), of all categories or of some.

    A row goes when all that it says is asked for; else the columns asked for are emptied. A legal hold on any of
    it refuses the whole: ``HeldError`` tells nothing of the reason, which only those who decided may read.
    """
    label, _, key = person.partition(":")
    with _everywhere(by), reading_restricted(ground or REASON):
        # The person's own row last: others are found by it.
        return _erase_all(by, list(rows_about(node_named(label), key)), categories, label)


@transaction.atomic
def erase_addressed(*, by: Actor, addresses: Iterable[str], categories: frozenset[str], ground: str) -> Erased:
    """Erase what is held about whoever is reached at ``addresses`` (in lower case), and tied to no account."""
    with _everywhere(by), reading_restricted(ground or REASON):
        return _erase_all(by, list(rows_addressed(set(addresses))), categories, "")


def _erase_all(by: Actor, about: list[tuple[Node, list[str]]], categories: frozenset[str] | None, label: str) -> Erased:
    today = clock.today()
    done, book = Erased(), open_book(today)
    if held_rows_about(about, blocks(today), categories):
        raise HeldError
    for node, keys in about:
        wanted = node.categories if categories is None else node.categories & categories
        if wanted and keys:
            _erase_about(node, keys, wanted, book, done)
    record(by=by, verb="retention.request", categories=sorted(categories or []), object_key=label, count=1)
    return done


def _everywhere(by: Actor) -> AbstractContextManager[Scope]:
    """Reach every row about the person, whoever decides: they may see none of it."""
    return within(by, reach=Reach.EVERYTHING)


def _erase_about(node: Node, keys: list[str], wanted: frozenset[str], book: Book, done: Erased) -> None:
    whole = wanted == node.categories
    names = [] if whole else _columns_of(node, wanted)
    empty = {} if whole else emptiable(node, names)
    entries = book.write(
        label=node.label, rule="request", kind="request" if whole else "empty", keys=keys, dues=[None] * len(keys),
        columns=list(empty), copies=len(holders_of(node)) if whole else 0,
    )  # fmt: skip
    if whole:
        erase_rows(node, keys, entries)
        done.rows[node.label] = len(keys)
        return
    if empty:
        empty_columns(node, list(empty), keys)
        done.emptied[node.label] = len(keys)
    if left := sorted(set(names) - set(empty)):
        done.left[node.label] = left


def _columns_of(node: Node, wanted: frozenset[str]) -> list[str]:
    """The columns that serve nothing else than ``wanted``."""
    return [
        name
        for name, column in node.columns.items()
        if (given := frozenset(getattr(column, "categories", ()))) and given <= wanted
    ]
