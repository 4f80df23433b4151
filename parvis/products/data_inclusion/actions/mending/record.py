"""A record being mended, and what is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from parvis.products.data_inclusion.actions.mending.cells import is_absent, is_word_for_nothing

NOTHING_SAID: Final = "valeur absente écrite en lettres, retirée"


@dataclass(frozen=True)
class Mended:
    """A record fit for the schema, what was corrected in it, and what was noticed without being corrected."""

    values: dict[str, Any]
    corrections: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


class Mending:
    """The values of a record, absent ones left out, and the report on them."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values: dict[str, Any] = {}
        self._corrections: dict[str, str] = {}
        self._doubts: dict[str, str] = {}
        for name, value in values.items():
            if not is_absent(value):
                self.values[str(name)] = value
            elif is_word_for_nothing(value):
                self.corrected(str(name), NOTHING_SAID)

    def take(self, name: str) -> Any:
        """Remove a value and give it."""
        return self.values.pop(name, None)

    def put(self, name: str, value: Any) -> None:
        """Set a value; nothing is set for an absent one."""
        if not is_absent(value):
            self.values[name] = value

    def corrected(self, name: str, what: str) -> None:
        """Say what was done to a field; the first thing said of it stays."""
        self._corrections.setdefault(name, what)

    def doubted(self, name: str, what: str) -> None:
        """Say what is odd in a field and left as it is."""
        self._doubts.setdefault(name, what)

    def done(self) -> Mended:
        """The outcome."""
        said = [[f"{name} : {what}" for name, what in told.items()] for told in (self._corrections, self._doubts)]
        return Mended(self.values, *said)
