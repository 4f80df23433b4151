"""What an invented structure of the demonstration is made of: trades and their offers, names, streets and people.

They are kept in ``demonstration.toml``, which anybody can read and lengthen.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

NOTICE: Final = "Donnée de démonstration : rien de ce qui est décrit ici n'existe."
_FILE: Final = Path(__file__).with_name("demonstration.toml")


@dataclass(frozen=True)
class Offer:
    """A service; what is not said is drawn or left empty. ``extra`` are other fields of the schema."""

    nom: str
    type: str
    thematiques: list[str]
    description: str
    publics: tuple[str, ...] = ("tous-publics",)
    price: str = ""
    remote: bool = False
    extra: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Trade:
    """A kind of structure: how it is called, when it is open, what it offers."""

    slug: str
    called: str
    description: str
    hours: list[str]
    offers: list[Offer]


@dataclass(frozen=True)
class Stock:
    """All that can be drawn; ``national`` is the one structure that works from afar, ``people`` are placed already."""

    trades: list[Trade]
    national: Trade
    names: list[str]
    streets: list[str]
    contacts: list[str]
    people: dict[str, dict[str, str]]


@cache
def stock() -> Stock:
    """Read once."""
    told = tomllib.loads(_FILE.read_text())
    hours = told["hours"]
    return Stock(
        [_trade(each, hours) for each in told["trades"]],
        _trade(told["national"], hours),
        told["names"],
        told["streets"],
        told["contacts"],
        told["people"],
    )


def _trade(told: dict[str, Any], hours: dict[str, list[str]]) -> Trade:
    offers = [Offer(**each | {"extra": tuple(each.get("extra", {}).items())}) for each in told["offers"]]
    return Trade(told["slug"], told["called"], told["description"], hours[told["hours"]], offers)
