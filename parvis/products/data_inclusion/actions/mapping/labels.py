"""Labels and trainings that the national schema does not list: chosen words, or the producer's own."""

from typing import Final

from parvis.products.data_inclusion.actions.mapping.cells import Cells
from parvis.products.data_inclusion.actions.mapping.language import Choice, Config, select

NAME: Final = "autres_formations_labels"
# Written as if they were labels, they are zones: « zone de revitalisation rurale » has been abolished.
NOT_LABELS: Final = frozenset({"", "zrr"})


def read_labels(config: Config, cells: Cells) -> tuple[str, ...]:
    """The words that a row deserves; a choice without a word copies the cells of its columns."""
    words: list[str] = []
    for choice in config.choices.get(NAME, ()):
        words += select(NAME, (choice,), cells) if choice.target else _copied(choice, cells)
    parts = (part.strip() for word in words for part in word.split("|"))
    return tuple(dict.fromkeys(part for part in parts if part.lower() not in NOT_LABELS))


def _copied(choice: Choice, cells: Cells) -> list[str]:
    return list(choice.holding(cells))
