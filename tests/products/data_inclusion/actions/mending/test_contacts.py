import pytest

from parvis.products.data_inclusion.actions.mending.services import mend_service
from parvis.products.data_inclusion.actions.mending.structures import mend_structure
from tests.factories.places import small_territory

PLACES = small_territory()


def mended(name, value, **more):
    result = mend_structure({name: value} | more, PLACES)
    return result.values.get(name), [line for line in result.corrections if line.startswith(f"{name} :")]


@pytest.mark.parametrize(
    "given",
    [
        "03 81 61 50 50",
        "03.81.61.50.50",
        "+33 (0)3 81 61 50 50",
        "0033381615050",
        "381615050",
        381615050,
        "Tél : 03-81-61-50-50",
    ],
)
def test_telephones_come_in_one_form(given):
    assert mended("telephone", given) == ("+33381615050", [])


def test_telephones_overseas_follow_the_postal_code():
    assert mended("telephone", "0262 90 78 78", commune="Saint-Denis", code_postal="97400") == ("+262262907878", [])
    assert mended("telephone", "0262907878", code_insee="97411") == ("+262262907878", [])


def test_of_several_telephones_the_first_is_kept_and_it_is_said():
    value, said = mended("telephone", "03 81 61 50 50 / 06 12 34 56 78")
    assert value == "+33381615050"
    assert "premier" in said[0]


@pytest.mark.parametrize("given", ["00 00 00 00 00", "voir le site", "12"])
def test_what_is_no_telephone_goes_and_it_is_said(given):
    value, said = mended("telephone", given)
    assert value is None or given == "12"
    assert said or given == "12"


def test_the_first_of_several_emails_is_kept():
    value, said = mended("courriel", "Accueil@Ccas.fr ; autre@ccas.fr")
    assert value == "accueil@ccas.fr"
    assert said == ["courriel : plusieurs adresses, la première est gardée"]


def test_a_faulty_email_goes():
    assert mended("courriel", "pas d'adresse")[0] is None
    assert mended("courriel", "pas d'adresse")[1] == ["courriel : aucune adresse électronique valable, retiré"]


@pytest.mark.parametrize(
    ("given", "expected", "said"),
    [
        ("https://a.fr/page", "https://a.fr/page", ""),
        ("www.a.fr", "http://www.a.fr", "http:// ajouté"),
        ("http://a.fr|http://b.fr", "http://a.fr", "plusieurs"),
        ("en construction", None, "illisible"),
    ],
)
def test_web_addresses_have_a_scheme(given, expected, said):
    value, report = mended("site_web", given)
    assert value == expected
    assert said in "".join(report)


def test_a_contact_that_its_producer_keeps_private_is_not_taken():
    result = mend_service(
        {"contact_public": "Non", "courriel": "a@b.fr", "telephone": "0381615050", "contact_nom_prenom": "A B"}, PLACES
    )
    assert not {"courriel", "telephone", "contact_nom_prenom", "contact_public"} & result.values.keys()
    assert len(result.corrections) == 3
