"""Coordinates: kept as given, mended when swapped or projected, left out when impossible."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.geography.queries.distance import distance_km
from parvis.products.data_inclusion.actions.mapping.location import from_lambert_93, number
from tests.factories.mapping import make_config, map_one


def point(**changes):
    mapped = map_one(**changes)
    return mapped.lieu.latitude, mapped.lieu.longitude, mapped.corrections


@pytest.mark.parametrize(("latitude", "longitude"), [("47.24", "6.02"), (47.24, 6.02), ("47,24 N", " 6,02")])
def test_degrees_are_kept_as_they_are(latitude, longitude):
    assert point(latitude=latitude, longitude=longitude) == (47.24, 6.02, [])


def test_swapped_coordinates_are_put_back():
    latitude, longitude, [said] = point(latitude="6.02", longitude="47.24")
    assert (latitude, longitude) == (47.24, 6.02)
    assert "interverties" in said


def test_lambert_93_becomes_degrees_even_swapped():
    for x, y in (("927900", "6685900"), ("6685900", "927900")):
        latitude, longitude, [said] = point(longitude=x, latitude=y)
        assert distance_km(longitude, latitude, 6.0241, 47.2378) < 5
        assert "Lambert-93" in said


@pytest.mark.parametrize(
    ("x", "y", "latitude", "longitude"),
    [
        (700000, 6600000, 46.5, 3.0),
        (652469.02, 6862035.26, 48.8566, 2.3522),
    ],
)
def test_the_projection_is_that_of_ign(x, y, latitude, longitude):
    found = from_lambert_93(x, y)
    assert found.latitude == pytest.approx(latitude, abs=1e-6)
    assert found.longitude == pytest.approx(longitude, abs=1e-6)


@pytest.mark.parametrize(("latitude", "longitude"), [("95", "200"), ("1", "1"), ("40.7", "-74"), ("1e9", "1")])
def test_a_point_outside_the_republic_is_left_out(latitude, longitude):
    assert point(latitude=latitude, longitude=longitude) == (
        None,
        None,
        ["localisation : coordonnées hors de France, laissées de côté"],
    )


@pytest.mark.parametrize(("latitude", "longitude"), [("", ""), ("0", "0"), (0, 6.02), ("47.24", "")])
def test_half_a_point_is_no_point(latitude, longitude):
    assert point(latitude=latitude, longitude=longitude)[:2] == (None, None)


def test_an_unreadable_point_is_told():
    assert point(latitude="None", longitude="None")[2] == ["localisation : coordonnées illisibles, laissées de côté"]


def test_a_point_far_from_its_commune_is_kept_and_told():
    latitude, _, corrections = point(latitude="43.70", longitude="3.19")
    assert latitude == 43.70
    assert corrections == ["localisation : à plus de 50 km de la commune, à vérifier"]


def test_a_configuration_with_one_coordinate_gives_none():
    assert map_one(make_config(latitude=None)).lieu.longitude is None


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_any_projected_point_is_finite(x, y):
    found = from_lambert_93(x, y)
    assert math.isfinite(found.latitude)
    assert math.isfinite(found.longitude)


@given(st.text())
def test_any_text_is_a_number_or_none(text):
    value = number(text)
    assert value is None or math.isfinite(value)
