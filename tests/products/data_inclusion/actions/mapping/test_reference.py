"""A place in the words of data-inclusion-schema v1."""

import pytest
from data_inclusion.schema.v1 import ReseauPorteur, Service, Thematique

from parvis.products.data_inclusion.actions.mapping.reference import (
    RESEAUX_BY_DISPOSITIF,
    RESEAUX_BY_TYPOLOGIE,
    THEMATIQUES,
    to_reference,
)
from parvis.products.data_inclusion.actions.mapping.vocabulary import SERVICES
from parvis.products.data_inclusion.validators import check_structure
from tests.factories.mapping import make_lieu, map_one


def reference(**changes):
    return to_reference(make_lieu(**changes), source="essai")


def service(**changes):
    found = reference(**changes).services[0]
    Service.model_validate(found)
    return found


def test_a_place_is_a_structure_and_its_service():
    found = to_reference(map_one().lieu, source="essai")
    checked = check_structure(found.structure)
    assert checked.corrections == []
    assert (checked.record.id, str(checked.record.site_web)) == ("essai--Essai_7", "https://exemple.fr/fil")
    [offer] = found.services
    assert (offer["id"], offer["structure_id"]) == ("essai--Essai_7", "essai--Essai_7")
    assert Service.model_validate(offer).description == "Un lieu ouvert à tous."
    assert found.corrections == []


def test_every_correspondence_leads_to_the_schema():
    thematiques = {word for words in THEMATIQUES.values() for word in words}
    assert thematiques <= {word.value for word in Thematique}
    assert set(THEMATIQUES) == set(SERVICES)
    reseaux = {*RESEAUX_BY_DISPOSITIF.values(), *RESEAUX_BY_TYPOLOGIE.values()}
    assert reseaux <= {word.value for word in ReseauPorteur}


def test_networks_come_from_programmes_and_kinds():
    structure = reference(
        dispositif_programmes_nationaux=("Aidants Connect", "Certification PIX"), typologie=("MJC", "BIB")
    ).structure
    assert structure["reseaux_porteurs"] == ["aidants-connect", "mjc"]
    assert reference().structure["reseaux_porteurs"] is None


@pytest.mark.parametrize(
    ("pivot", "siret"), [("13002526500013", "13002526500013"), ("W251000123", None), ("0" * 14, None)]
)
def test_only_a_siret_is_a_siret(pivot, siret):
    assert reference(pivot=pivot).structure["siret"] == siret


@pytest.mark.parametrize(
    ("said", "frais", "precisions"),
    [
        ((), None, None),
        (("Gratuit",), "gratuit", None),
        (("Gratuit sous condition",), "gratuit", "Gratuit sous condition"),
        (("Gratuit", "Payant"), "gratuit", "Gratuit, Payant"),
        (("Payant",), "payant", "Payant"),
    ],
)
def test_fees_are_never_supposed(said, frais, precisions):
    found = service(frais_a_charge=said)
    assert (found["frais"], found["frais_precisions"]) == (frais, precisions)


def test_a_disability_that_is_welcome_restricts_nobody():
    found = service(prise_en_charge_specifique=("Handicaps moteurs",))
    assert (found["publics"], found["publics_precisions"]) == (["tous-publics"], "Handicaps moteurs")
    found = service(publics_specifiquement_adresses=("Jeunes", "Femmes"), prise_en_charge_specifique=("Surdité",))
    assert (found["publics"], found["publics_precisions"]) == (["femmes", "jeunes"], "Jeunes, Femmes, Surdité")


@pytest.mark.parametrize(
    ("modes", "type_", "accueil"),
    [
        ((), "accompagnement", ["en-presentiel"]),
        (("En autonomie",), "aide-materielle", ["en-presentiel"]),
        (("En autonomie", "Dans un atelier collectif"), "atelier", ["en-presentiel"]),
        (("À distance", "Accompagnement individuel"), "accompagnement", ["a-distance", "en-presentiel"]),
    ],
)
def test_the_type_and_place_of_help_follow_its_modes(modes, type_, accueil):
    found = service(modalites_accompagnement=modes)
    assert (found["type"], found["modes_accueil"]) == (type_, accueil)


def test_ways_to_reach_come_from_the_place_or_from_its_contacts():
    acces = ("Se présenter", "Prendre un RDV en ligne")
    found = service(modalites_acces=acces, prise_rdv="https://exemple.fr/rdv")
    assert found["modes_mobilisation"] == ["se-presenter", "utiliser-lien-mobilisation"]
    assert found["lien_mobilisation"] == "https://exemple.fr/rdv"
    assert service(telephone="+33381615050", courriels=("a@b.fr",))["modes_mobilisation"] == [
        "envoyer-un-courriel",
        "telephoner",
    ]
    assert service()["modes_mobilisation"] is None


def test_the_zone_is_the_departement():
    assert service()["zone_eligibilite"] == ["25"]
    assert service(code_insee="97411")["zone_eligibilite"] == ["974"]
    assert service(code_insee="")["zone_eligibilite"] is None


def test_what_does_not_fit_is_shortened_or_supposed_and_told():
    found = reference(
        date_maj="1970-01-01",
        courriels=("a@b.fr", "c@d.fr"),
        site_web=("https://a.fr", "https://b.fr"),
        nom="N" * 200,
        presentation_detail="d" * 20_000,
    )
    assert (found.structure["date_maj"], len(found.structure["nom"])) == ("2000-01-01", 150)
    assert len(found.structure["description"]) == 10_000
    assert [line.split(" : ")[0] for line in found.corrections] == [
        "date_maj",
        "courriel",
        "site_web",
        "nom",
        "description",
    ]
    check_structure(found.structure)
    Service.model_validate(found.services[0])


def test_a_place_that_says_nothing_of_itself_is_described_by_its_services():
    found = reference(presentation_detail="ici")
    assert found.structure["description"] is None
    assert found.services[0]["description"] == "Ce lieu propose : Aide aux démarches administratives."
