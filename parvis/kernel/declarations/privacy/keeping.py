"""How long: a calendar period after a start event, in words and for the machine."""

from dataclasses import dataclass
from enum import StrEnum

from parvis.kernel.declarations.privacy.periods import Period

# How old a backup of the platform may grow: printed beside every duration, and held to by whoever takes them.
BACKUPS_KEPT = Period.parse("P30D")


@dataclass(frozen=True)
class Moment:
    """A fact in time that starts a clock. ``columns`` (``app.Model.field``) say where it is written, once built.

    A product that writes a moment of the platform in a table of its own says so by the ``moments`` of that
    table. ``planned`` marks a fact that may lie ahead, as an expiry does; any other one in the future is an error.
    """

    key: str
    words: str
    columns: tuple[str, ...] = ()
    planned: bool = False


@dataclass(frozen=True)
class LastOf:
    """The latest of these moments: each new one starts the clock again."""

    moments: tuple[Moment, ...]

    def __init__(self, *moments: Moment) -> None:
        object.__setattr__(self, "moments", moments)

    def __str__(self) -> str:
        """The moments in French."""
        return _together(self.moments, "le dernier de ces événements")


@dataclass(frozen=True)
class FirstOf:
    """The earliest of these moments: nothing that follows moves the clock."""

    moments: tuple[Moment, ...]

    def __init__(self, *moments: Moment) -> None:
        object.__setattr__(self, "moments", moments)

    def __str__(self) -> str:
        """The moments in French."""
        return _together(self.moments, "le premier de ces événements")


Start = LastOf | FirstOf


def _together(moments: tuple[Moment, ...], several: str) -> str:
    words = [moment.words for moment in moments]
    return words[0] if len(words) == 1 else f"{several} : {', ou '.join(words)}"


class Ending(StrEnum):
    """What happens to the data at the end."""

    ERASE = "erase"
    ANONYMISE = "anonymise"
    DROP = "drop"

    @property
    def words(self) -> str:
        """The ending in French."""
        return {
            Ending.ERASE: "effacement définitif",
            Ending.ANONYMISE: "anonymisation complète",
            Ending.DROP: "suppression du mois entier",
        }[self]


@dataclass(frozen=True)
class Stage:
    """Something that happens to the data on the way, such as « dépublication »."""

    period: str
    after: Start
    effect: str

    def __str__(self) -> str:
        """The stage in French."""
        return f"{self.effect} {_after(Period.parse(self.period), self.after)}"


def _after(period: Period, start: Start) -> str:
    return f"dès {start}" if period.is_zero else f"{period} après {start}"


class Sort(StrEnum):
    """What the public archives have decided of data whose time is over."""

    ELIMINATE = "eliminate"
    TRANSFER = "transfer"
    SAMPLE = "sample"


@dataclass(frozen=True)
class Archive:
    """These data are public archives: how they are sorted, and the reference of the archives' agreement.

    Without agreement nothing is eliminated: the rows move to a sealed store until it comes.
    """

    sort: Sort
    agreement: str = ""

    @property
    def moves(self) -> bool:
        """Whether rows move to the sealed store: nobody has agreed, or the archives want them, or some of them."""
        return not self.agreement or self.sort is not Sort.ELIMINATE


@dataclass(frozen=True)
class Keep:
    """How long data of one category are kept.

    ``period`` runs from ``after``, or from ``fallback`` (a moment that always exists) while none of its moments
    has happened. ``ceiling`` lets a controller declare less, never more. ``during`` says what holds before the
    clock starts. ``decision`` names the decision that gave the duration where the service's own text gives none.
    """

    period: str
    after: Start
    fallback: Moment | None
    ending: Ending = Ending.ERASE
    ceiling: bool = False
    during: str = ""
    notice: str = ""
    stages: tuple[Stage, ...] = ()
    decision: str = ""
    note: str = ""
    archive: Archive | None = None

    @property
    def length(self) -> Period:
        """The period, read."""
        return Period.parse(self.period)

    def __str__(self) -> str:
        """The rule in French: « 2 ans maximum après la clôture de la saisine »."""
        rule = _after(self.length, self.after)
        if self.ceiling:
            rule = rule.replace(" après ", " maximum après ", 1)
        return f"{self.during}, puis {rule}" if self.during else rule


@dataclass(frozen=True)
class Copy:
    """The same data held by somebody else for a time of its own."""

    holder: str
    period: str
    after: Start

    def __str__(self) -> str:
        """The copy in French."""
        return f"{self.holder} : {Period.parse(self.period)} après {self.after}"
