"""JSON Lines: one object a line, and a faulty line costs nothing to the others."""

import json
from collections.abc import Iterator

from parvis.kernel.reading.content import Content
from parvis.kernel.reading.rows import (
    MAX_ROW,
    SHORTEN_ADVICE,
    TOO_LONG,
    Broken,
    Format,
    Line,
    Reader,
    checked,
    without_key,
)

ADVICE = "Écrire un objet JSON entier par ligne."


def read_json_lines(content: Content, key: str) -> Reader:
    """A file of one object a line."""
    without_key(key, Format.JSON_LINES)
    return Reader(Format.JSON_LINES, content.lines, lambda: _rows(content))


def _rows(content: Content) -> Iterator[Line]:
    with content.text() as stream:
        number = 0
        while text := stream.readline(MAX_ROW):
            number += 1
            if len(text) >= MAX_ROW and not text.endswith("\n"):
                while (rest := stream.readline(MAX_ROW)) and not rest.endswith("\n"):
                    pass
                yield Broken(number, TOO_LONG, SHORTEN_ADVICE)
            elif text.strip():
                yield _line(number, text)


def _line(number: int, text: str) -> Line:
    try:
        value = json.loads(text, parse_constant=lambda name: None)
    except (ValueError, RecursionError):
        return Broken(number, "ce n'est pas du JSON", ADVICE)
    if not isinstance(value, dict):
        return Broken(number, "ce n'est pas un objet", ADVICE)
    return checked(number, value)
