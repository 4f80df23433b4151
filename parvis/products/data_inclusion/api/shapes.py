"""The shapes of a page: JSON as data·inclusion sends it, GeoJSON for maps, CSV for spreadsheets."""

import csv
import io
import json
import re
from enum import StrEnum
from typing import Any, Final

from django.http import HttpRequest
from ninja import Schema

from parvis.products.data_inclusion.queries.answers import Answers


class Shape(StrEnum):
    """What a page is written in."""

    JSON = "json"
    GEOJSON = "geojson"
    CSV = "csv"


MEDIA_TYPES: Final = {
    "application/json": Shape.JSON,
    "application/geo+json": Shape.GEOJSON,
    "text/csv": Shape.CSV,
}
CONTENT_TYPES: Final = {
    Shape.GEOJSON: "application/geo+json",
    Shape.CSV: "text/csv; charset=utf-8; header=present",
}
_USUAL: Final = frozenset({"", "*/*", "application/json"})
_GEOMETRY: Final = {
    "type": ["object", "null"],
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"const": "Point"},
        "coordinates": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    },
}
_COUNTS: Final = ("total", "page", "size", "pages")
# A spreadsheet would run it; a number, a telephone for instance, is harmless.
_FORMULA: Final = re.compile(r"[=+\-@\t\r\n](?<![+-](?=\d+(?:[.,]\d+)?\Z))")


def wanted_shape(request: HttpRequest, asked: Shape | None) -> Shape:
    """The shape asked for in the address, else the preferred one of ``Accept``; JSON when it names none of ours."""
    if asked is not None:
        return asked
    if request.headers.get("accept", "") in _USUAL:
        return Shape.JSON
    return MEDIA_TYPES.get(request.get_preferred_type(list(MEDIA_TYPES)) or "", Shape.JSON)


def columns(*models: type[Schema]) -> list[str]:
    """The columns of a table of records, each field once, in the order of the schema."""
    return [name for model in models for name in model.model_fields if name != "service"]


def as_geojson(answers: Answers) -> bytes:
    """A page as a collection of points; what has no place has no geometry."""
    counts = {"total": answers.total, "page": answers.page, "size": len(answers.documents), "pages": answers.pages}
    features = [_feature(_record(document)) for document in answers.documents]
    collection = {"type": "FeatureCollection", "features": features, **counts}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def as_csv(answers: Answers, names: list[str]) -> bytes:
    """A page as a table, one line a record; lists are joined by « | »."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(names)
    for document in answers.documents:
        record = _record(document)
        table.writerow([_cell(record[name]) for name in names])
    return written.getvalue().encode()


def other_shapes() -> dict[str, Any]:
    """How OpenAPI describes a page in the other shapes."""
    whole = {"type": "integer"}
    feature = {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": "string"},
            "geometry": _GEOMETRY,
            "properties": {"type": "object", "description": "Les champs de la fiche, comme en JSON."},
        },
    }
    collection = {
        "type": "object",
        "required": ["type", "features", *_COUNTS],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "items": feature},
            **dict.fromkeys(_COUNTS, whole),
        },
    }
    table = {
        "type": "string",
        "description": "Une colonne par champ ; les listes sont jointes par « | ». Total dans « X-Total-Count ».",
    }
    content = {"application/geo+json": {"schema": collection}, "text/csv": {"schema": table}}
    return {"responses": {200: {"content": content}}}


def _record(document: bytes) -> dict[str, Any]:
    """The fields of an item; what is said of a service beside it comes after its own."""
    item: dict[str, Any] = json.loads(document)
    service = item.pop("service", None)
    return item if service is None else {**service, **item}


def _feature(record: dict[str, Any]) -> dict[str, Any]:
    place = [record["longitude"], record["latitude"]]
    geometry = None if None in place else {"type": "Point", "coordinates": place}
    return {"type": "Feature", "id": record["id"], "geometry": geometry, "properties": record}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    text = "|".join(each["id"] if isinstance(each, dict) else each for each in value) if type(value) is list else value
    return f"'{text}" if _FORMULA.match(text) else str(text)
