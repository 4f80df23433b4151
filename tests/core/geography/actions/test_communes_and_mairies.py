"""Communes, postal codes and mairies follow the edition; the past is kept out of force."""

import pytest

from parvis.core.geography.actions.communes_and_mairies import write_codes_postaux, write_communes, write_mairies
from parvis.core.geography.actions.levels import write_levels
from parvis.core.geography.models import CodePostal, Commune, Mairie
from parvis.core.geography.queries.boundaries import commune_boundaries
from parvis.core.geography.queries.communes import current_commune
from tests.factories.geography import Square, small_source

pytestmark = pytest.mark.django_db

AMONT = Square("25901", "Amont", population=300)
AVAL = Square("25902", "Aval", 1, mairie="")


def write(folder, *squares: Square) -> None:
    source = small_source(folder, *squares)
    write_levels(source)
    write_communes(source.communes, commune_boundaries(source.communes))
    write_codes_postaux(source.communes)
    write_mairies(source.communes)


def test_a_commune_is_written_with_all_that_is_known_of_it(tmp_path):
    write(tmp_path, AMONT, AVAL)
    amont = Commune.objects.current().select_related("mairie", "epci").get(code_insee="25901")
    assert (amont.name, amont.search_key, amont.population, amont.departement_id) == ("Amont", "amont", 300, "25")
    assert (amont.longitude, amont.latitude) == (6.05, 47.05)
    assert amont.epci.code == "242500361"
    assert (amont.mairie.address, amont.mairie.code_postal, amont.mairie.town) == (
        "1 place de la Mairie", "25999", "Ville",
    )  # fmt: skip
    assert amont.mairie.opening_hours == "Mo 09:00-12:00"
    assert [code.code for code in amont.codes_postaux.all()] == ["25999"]
    assert not Mairie.objects.filter(commune__code_insee="25902").exists()


def test_a_merged_commune_goes_out_of_force_and_leads_to_the_new_one(tmp_path):
    write(tmp_path / "before", AMONT, AVAL)
    before = Commune.objects.get(code_insee="25902", type="COM")
    write(tmp_path / "after", AMONT, Square("25902", "Aval", 1, type="COMD", parent="25901", mairie=""))
    before.refresh_from_db()
    assert not before.active
    assert current_commune("25902").code_insee == "25901"
    part = Commune.objects.get(code_insee="25902", type="COMD")
    assert (part.parent.code_insee, part.departement_id, part.epci_id) == ("25901", "25", "242500361")


def test_a_commune_keeps_its_key_from_one_edition_to_the_next(tmp_path):
    write(tmp_path / "before", AMONT)
    key = Commune.objects.get(code_insee="25901", type="COM").pk
    write(tmp_path / "after", Square("25901", "Amont-les-Bains", population=310))
    after = Commune.objects.get(code_insee="25901", type="COM")
    assert (after.pk, after.name, after.search_key, after.population) == (
        key,
        "Amont-les-Bains",
        "amont les bains",
        310,
    )


def test_what_the_edition_no_longer_knows_of_postal_codes_and_mairies_goes(tmp_path):
    write(tmp_path / "before", AMONT)
    write(tmp_path / "after", Square("25901", "Amont", code_postal="25998", mairie=""))
    assert not CodePostal.objects.filter(code="25999").exists()
    assert [code.code for code in Commune.objects.get(code_insee="25901").codes_postaux.all()] == ["25998"]
    assert not Mairie.objects.filter(commune__code_insee="25901").exists()
