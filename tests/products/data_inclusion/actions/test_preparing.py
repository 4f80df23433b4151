"""The answers of the API are written once: the list's is the wire form, the page's adds the services."""

import json
from datetime import date

import pytest
from data_inclusion.schema.v1 import Structure as StructureSchema

from parvis.products.data_inclusion.actions.preparing import Preparation, compact, territories, wire_form


def structure(**values) -> StructureSchema:
    return StructureSchema(
        **{"source": "essai", "id": "essai--1", "nom": "Café numérique", "date_maj": date(2026, 1, 2)} | values
    )


def test_the_wire_form_lists_networks_in_a_stable_order():
    networks = ["mission-locale", "ccas-cias", "france-service"]
    assert wire_form(structure(reseaux_porteurs=networks))["reseaux_porteurs"] == sorted(networks)


def test_documents_are_the_wire_form_and_what_the_api_adds():
    staged = Preparation({"25": "27"}).staged(
        structure(code_insee="25056", commune="Besançon"), record_hash="a" * 64, run=1
    )
    listed, detail = json.loads(staged.document), json.loads(staged.detail)
    assert listed["nom"] == "Café numérique"
    assert {"score_qualite", "adresse_certifiee", "doublons"} <= set(listed)
    assert detail == listed | {"services": []}
    assert (staged.code_departement, staged.code_region, staged.search_key) == ("25", "27", "cafe numerique besancon")


def test_the_digest_changes_with_any_field():
    prepare = Preparation({}).staged
    before = prepare(structure(), record_hash="a" * 64, run=1).digest
    assert prepare(structure(), record_hash="b" * 64, run=2).digest == before
    assert prepare(structure(nom="Autre nom"), record_hash="a" * 64, run=1).digest != before


def test_json_is_compact_and_readable():
    assert compact({"ville": "Besançon", "n": [1, 2]}) == '{"ville":"Besançon","n":[1,2]}'.encode()


@pytest.mark.django_db
def test_each_departement_knows_its_region():
    assert territories()["25"] == "27"
