"""Where the data live: every concrete column of every table, declared exactly once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from parvis.kernel.registry import Registry


@dataclass(frozen=True)
class Personal:
    """A column that says something about a person, for the named categories of data."""

    categories: tuple[str, ...]
    free_text: bool = False
    withheld: str = ""


def personal(*categories: str, free_text: bool = False, withheld: str = "") -> Personal:
    """Declare a personal column; ``free_text`` marks prose in which anything may have been written.

    ``withheld`` says why the value itself is given to nobody, not even to the person whom it is about.
    """
    return Personal(categories, free_text, withheld)


class Known(StrEnum):
    """By what a column recognises a person: a way to reach them, or the name that traces give them."""

    EMAIL = "email"
    PHONE = "phone"
    ACTOR = "actor"


@dataclass(frozen=True)
class Plain:
    """A column that says nothing about a person, and why.

    A JSON column that is plain also names every key that its objects may have (``keys``, ``()`` for none):
    another key would be a column that nobody declared.
    """

    reason: str
    keys: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Subject:
    """Whom a row is about. ``path`` leads from the row to the person; without path, the row is all that is known.

    ``address`` is the column that holds an electronic address of this person: a request for erasure also finds
    by it the rows that no key ties to the account.
    """

    kind: str
    path: str = ""
    address: str = ""


class Edge(StrEnum):
    """What becomes of a row when the person's row that it points to is erased."""

    WITH_PARENT = "with-parent"
    DETACH = "detach"
    OWN_CLOCK = "own-clock"


@dataclass(frozen=True)
class Table:
    """One table, known by its model label (``accounts.User``) or, without model, by its database name.

    A column is named by its field (``user``) or by its database name (``user_id``). ``partitioned`` says
    that the table's partitions hold these same columns. A view is declared like a table.

    ``published`` says why every row is open to anybody, as in a public register: whoever reads it learns
    nothing that is not published, so the journal keeps its writes and not its reads.

    ``edges`` say, by field, what becomes of the row where the foreign key itself does not tell.

    ``moments`` say, by the key of a moment, in which columns of this table that moment is written. ``ended_by``
    says what ends these rows where no clock of their own does.

    The rows of a table without model are known by the first column declared.

    ``known_by`` says by which columns, besides ``subject.address``, a row that names somebody is found:
    ``{"courriel": Known.EMAIL}``. The row may be about something else, and stay without them.

    ``given_by`` names the attribute of a row, a foreign key or a property, that says which source gave it: whoever
    is told of the row is told from whom it comes (article 15-1 g).

    ``rectifiable`` names the columns that a rectification may write: those that describe the person and that they gave,
    or that a source publishes. None unless said: never a trace, a proof, a letter, nor what the platform works out.

    ``called`` is what one row, and several, are called in French, where the model of a library says it otherwise.
    """

    key: str
    columns: Mapping[str, Personal | Plain] = field(hash=False)
    subject: Subject | None = None
    partitioned: bool = False
    published: str = ""
    edges: Mapping[str, Edge] = field(default_factory=dict, hash=False)
    moments: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    ended_by: str = ""
    known_by: Mapping[str, Known] = field(default_factory=dict, hash=False)
    called: tuple[str, str] | None = None
    given_by: str = ""
    rectifiable: tuple[str, ...] = ()

    @property
    def is_personal(self) -> bool:
        """Whether any column is personal."""
        return any(isinstance(column, Personal) for column in self.columns.values())


tables: Registry[Table] = Registry("table declaration")
