"""Keyed fingerprints of rows, and the tree that seals each day of the ledger."""

import hashlib
from collections.abc import Iterable
from datetime import date

from django.db import connection

from parvis.kernel.masters import open_key

BLOCK = 64
CONTEXT = "ledger"
# HMAC-SHA-256 by its definition, from the two pads: the database fingerprints a batch without giving it away.
FINGERPRINT = "sha256(%(outer)s::bytea || sha256(%(inner)s::bytea || convert_to({value}, 'UTF8')))"


def pads(secret: bytes) -> dict[str, bytes]:
    """The two halves of the key, as HMAC mixes them in."""
    block = secret.ljust(BLOCK, b"\0")
    return {"inner": bytes(byte ^ 0x36 for byte in block), "outer": bytes(byte ^ 0x5C for byte in block)}


def secrets() -> dict[int, bytes]:
    """The key of each year that still has one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT year, secret FROM ledger.key WHERE secret IS NOT NULL ORDER BY year")
        rows = cursor.fetchall()
    return {year: open_key(bytes(secret), context(year)) for year, secret in rows}


def context(year: int) -> bytes:
    """What ties the key of a year to it."""
    return f"{CONTEXT}:{year}".encode()


class Tree:
    """A Merkle root over leaves that come one by one: memory grows as the logarithm of their number."""

    def __init__(self) -> None:
        self.count = 0
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Add one leaf, already hashed."""
        self.count += 1
        height, node = 0, leaf
        while self._peaks and self._peaks[-1][0] == height:
            node = hashlib.sha256(b"\1" + self._peaks.pop()[1] + node).digest()
            height += 1
        self._peaks.append((height, node))

    @property
    def root(self) -> bytes:
        """The root over what was added: the peaks, bagged from the right."""
        peaks = [node for _, node in self._peaks]
        node = peaks.pop() if peaks else hashlib.sha256(b"").digest()
        while peaks:
            node = hashlib.sha256(b"\1" + peaks.pop() + node).digest()
        return node


LEAF = (
    "sha256(convert_to(concat_ws('|', id, day, label, encode(key, 'hex'), year, rule, kind, columns, register, due, "
    "to_char(done AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')), 'UTF8'))"
)
STEP = 20_000


def leaves(day: date) -> Iterable[bytes]:
    """The leaves of one day, in order, a few thousand at a time."""
    after = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, {LEAF} FROM ledger.entry WHERE day = %s AND id > %s ORDER BY id LIMIT %s",
                [day, after, STEP],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        yield from (bytes(leaf) for _, leaf in rows)
        after = rows[-1][0]


def entries_of(day: date, rule: str) -> int:
    """How many rows ``rule`` has ended on ``day``."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.entry WHERE day = %s AND rule = %s", [day, rule])
        return int(cursor.fetchone()[0])


def root_of(day: date) -> tuple[int, bytes]:
    """How many entries a day has, and their root, computed from them."""
    tree = Tree()
    for leaf in leaves(day):
        tree.add(leaf)
    return tree.count, tree.root
