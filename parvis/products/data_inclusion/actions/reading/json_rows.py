"""JSON: the members of an array, or the values of an object, one at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO, Final, TextIO

import ijson

from parvis.kernel.reading.content import Content
from parvis.kernel.reading.rows import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROW,
    SHORTEN_ADVICE,
    TOO_LONG,
    TOO_WIDE,
    Broken,
    Format,
    Line,
    Reader,
    SourceUnreadable,
    checked,
)
from parvis.products.data_inclusion.actions.reading.geojson_rows import of_feature

BUFFER: Final = 64 * 1024
MAX_DEPTH: Final = 32
MAX_VALUES: Final = 50 * MAX_COLUMNS  # a list of opening hours, of tags… in each column
OPENING: Final = frozenset({"start_map", "start_array"})
CLOSING: Final = frozenset({"end_map", "end_array"})
Path = tuple[str, ...]
Event = tuple[str, Any]


class _Fed:
    """A stream that says when a single value never ends."""

    def __init__(self, stream: BinaryIO | TextIO) -> None:
        self._stream = stream
        self.since_last_value = 0

    def read(self, size: int = -1) -> bytes:
        if self.since_last_value > MAX_ROW:
            raise SourceUnreadable("Le fichier JSON contient un texte de plus de 8 Mio. Vérifiez ses guillemets.")
        self.since_last_value += size
        chunk = self._stream.read(size)
        return chunk.encode("utf-8", "replace") if isinstance(chunk, str) else chunk


def _events(content: Content) -> Iterator[Event]:
    as_it_is = content.encoding == "utf-8-sig" and content.errors == "strict"
    with content.path.open("rb") if as_it_is else content.text() as stream:
        if as_it_is and stream.read(1) == b"\xef":
            stream.seek(3)
        elif as_it_is:
            stream.seek(0)
        fed = _Fed(stream)
        for event in ijson.basic_parse(fed, buf_size=BUFFER):
            fed.since_last_value = 0
            yield event


@dataclass
class _Shape:
    """What the top of the document is, and how many members the places that may hold rows have."""

    top: str = ""
    type: str = ""
    kinds: dict[str, str] = field(default_factory=dict)
    members: dict[Path, int] = field(default_factory=dict)


def read_json(content: Content, key: str) -> Reader:
    """A JSON, GeoJSON when it says so; ``key`` is the way to the rows, its steps joined by dots."""
    asked = tuple(key.split(".")) if key else None
    shape = _shape(content, asked or ())
    if asked is not None:
        if asked not in shape.members:
            raise SourceUnreadable(f"Rien sous la clé « {key} ». {_keys(shape)}")
        target = asked
    else:
        target = _target(shape)
    if asked is None and shape.type == "FeatureCollection":
        return Reader(Format.GEOJSON, shape.members[target], lambda: _rows(content, target, of_feature))
    return Reader(Format.JSON, shape.members[target], lambda: _rows(content, target, lambda values: values))


def _shape(content: Content, asked: Path) -> _Shape:
    """One pass over the document, that also proves it is well-formed to its end."""
    shape = _Shape()
    keys: list[str] = []
    try:
        for event, value in _events(content):
            if event == "map_key":
                keys[-1] = value
            elif event in CLOSING:
                keys.pop()
            else:
                _note(shape, keys, event, value, asked)
                if event in OPENING:
                    keys.append("")
    except ijson.JSONError as error:
        done = max(shape.members.values(), default=0)
        where = f"après l'enregistrement {done}" if done else "dès le début"
        raise SourceUnreadable(f"Le fichier JSON est abîmé {where} ({_cause(error)}). Refaites l'export.") from error
    return shape


def _cause(error: ijson.JSONError) -> str:
    return "fin prématurée" if isinstance(error, ijson.IncompleteJSONError) else "ce n'est pas du JSON"


def _note(shape: _Shape, keys: list[str], event: str, value: Any, asked: Path) -> None:
    depth = len(keys)
    if not depth:
        shape.top = event
        if event in OPENING:
            shape.members.setdefault((), 0)
        return
    if depth == 1:
        shape.members[()] += 1
        if shape.top == "start_map" and len(shape.kinds) <= MAX_COLUMNS:
            shape.kinds[keys[0]] = event
            if event == "start_array":
                shape.members.setdefault((keys[0],), 0)
            if keys[0] == "type" and event == "string":
                shape.type = value
    parent = tuple(keys[:-1])
    if asked and event in OPENING and tuple(keys) == asked:
        shape.members.setdefault(asked, 0)
    if depth > 1 and parent in shape.members:
        shape.members[parent] += 1


def _target(shape: _Shape) -> Path:
    if shape.top == "start_array":
        return ()
    if shape.top != "start_map":
        raise SourceUnreadable("Le fichier JSON ne contient ni liste ni objet. Vérifiez l'export.")
    lists = [key for key, kind in shape.kinds.items() if kind == "start_array" and shape.members[key,]]
    if shape.type == "FeatureCollection" and "features" in shape.kinds:
        return ("features",)
    objects = [key for key, kind in shape.kinds.items() if kind == "start_map"]
    if len(lists) == 1 and len(objects) <= 1:
        return (lists[0],)
    if lists:
        raise SourceUnreadable(f"Plusieurs listes dans ce fichier JSON. {_keys(shape)}")
    return ()


def _keys(shape: _Shape) -> str:
    known = [f"@{key}" for key, kind in shape.kinds.items() if kind in OPENING][:20]
    return f"Ajoutez à l'adresse l'une de ces clés : {', '.join(known)}." if known else "Retirez la clé."


def _rows(content: Content, target: Path, turned: Callable[[dict[str, Any]], dict[str, Any]]) -> Iterator[Line]:
    rank = 0
    keys: list[str] = []
    events = _events(content)
    try:
        for event, value in events:
            if event == "map_key":
                keys[-1] = value
            elif event in CLOSING:
                keys.pop()
            elif len(keys) == len(target) + 1 and tuple(keys[:-1]) == target:
                rank += 1
                yield _line(rank, _Building(event, value, events), turned)
            elif event in OPENING:
                keys.append("")
    except ijson.JSONError as error:
        raise SourceUnreadable(
            f"Le fichier JSON est abîmé après l'enregistrement {rank}. Refaites l'export."
        ) from error


def _line(rank: int, built: "_Building", turned: Callable[[dict[str, Any]], dict[str, Any]]) -> Line:
    if built.problem:
        return Broken(rank, built.problem, SHORTEN_ADVICE)
    if not isinstance(built.value, dict):
        return Broken(rank, "ce n'est pas un objet", "Donner chaque enregistrement sous la forme {…}.")
    return checked(rank, turned(built.value))


class _Building:
    """A value built from events up to its end, however large: what is too large is read and not kept."""

    def __init__(self, event: str, value: Any, events: Iterator[Event]) -> None:
        self.problem = ""
        self._count = 0
        self._stack: list[Any] = []
        self._keys: list[str] = []
        self.value = self._made(event, value)
        if event in OPENING:
            self._push(self.value)
            self._read(events)

    def _read(self, events: Iterator[Event]) -> None:
        depth = 1
        for event, value in events:
            if event in CLOSING:
                depth -= 1
                if len(self._stack) > depth:
                    self._stack.pop()
                    self._keys.pop()
                if not depth:
                    return
                continue
            if event in OPENING:
                depth += 1
                if depth > MAX_DEPTH:
                    self.problem = "trop d'objets les uns dans les autres"
            self._check(event, value)
            if not self.problem:
                self._keep(event, value)

    def _check(self, event: str, value: Any) -> None:
        self._count += event != "map_key"
        if self._count > MAX_VALUES:
            self.problem = self.problem or TOO_WIDE
        if isinstance(value, str) and len(value) > MAX_CELL:
            self.problem = self.problem or TOO_LONG

    def _keep(self, event: str, value: Any) -> None:
        if event == "map_key":
            self._keys[-1] = value
            return
        made = self._made(event, value)
        parent = self._stack[-1]
        if isinstance(parent, list):
            parent.append(made)
        else:
            parent[self._keys[-1]] = made
        if event in OPENING:
            self._push(made)

    def _push(self, container: Any) -> None:
        self._stack.append(container)
        self._keys.append("")

    @staticmethod
    def _made(event: str, value: Any) -> Any:
        if event == "start_map":
            return {}
        if event == "start_array":
            return []
        return float(value) if isinstance(value, Decimal) else value
