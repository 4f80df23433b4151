"""Every row about one person: by the subject paths of the register, and by the addresses that name them."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.conf import settings
from django.db import connection

from parvis.core.privacy.queries.declared import column_name
from parvis.core.privacy.queries.retention.blocks import Blocks
from parvis.core.privacy.queries.retention.nodes import Node, nodes, person_path, person_sql
from parvis.kernel.scope import reading_restricted

# An account is known by its key, and by nothing that somebody types.
ACCOUNT: Final = settings.AUTH_USER_MODEL


def rows_about(root: Node, key: str) -> Iterator[tuple[Node, list[str]]]:
    """The keys of the rows about the person who is row ``key`` of ``root``, table by table, that row's own last."""
    known = [node for node in nodes().values() if node.table.is_personal and node.subject]
    led = [node for node in known if node != root and person_path(node)[1] and person_path(node)[0] == root]
    addresses: set[str] = set()
    for node in (*led, root):
        addresses |= set(_addresses(node, root, key))
    yield from rows_addressed(addresses)
    for node in led:
        yield node, _by_path(node, root, key)
    yield root, _by_path(root, root, key)


def is_known(person: str) -> bool:
    """Whether ``person`` (such as ``accounts.User:12``) is a row, there now, of a table of people."""
    label, _, key = person.partition(":")
    node = nodes().get(label)
    if node is None or node.model is None or not node.table.is_personal or not node.subject or node.subject.path:
        return False
    with reading_restricted("retention"), connection.cursor() as cursor:
        cursor.execute(f'SELECT EXISTS (SELECT FROM "{node.relation}" t WHERE t."{node.key}"::text = %s)', [key])
        return bool(cursor.fetchone()[0])


def rows_addressed(addresses: set[str]) -> Iterator[tuple[Node, list[str]]]:
    """The keys of the rows that name these addresses and that no key ties to an account, table by table."""
    for node in nodes().values():
        subject = node.subject if node.table.is_personal else None
        if addresses and subject and subject.address and not subject.path and node.label != ACCOUNT:
            yield node, _by_address(node, addresses)


def holds_about(root: Node, categories: frozenset[str]) -> bool:
    """Whether rows of ``root``, or rows that lead to one, hold any of these categories."""
    known = (node for node in nodes().values() if node.table.is_personal and node.subject)
    return any(node.categories & categories for node in known if person_path(node)[0] == root)


def held_rows_about(about: Iterable[tuple[Node, list[str]]], found: Blocks, categories: frozenset[str] | None) -> bool:
    """Whether a legal hold keeps any of it."""
    for node, keys in about:
        wanted = node.categories if categories is None else node.categories & categories
        person, columns = person_path(node)
        held = found.held_among(person.label, wanted)
        if held and keys and _anybody(node, keys, held, own=not columns):
            return True
    return False


def _anybody(node: Node, keys: list[str], held: list[str], *, own: bool) -> bool:
    if own:
        return bool({*keys} & {*held})
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT EXISTS (SELECT FROM "{node.relation}" t WHERE t."{node.key}" = ANY (%s::{node.key_type}[]) '
            f"AND ({person_sql(node, 't')})::text = ANY (%s))",
            [keys, held],
        )
        return bool(cursor.fetchone()[0])


def _by_path(node: Node, root: Node, key: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT t."{node.key}"::text FROM "{node.relation}" t WHERE {person_sql(node, "t")} = %s::{root.key_type} '
            f'ORDER BY t."{node.key}"',
            [key],
        )
        return [found for (found,) in cursor.fetchall()]


def _by_address(node: Node, addresses: set[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT t."{node.key}"::text FROM "{node.relation}" t WHERE lower({_address(node)}) = ANY (%s)',
            [sorted(addresses)],
        )
        return [found for (found,) in cursor.fetchall()]


def _addresses(node: Node, root: Node, key: str) -> list[str]:
    if not node.subject or not node.subject.address:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT lower({_address(node)}) FROM "{node.relation}" t '
            f"WHERE {person_sql(node, 't')} = %s::{root.key_type} AND {_address(node)} <> ''",
            [key],
        )
        return [found for (found,) in cursor.fetchall()]


def _address(node: Node) -> str:
    return f't."{column_name(node.model, node.subject.address if node.subject else "")}"'
