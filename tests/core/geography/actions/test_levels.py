"""Régions, départements and EPCI follow the edition."""

import pytest

from parvis.core.geography.actions.levels import write_levels
from parvis.core.geography.models import Departement, Epci, Region
from tests.factories.geography import Square, small_source

pytestmark = pytest.mark.django_db


def test_populations_are_those_of_the_communes_once(tmp_path):
    part = Square("25902", "Aval", 1, type="COMD", parent="25901", population=40)
    write_levels(small_source(tmp_path, Square("25901", "Amont", population=300), part))
    assert Departement.objects.get(code="25").population == 300
    assert Region.objects.get(code="27").population == 300
    assert Epci.objects.get(code="242500361").population == 300


def test_an_epci_that_is_gone_goes_out_of_force(tmp_path):
    write_levels(small_source(tmp_path, Square("25901", "Amont")))
    assert [epci.code for epci in Epci.objects.filter(active=True)] == ["242500361"]
    assert Epci.objects.count() == 1_253


def test_a_departement_is_renamed_in_place(tmp_path):
    Departement.objects.filter(code="25").update(name="Autrefois")
    write_levels(small_source(tmp_path, Square("25901", "Amont")))
    assert Departement.objects.get(code="25").name == "Doubs"
    assert Departement.objects.get(code="988").region is None
