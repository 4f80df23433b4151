"""What holds an erasure back: legal holds, restrictions, and rows that have a clock of their own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from parvis.core.privacy.models import Hold, Restriction
from parvis.core.privacy.queries.retention.nodes import Link, Node, children_of, person_path, person_sql
from parvis.kernel.declarations.privacy import Edge
from parvis.kernel.scope import unnoted

Path = tuple[Link, ...]


@dataclass(frozen=True)
class Blocks:
    """Keys of people, by the table that they are rows of: held, by category, and restricted."""

    held: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    restricted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def held_among(self, label: str, categories: Iterable[str]) -> list[str]:
        """The people of ``label`` of whom one of ``categories`` is held."""
        known = self.held.get(label, {})
        return sorted({key for category in categories for key in known.get(category, ())})

    def restricted_among(self, label: str) -> list[str]:
        """The people of ``label`` whose data are only stored."""
        return sorted(self.restricted.get(label, ()))


def blocks(today: date) -> Blocks:
    """What holds anything back today."""
    held: dict[str, dict[str, tuple[str, ...]]] = {}
    restricted: dict[str, tuple[str, ...]] = {}
    with unnoted():
        for person, category in Hold.objects.in_force(today).values_list("person", "category"):
            label, _, key = person.partition(":")
            by_category = held.setdefault(label, {})
            by_category[category] = (*by_category.get(category, ()), key)
        for person in Restriction.objects.filter(lifted_on=None).values_list("person", flat=True):
            label, _, key = person.partition(":")
            restricted[label] = (*restricted.get(label, ()), key)
    return Blocks(held, restricted)


def held_sql(node: Node, row: str, found: Blocks, categories: Iterable[str], *, whole: bool) -> str:
    """Whether a legal hold keeps ``row``, or with ``whole`` a row that would go with it."""
    return _any(
        node,
        row,
        lambda each: found.held_among(person_path(each)[0].label, categories if each == node else each.categories),
        whole=whole,
    )


def restricted_sql(node: Node, row: str, found: Blocks, *, whole: bool) -> str:
    """Whether ``row``, or with ``whole`` a row that would go with it, is about a person whose data are only stored."""
    return _any(node, row, lambda each: found.restricted_among(person_path(each)[0].label), whole=whole)


def own_clock_sql(node: Node, row: str) -> str:
    """Whether a row that must live on needs ``row``."""
    waiting = [
        f'EXISTS (SELECT FROM "{link.child.relation}" o WHERE o."{link.column}" = {row}."{node.key}")'
        for link in children_of(node)
        if link.edge is Edge.OWN_CLOCK and not link.nullable
    ]
    return " OR ".join(waiting) or "false"


def _any(node: Node, row: str, keys_of: Callable[[Node], list[str]], *, whole: bool) -> str:
    found = []
    for path in _paths(node) if whole else [()]:
        last = path[-1].child if path else node
        keys = keys_of(last) if last.subject else []
        if keys:
            found.append(_reached(node, row, path, keys))
    return " OR ".join(found) or "false"


def _paths(node: Node) -> list[Path]:
    """The ways from a row to the rows that go with it, the row itself first."""
    found: list[Path] = [()]
    for path in found:
        last = path[-1].child if path else node
        seen = {node, *(link.child for link in path)}
        found.extend(
            (*path, link) for link in children_of(last) if link.edge is Edge.WITH_PARENT and link.child not in seen
        )
    return found


def _reached(node: Node, row: str, path: Path, keys: list[str]) -> str:
    """Whether the person at the end of ``path`` is one of ``keys``."""
    last = path[-1].child if path else node
    person, _ = person_path(last)
    alias = f"p{len(path)}" if path else row
    array = ", ".join("'" + key.replace("'", "''") + "'" for key in keys).replace("%", "%%")
    test = f"coalesce({person_sql(last, alias)} = ANY (ARRAY[{array}]::{person.key_type}[]), false)"
    if not path:
        return test
    joined = " JOIN ".join(
        f'"{link.child.relation}" p{rank}'
        + (f' ON p{rank}."{link.column}" = p{rank - 1}."{link.parent.key}"' if rank > 1 else "")
        for rank, link in enumerate(path, start=1)
    )
    return f'EXISTS (SELECT FROM {joined} WHERE p1."{path[0].column}" = {row}."{node.key}" AND {test})'
