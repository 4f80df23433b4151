"""GeoJSON: a feature is the row of its properties, with the point of its geometry."""

from typing import Any


def of_feature(feature: dict[str, Any]) -> dict[str, Any]:
    """The properties, ``longitude`` and ``latitude`` when they have none, and ``id`` from the feature."""
    properties = feature.get("properties")
    row = dict(properties) if isinstance(properties, dict) else {}
    if "id" in feature:
        row.setdefault("id", feature["id"])
    point = _point(feature.get("geometry"))
    if point and not {"longitude", "latitude"} & row.keys():
        row["longitude"], row["latitude"] = point
    return row


def _point(geometry: Any) -> tuple[float, float] | None:
    """The point; of a line or an area, one that is on it."""
    if not isinstance(geometry, dict):
        return None
    if geometry.get("type") == "Point":
        match geometry.get("coordinates"):
            case [float() | int() as longitude, float() | int() as latitude, *_]:
                return float(longitude), float(latitude)
        return None
    # Loaded for lines and areas only: numpy comes with it.
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    try:
        found = shape(geometry).representative_point()
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return None
    return None if found.is_empty else (found.x, found.y)
