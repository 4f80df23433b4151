"""Distances on the sphere."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088


def distance_km(longitude: float, latitude: float, other_longitude: float, other_latitude: float) -> float:
    """Great-circle distance between two points given in degrees (haversine; within 0.5 % of the ellipsoid)."""
    phi, other_phi = radians(latitude), radians(other_latitude)
    chord = (
        sin((other_phi - phi) / 2) ** 2 + cos(phi) * cos(other_phi) * sin(radians(other_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))
