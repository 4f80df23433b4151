"""How many services each filter would leave, the others being kept: one reading of the entries for all of them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from parvis.products.data_inclusion.models import ServiceEntry
from parvis.products.data_inclusion.queries.finding import Wish
from parvis.products.data_inclusion.queries.nomenclature import (
    FRAIS,
    categories,
    category_of,
    publics,
    theme_label,
    themes_by_category,
)
from parvis.products.data_inclusion.queries.service_filters import EVERYBODY, publics_for, themes_of


@dataclass(frozen=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str
    count: int
    chosen: bool
    nested: bool = False


@dataclass(frozen=True)
class Facets:
    """What the filters offer, and how many services they leave now."""

    total: int
    groups: dict[str, list[Option]]


def facets(entries: QuerySet[ServiceEntry], wish: Wish, conditions: dict[str, Q]) -> Facets:
    """Count each option of each group among ``entries``."""
    options = _options(wish)
    words = conditions.get("words")
    entries = entries.filter(words) if words is not None else entries
    kept = {group: condition for group, condition in conditions.items() if group != "words"}
    counts: dict[str, Count] = {"total": Count("pk", filter=_all(kept, ""))}
    for group, choices in options.items():
        for rank, (_, condition) in enumerate(choices):
            counts[f"{group}_{rank}"] = Count("pk", filter=_all(kept, group) & condition)
    found = entries.aggregate(**counts)
    chosen = {*wish.themes, *wish.publics, *wish.frais}
    groups: dict[str, list[Option]] = {}
    for group, choices in options.items():
        shown = [
            Option(value, _label(group, value), found[f"{group}_{rank}"], value in chosen, "--" in value)
            for rank, (value, _) in enumerate(choices)
        ]
        groups[group] = [option for option in shown if option.count or option.chosen]
    return Facets(found["total"], groups)


def _all(conditions: dict[str, Q], but: str) -> Q:
    wanted = Q()
    for group, condition in conditions.items():
        if group != but:
            wanted &= condition
    return wanted


def _options(wish: Wish) -> dict[str, list[tuple[str, Q]]]:
    """The values of each group; the themes of a category once it, or one of them, is chosen."""
    opened = {category_of(theme) for theme in wish.themes}
    listed: list[str] = []
    for category in categories():
        listed.append(category)
        listed += themes_by_category()[category] if category in opened else []
    return {
        "theme": [(value, Q(thematiques__overlap=themes_of((value,)))) for value in listed],
        "pour": [(value, Q(publics__overlap=publics_for((value,)))) for value in publics() if value != EVERYBODY],
        "frais": [(value, Q(frais=value)) for value in FRAIS],
    }


def _label(group: str, value: str) -> str:
    if group == "theme":
        return theme_label(value)
    return publics()[value] if group == "pour" else FRAIS[value]
