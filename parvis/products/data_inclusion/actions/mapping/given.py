"""What a producer gave for a field, as its file has it: what a report shows before what was made of it."""

from collections.abc import Mapping
from typing import Any

from parvis.kernel.french.opening_hours import CODES
from parvis.kernel.french.typography import DAYS
from parvis.products.data_inclusion.actions.mapping.cells import Cells, cell, squeezed
from parvis.products.data_inclusion.actions.mapping.language import Config

_DAYS: Mapping[str, str] = dict(zip(CODES, DAYS, strict=True))


def given(config: Config, cells: Cells, name: str) -> Any:
    """The text of the columns that ``config`` reads for ``name``; those of a list, or of hours, end to end."""
    if name == "horaires":
        return _hours(config, cells)
    if name in config.choices:
        columns = dict.fromkeys(column for choice in config.choices[name] for column in choice.columns)
        return [text for column in columns if (text := squeezed(cell(cells, column)))]
    return config.place(name).text(cells) if name in config.places else cell(cells, name)


def _hours(config: Config, cells: Cells) -> str:
    hours = config.hours
    said = [cell(cells, column) for column in (hours.osm, hours.week) if column]
    for day in hours.days:
        slots = ", ".join(filter(None, (squeezed(cell(cells, column)) for column in day.columns)))
        said.append(f"{_DAYS[day.code]} : {slots}" if slots else "")
    return " ; ".join(filter(None, map(squeezed, said)))
