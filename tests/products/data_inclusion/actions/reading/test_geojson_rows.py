"""A feature is its properties and a point."""

import pytest

from parvis.products.data_inclusion.actions.reading.geojson_rows import of_feature

SQUARE = [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]


def test_a_point_gives_its_longitude_and_latitude():
    feature = {"id": 7, "properties": {"nom": "A"}, "geometry": {"type": "Point", "coordinates": [6.0, 47.2, 300]}}
    assert of_feature(feature) == {"nom": "A", "id": 7, "longitude": 6.0, "latitude": 47.2}


def test_an_area_gives_a_point_that_is_in_it():
    row = of_feature({"properties": {}, "geometry": {"type": "Polygon", "coordinates": SQUARE}})
    assert 0 < row["longitude"] < 2
    assert 0 < row["latitude"] < 2


def test_properties_win_over_the_geometry():
    feature = {"properties": {"latitude": "1"}, "geometry": {"type": "Point", "coordinates": [6.0, 47.2]}}
    assert of_feature(feature) == {"latitude": "1"}


@pytest.mark.parametrize("geometry", [None, {}, {"type": "Point"}, {"type": "Polygon", "coordinates": "x"}])
def test_a_geometry_that_is_none_gives_no_point(geometry):
    assert of_feature({"properties": {"nom": "A"}, "geometry": geometry}) == {"nom": "A"}
