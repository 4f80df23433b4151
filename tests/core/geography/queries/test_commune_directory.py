"""The directory of communes, for who reads addresses in bulk."""

import pytest

from parvis.core.geography.queries.commune_directory import commune_directory

pytestmark = pytest.mark.django_db


def test_the_directory_is_read_in_three_queries(django_assert_num_queries):
    with django_assert_num_queries(3):
        found = commune_directory()
    assert 34_000 < len(found) < 36_000
    assert [commune.code_insee for commune in found] == sorted(commune.code_insee for commune in found)


def test_a_commune_has_its_postal_codes_and_the_names_it_absorbed():
    by_code = {commune.code_insee: commune for commune in commune_directory()}
    besancon = by_code["25056"]
    assert (besancon.name, besancon.departement, besancon.codes_postaux) == ("Besançon", "25", ("25000",))
    assert besancon.longitude == pytest.approx(6.02, abs=0.05)
    assert "Morez" in by_code["39368"].former_names
    assert {"75001", "75020"} <= set(by_code["75056"].codes_postaux)
    assert by_code["98818"].codes_postaux
