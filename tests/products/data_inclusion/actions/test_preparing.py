"""The answers of the API are written once: the list's is the wire form, the page's adds the services."""

import json
from datetime import date

import pytest
from data_inclusion.schema.v1 import Service as ServiceSchema
from data_inclusion.schema.v1 import Structure as StructureSchema

from parvis.products.data_inclusion.actions.preparing import Preparation, compact, territories, wire_form


def structure(**values) -> StructureSchema:
    return StructureSchema(
        **{"source": "essai", "id": "essai--1", "nom": "Café numérique", "date_maj": date(2026, 1, 2)} | values
    )


def test_the_wire_form_lists_networks_in_a_stable_order():
    networks = ["mission-locale", "ccas-cias", "france-service"]
    assert wire_form(structure(reseaux_porteurs=networks))["reseaux_porteurs"] == sorted(networks)


def test_document_is_the_wire_form_left_open_for_what_publication_adds():
    besancon = structure(code_insee="25056", commune="Besançon")
    staged = Preparation({"25": "27"}).structure(besancon, record_hash="a" * 64, run=1)
    assert json.loads(staged.document + "}") == wire_form(besancon)
    assert (staged.code_departement, staged.code_region, staged.search_key) == ("25", "27", "cafe numerique besancon")


def test_service_keeps_what_of_its_quality_does_not_age():
    service = ServiceSchema(
        source="essai", id="essai--s", structure_id="essai--1", nom="Atelier", date_maj=date(2020, 1, 2),
        description="Une description qui dépasse les cinquante caractères, pour la moitié.", frais="gratuit",
    )  # fmt: skip
    staged = Preparation({}).service(service, record_hash="a" * 64, run=1, line=3)
    # mobilisation 0, publics 0, thématiques 0, contact 0, frais 1, description 0.5
    assert (staged.quality, staged.criteria, staged.ages) == (1.5, 6, True)
    agefiph = service.model_copy(update={"source": "agefiph"})
    assert not Preparation({}).service(agefiph, record_hash="a" * 64, run=1, line=3).ages


def test_json_is_compact_and_readable():
    assert compact({"ville": "Besançon", "n": [1, 2]}) == '{"ville":"Besançon","n":[1,2]}'


@pytest.mark.django_db
def test_each_departement_knows_its_region():
    assert territories()["25"] == "27"
