"""Public archives: what they have not yet sorted leaves its table for a sealed store."""

import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.db import connection

from parvis.core.privacy.models import SealedRow
from parvis.core.privacy.queries.retention.nodes import Node, children_of
from parvis.kernel.declarations.privacy import Archive, Edge, Sort
from parvis.kernel.sealing import new_key, seal, wrap_key

CONTEXT = b"archives"
# One row in ten is the sample; which ones follows from their keys, so that a night done again keeps the same.
ONE_IN = 10


def seal_rows(*, rule: str, archive: Archive, node: Node, keys: Sequence[str]) -> int:
    """Keep these rows, with those that go with them, sealed for the archives; tell how many."""
    kept = [key for key in keys if not archive.agreement or archive.sort is not Sort.SAMPLE or in_sample(node, key)]
    if not archive.moves or not kept:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT {_document(node, "t", 0)}::text FROM "{node.relation}" t '
            f'WHERE t."{node.key}" = ANY (%s::{node.key_type}[])',
            [kept],
        )
        documents = [document for (document,) in cursor.fetchall()]
    SealedRow.objects.bulk_create([_sealed(rule, archive, document) for document in documents])
    return len(documents)


def in_sample(node: Node, key: str) -> bool:
    """Whether the row belongs to the sample that the archives keep."""
    return hashlib.sha256(f"{node.label}:{key}".encode()).digest()[0] % ONE_IN == 0


def _sealed(rule: str, archive: Archive, document: str) -> SealedRow:
    key = new_key()
    return SealedRow(
        rule=rule, sort=archive.sort, agreement=archive.agreement,
        sealed=b"".join(seal([document.encode()], key, CONTEXT)),
        key=wrap_key(key, settings.PARVIS_MASTER_KEY, CONTEXT),
    )  # fmt: skip


def _document(node: Node, row: str, depth: int) -> str:
    """SQL for a row and its dependants as one JSON document."""
    parts = [f"'row', to_jsonb({row})"]
    for link in children_of(node):
        if link.edge is Edge.WITH_PARENT and link.child != node:
            child = f"c{depth}"
            parts.append(
                f"'{link.child.label}', (SELECT jsonb_agg({_document(link.child, child, depth + 1)}) "
                f'FROM "{link.child.relation}" {child} WHERE {child}."{link.column}" = {row}."{node.key}")'
            )
    return f"jsonb_build_object({', '.join(parts)})"
