"""The policies of the database that hide whoever is restricted: one a table and a table of people."""

from collections.abc import Iterator
from dataclasses import dataclass

from parvis.core.privacy.queries.retention.nodes import Link, Node, links, nodes, person_path
from parvis.kernel.declarations.privacy import Edge


@dataclass(frozen=True)
class Hiding:
    """Rows of ``relation`` that ``condition`` (SQL) keeps out of sight when a person of ``people`` is restricted."""

    relation: str
    people: str
    condition: str

    @property
    def name(self) -> str:
        """The name of the policy."""
        return f"restricted_{self.people}"


def hidings() -> list[Hiding]:
    """Every policy, from the declarations: rows about a person, and rows that go with such rows."""
    conditions: dict[tuple[str, str], set[str]] = {}
    for node in nodes().values():
        for people, condition in _conditions(node):
            conditions.setdefault((node.relation, people), set()).add(condition)
    return [
        Hiding(relation, people, " AND ".join(sorted(each))) for (relation, people), each in sorted(conditions.items())
    ]


def _conditions(node: Node) -> Iterator[tuple[str, str]]:
    if _names_people(node):
        person, columns = person_path(node)
        ids = f"privacy_restricted('{person.label}')"
        yield person.label, _not_among(columns[0] if columns else node.key, ids, person.key_type)
    for link in links():
        if link.child == node and link.edge is Edge.WITH_PARENT and link.parent != node and _names_people(link.parent):
            yield _through(link)


def _through(link: Link) -> tuple[str, str]:
    """The row that this one goes with is not hidden."""
    parent = link.parent
    person, columns = person_path(parent)
    ids = f"privacy_restricted('{person.label}')"
    if columns:
        ids = f"privacy_restricted_through('{person.label}', '{parent.relation}', '{parent.key}', '{columns[0]}')"
    return person.label, _not_among(link.column, ids, parent.key_type)


def _names_people(node: Node) -> bool:
    """Whether the rows are about people that one step, at most, leads to."""
    return node.table.is_personal and node.subject is not None and len(person_path(node)[1]) <= 1


def _not_among(column: str, ids: str, key_type: str) -> str:
    """The subquery depends on no row: the database runs it once a query."""
    return f'("{column}" IS NULL OR "{column}" <> ALL ((SELECT {ids}::{key_type}[])::{key_type}[]))'
