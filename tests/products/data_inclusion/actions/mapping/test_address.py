"""Street, postal code and commune."""

import pytest

from parvis.products.data_inclusion.validators import Refusal
from tests.factories.mapping import make_config, map_one


@pytest.mark.parametrize(
    ("given", "street"),
    [
        ("3  rue\n Battant", "3 rue Battant"),
        ('3, rue "Battant"', "3 rue Battant"),
        ("0 Rue de la Poste", "Rue de la Poste"),
        ("null rue Battant", "rue Battant"),
        ("3 rue Battant 25000 Besançon", "3 rue Battant"),
        ("3 rue Battant, 25000 BESANÇON CEDEX", "3 rue Battant"),
        ("3 rue Battant - 25000 Besançon", "3 rue Battant"),
        ("3 rue Battant –25000 BESANÇON", "3 rue Battant"),
        ("3 rue Battant..", "3 rue Battant"),
        ("Cour de la Gare - Bât. A", "Cour de la Gare - Bât. A"),
        ("3 rue BP 25999", "3 rue BP 25999"),
        ("8 rue de la RÃ©publique", "8 rue de la République"),
        ("12 bis rue de l’Église (cour)", "12 bis rue de l’Église (cour)"),
    ],
)
def test_a_street_holds_only_the_street(given, street):
    mapped = map_one(adresse=given)
    assert mapped.lieu.adresse == street
    assert mapped.corrections == []


@pytest.mark.parametrize("given", ["", "25000", "Rue", "null", "-", "25000 Besançon"])
def test_a_place_without_street_is_kept_and_told(given):
    mapped = map_one(adresse=given)
    assert (mapped.lieu.adresse, mapped.corrections) == ("", ["adresse : absente"])


def test_signs_that_no_address_has_are_taken_away():
    mapped = map_one(adresse="3 rue Battant # @ *")
    assert mapped.lieu.adresse == "3 rue Battant"
    assert mapped.corrections == ["adresse : caractères étrangers à une adresse retirés"]


@pytest.mark.parametrize("given", ["25000", 25000, 25000.0, "25000.0", "25 000", "25000\u00a0"])
def test_a_postal_code_is_read_in_every_writing(given):
    assert map_one(code_postal=given).lieu.code_postal == "25000"


def test_a_lost_zero_is_put_back():
    assert map_one(code_postal="2500", commune="Nulle-Part").lieu.code_postal == "02500"


def test_the_street_gives_what_the_columns_do_not():
    config = make_config(commune=None, code_postal={"colonne": ""})
    lieu = map_one(config, adresse="3 rue Battant, 25000 Besançon").lieu
    assert (lieu.code_postal, lieu.commune, lieu.adresse) == ("25000", "Besançon", "3 rue Battant")


def test_the_number_of_a_post_box_is_no_postal_code():
    config = make_config(code_postal={"colonne": ""})
    lieu = map_one(config, adresse="3 rue Battant BP 40273 25030 Besançon Cedex").lieu
    assert (lieu.code_postal, lieu.code_insee) == ("25000", "25056")


def test_the_place_says_which_of_two_namesakes():
    mapped = map_one(commune="Lunas", code_postal="", adresse="Le bourg", latitude="43.7", longitude="3.2")
    assert (mapped.lieu.code_insee, mapped.lieu.code_postal) == ("34144", "34650")
    assert mapped.corrections == [
        "commune : trouvée par son nom et les coordonnées",
        "code_postal : absent, celui de la commune",
    ]


def test_a_code_of_cedex_becomes_that_of_the_commune():
    mapped = map_one(code_postal="25030", commune="BESANCON CEDEX")
    assert (mapped.lieu.code_postal, mapped.lieu.code_insee) == ("25000", "25056")
    assert mapped.corrections == ["code_postal : n'est pas de cette commune, remplacé par le sien"]


def test_the_postal_code_decides_when_the_name_contradicts_it():
    mapped = map_one(code_postal="34650", commune="LUNAS", latitude="", longitude="")
    assert (mapped.lieu.commune, mapped.lieu.code_postal, mapped.lieu.code_insee) == ("Lunas", "34650", "34144")


def test_codes_of_the_pacific_stay():
    assert map_one(code_postal="98851", commune="Nouméa", latitude="", longitude="").lieu.code_postal == "98851"


def test_a_commune_that_is_not_known_is_kept_without_its_code():
    mapped = map_one(commune="La Nulle Part", code_postal="71530", latitude="", longitude="")
    assert (mapped.lieu.commune, mapped.lieu.code_insee) == ("La Nulle-Part", "")
    assert mapped.corrections == ["commune : inconnue à ce code postal, sans code INSEE"]


def test_a_row_is_refused_when_nothing_says_the_commune():
    with pytest.raises(Refusal) as caught:
        map_one(commune="", code_postal="", adresse="3 rue Battant")
    assert (caught.value.reason, caught.value.suggestion) == (
        "commune : absente, et le code postal ne suffit pas",
        "Donner la commune.",
    )
    with pytest.raises(Refusal, match="plusieurs communes portent ce nom"):
        map_one(commune="Lunas", code_postal="", adresse="Le bourg", latitude="", longitude="")


def test_a_postal_code_that_is_none_is_told():
    mapped = map_one(code_postal="25", commune="Montbéliard", latitude="", longitude="")
    assert mapped.lieu.code_postal == "25200"
    assert mapped.corrections[0] == "code_postal : n'a pas cinq chiffres, laissé de côté"


def test_no_postal_code_is_chosen_for_a_commune_that_has_several():
    havre = {"commune": "Le Havre", "latitude": "", "longitude": ""}
    mapped = map_one(code_postal="", **havre)
    assert (mapped.lieu.code_postal, mapped.lieu.code_insee) == ("", "76351")
    assert mapped.corrections == ["code_postal : absent, et cette commune en a plusieurs : à donner"]
    mapped = map_one(code_postal="76084", **havre)
    assert (mapped.lieu.code_postal, mapped.lieu.code_insee) == ("76084", "76351")
    assert mapped.corrections == ["code_postal : n'est pas de cette commune, qui en a plusieurs : gardé, à vérifier"]


def test_the_postal_code_of_a_former_commune_is_not_replaced_in_silence():
    mapped = map_one(code_postal="39403", commune="Morez Cedex", latitude="", longitude="")
    assert mapped.lieu.code_postal == "39400"
    assert mapped.corrections == [
        "commune : ancienne commune, remplacée par celle d'aujourd'hui",
        "code_postal : n'est pas de cette commune, remplacé par le sien",
    ]
