"""A record is kept with what is wrong left out; few things refuse it."""

import pytest

from parvis.products.data_inclusion.validators import Refusal
from tests.factories.mapping import make_config, map_one


def test_a_sound_row_is_a_record_without_corrections():
    mapped = map_one()
    assert mapped.corrections == []
    assert mapped.lieu.as_record() == {
        "id": "Essai_7",
        "pivot": "00000000000000",
        "nom": "Le Fil numérique",
        "commune": "Besançon",
        "code_postal": "25000",
        "code_insee": "25056",
        "adresse": "3 rue Battant",
        "latitude": 47.24,
        "longitude": 6.02,
        "telephone": "+33381615050",
        "courriels": "accueil@exemple.fr",
        "site_web": "https://exemple.fr/fil",
        "presentation_detail": "Un lieu ouvert à tous.",
        "source": "Essai",
        "date_maj": "2026-03-02",
        "services": "Aide aux démarches administratives",
    }


def test_a_place_that_receives_nobody_is_refused():
    config = make_config(modalites_acces=[{"colonnes": ["acces"], "cible": "Ce lieu n'accueille pas de public"}])
    with pytest.raises(Refusal, match="n'accueille pas de public"):
        map_one(config, acces="non")
    assert map_one(config, acces="").lieu.modalites_acces == ()


def test_a_place_without_service_is_refused_with_advice():
    with pytest.raises(Refusal) as caught:
        map_one(offre="Tricot")
    assert caught.value.reason == "services : aucun terme reconnu dans « offre »"
    assert "configuration" in caught.value.suggestion
    with pytest.raises(Refusal) as caught:
        map_one(offre=" ")
    assert (caught.value.reason, caught.value.suggestion) == ("services : rien n'en est dit", "Remplir « offre ».")


def test_the_columns_that_a_refusal_names_are_few():
    columns = [f"colonne {rank}" for rank in range(9)]
    config = make_config(services=[{"colonnes": columns, "cible": "Aide aux démarches administratives"}])
    with pytest.raises(Refusal) as caught:
        map_one(config)
    assert caught.value.suggestion == "Remplir « colonne 0 » ou « colonne 1 » ou « colonne 2 », etc."


def test_bad_links_are_left_out_one_by_one():
    config = make_config(prise_rdv={"colonne": "rdv"}, fiche_acces_libre={"colonne": "acces"})
    mapped = map_one(config, rdv="par téléphone", acces="<script src=x>", site_web="exemple.fr")
    assert (mapped.lieu.prise_rdv, mapped.lieu.fiche_acces_libre) == ("", "")
    assert mapped.lieu.site_web == ("http://exemple.fr",)
    assert mapped.corrections == ["prise_rdv : ce n'est pas une adresse internet, laissée de côté"]


def test_corrections_never_repeat_a_value():
    mapped = map_one(telephone="SECRET", courriels="SECRET", site_web="SECRET @", pivot="SECRET", date_maj="SECRET")
    assert len(mapped.corrections) == 5
    assert not any("SECRET" in line for line in mapped.corrections)
