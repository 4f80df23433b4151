"""The rows of a producer as flat cells of text, whatever nesting and types its file has.

Numbers and truth values are written as the mapping language expects them: ``1.0`` is « 1 » and
``True`` is « true ». The blanks of a producer include the no-break space and the byte order mark.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

Cells = Mapping[str, Any]

BLANK: Final = "\\s\u00a0\ufeff"
BLANKS: Final = re.compile(f"[{BLANK}]+")
BLANKS_AND_QUOTES: Final = " \t\r\n\u00a0\ufeff\"'"
_POSITION: Final = re.compile(r"\.[0-9]+(?:\.|$)")
_UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff]")


def names_a_position(columns: set[str]) -> bool:
    """Whether a configuration reaches into lists, as in ``categories.0``: lists are then flattened too."""
    return any(_POSITION.search(column) for column in columns)


def flat(raw: Mapping[str, Any], *, lists: bool) -> dict[str, Any]:
    """The cells of a row, keys of nested objects joined by a dot."""
    return dict(_walk("", raw, lists))


def _walk(prefix: str, value: Any, lists: bool) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        items: Any = value.items()
    elif lists and isinstance(value, list):
        items = enumerate(value)
    else:
        yield prefix, "" if value is None else value
        return
    for key, inner in items:
        yield from _walk(f"{prefix}.{key}" if prefix else str(key), inner, lists)


def columns_of(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The columns that rows have, as a configuration may name them: whole, nested, or by position."""
    names: dict[str, None] = {}
    for row in rows:
        names |= dict.fromkeys((*row, *flat(row, lists=False), *flat(row, lists=True)))
    return list(names)


def text_of(value: Any) -> str:
    """A cell as text; what no database can keep is left out."""
    if isinstance(value, list):
        text = ",".join(text_of(item) for item in value)
    elif isinstance(value, Mapping):
        text = json.dumps(value, ensure_ascii=False, default=str) if value else ""
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, float) and value.is_integer():
        text = str(int(value))
    else:
        text = "" if value is None else str(value)
    return _UNWRITABLE.sub("", text)


def cell(cells: Cells, column: str) -> str:
    """The text of a cell, empty when the row has no such column."""
    return text_of(cells.get(column))


def is_nothing(value: Any) -> bool:
    """What is left out when columns are joined: empty, absent, the number zero, false."""
    return not value


def squeezed(text: str) -> str:
    """The text with one space for each run of blanks, none around."""
    return BLANKS.sub(" ", text).strip()
