"""The language of a producer's ``config.json``: which columns a field takes, and which words a list.

Four ways to say where a value is: ``colonne``, ``valeur``, ``joindre``, ``dissocier``; and one to say
which words of a vocabulary a row deserves: a list of choices ``{colonnes, termes, sauf, cible}``.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from parvis.products.data_inclusion.actions.mapping.cells import Cells, cell, is_nothing, text_of

_NOT_A_COORDINATE: Final = re.compile("[^0-9.,\\-\\s\u00a0\ufeff]")


@dataclass(frozen=True)
class Join:
    """Columns put end to end, or else others."""

    columns: tuple[str, ...]
    separator: str = " "
    otherwise: "Place | None" = None

    def text(self, cells: Cells) -> str:
        joined = self.separator.join(text_of(cells[c]) for c in self.columns if not is_nothing(cells.get(c)))
        return joined or (self.otherwise.text(cells) if self.otherwise else "")


@dataclass(frozen=True)
class Split:
    """One part of a column that holds several numbers."""

    column: str
    separator: str
    part: int

    def text(self, cells: Cells) -> str:
        numbers = _NOT_A_COORDINATE.sub("", cell(cells, self.column))
        split = numbers.split(self.separator) if self.separator else [numbers]
        parts = [part.strip() for part in split if part.strip()]
        return parts[self.part] if 0 <= self.part < len(parts) else ""


@dataclass(frozen=True)
class Place:
    """Where a field's value is; columns come before a join, a join before a split, a constant last."""

    columns: tuple[str, ...] = ()
    join: Join | None = None
    split: Split | None = None
    constant: str = ""

    def text(self, cells: Cells) -> str:
        """The value, as text: of several columns, that of the first that is not empty."""
        if self.columns:
            return next(filter(None, (cell(cells, column) for column in self.columns)), "")
        if self.join:
            return self.join.text(cells)
        return self.split.text(cells) if self.split else self.constant

    def all_columns(self) -> Iterator[str]:
        """Every column that may be looked at."""
        yield from self.columns
        if self.join:
            yield from self.join.columns
            if self.join.otherwise:
                yield from self.join.otherwise.all_columns()
        if self.split:
            yield self.split.column


NOWHERE: Final = Place()


@dataclass(frozen=True)
class Choice:
    """A word that a row deserves when one of the columns holds one of the terms.

    Terms are looked for anywhere in the cell, in lower case, accents and all. Exceptions are looked
    for as they are written, so that one with a capital never applies: producers' files count on it.
    """

    target: str
    columns: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    mode: str = ""

    def holding(self, cells: Cells) -> Iterator[str]:
        """The cells that earn the word, once each."""
        for column in self.columns:
            text = cell(cells, column)
            if self._matches(text.lower()) if self.terms else bool(text):
                yield text

    def _matches(self, text: str) -> bool:
        return any(term in text for term in self.terms) and not any(word in text for word in self.exceptions)

    def is_earned(self, cells: Cells, modes: AbstractSet[str] = frozenset()) -> bool:
        """Whether a row deserves the word; ``modes`` are the row's modalités d'accompagnement."""
        if self.mode and self.terms and self.mode not in modes:
            return False
        return next(self.holding(cells), None) is not None


# What a choice without columns does is not the same for all lists.
ONLY_WITHOUT_TERMS: Final = frozenset({"itinerance"})
NEVER: Final = frozenset({"modalites_acces", "modalites_accompagnement"})


def select(
    name: str, choices: tuple[Choice, ...], cells: Cells, modes: AbstractSet[str] = frozenset()
) -> tuple[str, ...]:
    """The words that a row deserves for the list ``name``, in the order of the configuration."""
    words: list[str] = []
    for choice in choices:
        if choice.columns:
            earned = choice.is_earned(cells, modes)
        else:
            earned = name not in NEVER and not (name in ONLY_WITHOUT_TERMS and choice.terms)
        if earned and choice.target:
            words.append(choice.target)
    return tuple(dict.fromkeys(words))


@dataclass(frozen=True)
class Day:
    """The columns of one day of the week, by its code in OpenStreetMap."""

    code: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Hours:
    """The three roads to opening hours, in the order in which they are tried."""

    osm: str = ""
    days: tuple[Day, ...] = ()
    week: str = ""


@dataclass(frozen=True)
class Config:
    """A producer's configuration, understood."""

    places: dict[str, Place] = field(default_factory=dict)
    choices: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    hours: Hours = field(default_factory=Hours)
    ignored: tuple[str, ...] = ()

    def place(self, name: str) -> Place:
        """Where the field ``name`` is, or nowhere."""
        return self.places.get(name, NOWHERE)

    def columns(self) -> set[str]:
        """The columns named outside ``joindre`` and ``dissocier``."""
        named = {column for place in self.places.values() for column in place.columns}
        named |= {column for choices in self.choices.values() for choice in choices for column in choice.columns}
        named |= {column for day in self.hours.days for column in day.columns}
        return {column for column in named | {self.hours.osm, self.hours.week} if column}
