"""Which commune an address means."""

import pytest

from parvis.products.data_inclusion.actions.mapping.communes import CommuneDirectory
from tests.factories.mapping import COMMUNES, DIRECTORY


@pytest.mark.parametrize(
    ("name", "code_postal", "code_insee", "doubts"),
    [
        ("Besançon", "25000", "25056", 0),
        ("BESANCON", "25000", "25056", 0),
        ("besançon cedex 3", "25000", "25056", 0),
        ("Havre", "76610", "76351", 0),
        ("LE HAVRE", "76600", "76351", 0),
        ("St Denis", "97400", "97411", 0),
        ("Paris 11e", "75011", "75056", 0),
        ("Paris 11ème arrondissement", "75011", "75056", 0),
        ("Château-Chinon (Campagne)", "58120", "58063", 0),
        # A namesake unique in its département, under a CEDEX code.
        ("Besançon", "25030", "25056", 0),
        # The postal code decides between namesakes.
        ("Lunas", "34650", "34144", 0),
        ("Lunas", "24130", "24246", 0),
        # The name says one place, the postal code another: the second wins.
        ("Montbéliard", "34260", "34020", 1),
        # Absorbed by another.
        ("MOREZ", "39400", "39368", 1),
        # Badly written.
        ("Bezançon", "25000", "25056", 1),
        ("Crisey", "71530", "71154", 1),
        # With words missing.
        ("Bienne", "39400", "39368", 1),
        # One of the two is absent.
        ("", "25000", "25056", 1),
        ("Montbéliard", "", "25388", 0),
        # One département of Corsica has the beginning of both.
        ("Ajaccio", "20090", "2A004", 0),
    ],
)
def test_a_commune_is_found(name, code_postal, code_insee, doubts):
    found = DIRECTORY.find(name, code_postal)
    assert found.commune.code_insee == code_insee
    assert len(found.doubts) == doubts


@pytest.mark.parametrize(
    ("name", "code_postal"),
    [
        ("Lunas", ""),
        ("", "71530"),
        ("", ""),
        ("Château-Chinon", "58120"),
        ("Nulle-Part", "71530"),
        ("Nulle-Part", "99999"),
        ("Montbéliard", "99999"),
    ],
)
def test_what_is_not_certain_is_not_guessed(name, code_postal):
    assert DIRECTORY.find(name, code_postal) is None


def test_the_place_decides_between_namesakes_far_apart():
    assert DIRECTORY.find("Lunas", "", (3.2, 43.7)).commune.code_insee == "34144"
    assert DIRECTORY.find("Lunas", "99999", (0.4, 44.9)).commune.code_insee == "24246"
    assert DIRECTORY.find("Lunas", "", (6.0, 47.2)) is None
    assert DIRECTORY.find("Château-Chinon", "58120", (3.93, 47.06)) is None


def test_a_commune_is_known_by_its_code():
    assert DIRECTORY.of_code("25056").name == "Besançon"
    assert DIRECTORY.of_code("25999") is None


def test_a_name_that_several_communes_of_a_postal_code_share_is_decided_by_whose_territory_holds_the_place():
    directory = CommuneDirectory(COMMUNES, lambda longitude, latitude: "58062" if longitude < 3.935 else "58063")
    found = directory.find("Château-Chinon", "58120", (3.93, 47.06))
    assert found.commune.code_insee == "58062"
    assert found.doubts == ("commune : nom incomplet, précisé d'après le code postal et les coordonnées",)
    assert directory.find("Château-Chinon", "58120", (3.94, 47.05)).commune.code_insee == "58063"
    assert directory.find("Château-Chinon", "58120") is None
    assert CommuneDirectory(COMMUNES, lambda *_: "71081").find("Château-Chinon", "58120", (4.8, 46.8)) is None
