"""The privacy policy as declarations: what is promised, and in which column it lives.

Every concrete column of every table is declared exactly once, as :class:`Personal` (with the
categories of data it belongs to) or :class:`Plain` (with the reason why it says nothing about
a person). A category key reads ``<service>.<activity>.<category>``.
"""

from dataclasses import dataclass, field

from parvis.kernel.registry import Registry


@dataclass(frozen=True)
class Personal:
    """A column that says something about a person, for the named categories of data."""

    categories: tuple[str, ...]
    free_text: bool = False


def personal(*categories: str, free_text: bool = False) -> Personal:
    """Declare a personal column; ``free_text`` marks prose in which anything may have been written."""
    return Personal(categories, free_text)


@dataclass(frozen=True)
class Plain:
    """A column that says nothing about a person, and why."""

    reason: str


@dataclass(frozen=True)
class Subject:
    """Whom a row is about. ``path`` leads from the row to the person, ``""`` when the row is the person."""

    kind: str
    path: str = ""


@dataclass(frozen=True)
class Table:
    """One table, known by its model label (``accounts.User``) or, without model, by its database name."""

    key: str
    columns: dict[str, Personal | Plain] = field(hash=False)
    subject: Subject | None = None

    @property
    def is_personal(self) -> bool:
        """Whether any column is personal."""
        return any(isinstance(column, Personal) for column in self.columns.values())


tables: Registry[Table] = Registry("table declaration")
