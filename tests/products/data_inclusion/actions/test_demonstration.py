"""The invented services: many in each large town, said to be invented, inside the boundaries, the same each time."""

from collections import Counter
from itertools import islice

import pytest

from parvis.core.geography.enums import Niveau
from parvis.core.geography.models import Commune, Contour
from parvis.core.geography.queries.communes import commune_holding
from parvis.core.privacy.actions.rights.demonstration import STORIES
from parvis.kernel.french import opening_hours
from parvis.kernel.french.siret import clean_siret
from parvis.products.data_inclusion.actions.demonstration import DEMONSTRATION
from parvis.products.data_inclusion.actions.demonstration_offer import NOTICE, stock
from parvis.products.data_inclusion.validators import check_service, check_structure

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return [record for _, record in DEMONSTRATION.read()]


def test_every_large_town_has_services_according_to_its_size(world):
    counts = Counter()
    for record in world:
        counts[record["structure"].get("code_insee")] += len(record["services"])
    towns = Commune.objects.current().filter(population__gte=30_000).values_list("code_insee", flat=True)
    assert all(counts[code] >= 8 for code in towns)
    assert counts["25056"] >= 15
    assert counts["75056"] >= 50
    assert 3_000 < sum(counts.values()) < 5_000
    assert counts[None] >= 8


def test_each_record_is_valid_whole_and_said_to_be_invented(world):
    for record in world[::40]:
        structure = record["structure"] | {"id": "demonstration--1", "source": "demonstration"}
        assert check_structure(structure).corrections == []
        assert NOTICE in structure["description"]
        assert opening_hours.is_valid(structure["horaires_accueil"])
        for service in record["services"]:
            checked = check_service(
                service
                | {"source": "demonstration", "structure_id": "demonstration--1"}
                | {"id": f"demonstration--{service['id']}"}
            )
            assert checked.corrections == []
            assert NOTICE in service["description"]
            assert ".example/" in service["lien_source"]


def test_each_structure_has_a_siret_that_belongs_to_nobody_and_a_postal_code_of_its_commune(world):
    sirets = [record["structure"]["siret"] for record in world]
    assert len(set(sirets)) == len(sirets)
    assert all(clean_siret(siret) == siret and siret.startswith("99999") for siret in sirets)
    assert not {siret[:9] for siret in sirets} & {"999999105", "999999303"}, "those have their own records"
    towns = Commune.objects.current().filter(population__gte=30_000).prefetch_related("codes_postaux")
    codes = {town.code_insee: {each.code for each in town.codes_postaux.all()} for town in towns}
    for record in world[1:]:
        placed = [record["structure"], *(each for each in record["services"] if each.get("commune"))]
        assert {each["code_postal"] for each in placed} <= codes[record["structure"]["code_insee"]]
        assert len({each["code_postal"] for each in placed}) == 1
    assert (
        len(
            {record["structure"]["code_postal"] for record in world if record["structure"].get("code_insee") == "75056"}
        )
        > 5
    )


def test_a_few_services_name_somebody_at_their_own_address(world):
    services = [service for record in world for service in record["services"]]
    named = [service for service in services if service.get("contact_nom_prenom")]
    assert 40 < len(named) < len(services) / 20
    assert len({service["courriel"] for service in named}) == len(named)
    placed = {service["courriel"] for service in named if service["id"] in stock().people}
    assert all(service["courriel"].endswith(".example") for service in named if service["courriel"] not in placed)
    for service in named:
        checked = check_service(service | {"source": "demonstration", "structure_id": "demonstration--1"})
        assert (checked.corrections, checked.record.contact_nom_prenom) == ([], service["contact_nom_prenom"])


def test_whoever_asks_about_the_services_is_named_by_one_of_them(world):
    named = {service.get("courriel"): service for record in world for service in record["services"]}
    asking = {
        story.email: story.name for story in STORIES if story.name in {"Solène Abgrall", "Moussa Traoré", "Awa Cissé"}
    }
    assert len(asking) == len(stock().people) == 3
    for email, name in asking.items():
        assert named[email]["contact_nom_prenom"] == name
    assert "hugo.delmas@exemple.fr" not in named, "he was told that nothing is held about him"


def test_places_are_inside_their_commune(world):
    for record in world[1::150]:
        structure = record["structure"]
        if not Contour.objects.filter(niveau=Niveau.COMMUNE, code=structure["code_insee"]).exists():
            # The official boundaries leave out New Caledonia and Polynesia.
            assert structure["code_insee"].startswith("98")
            continue
        held = commune_holding(structure["longitude"], structure["latitude"])
        assert held is not None
        assert held.code_insee == structure["code_insee"]


def test_the_same_seed_draws_the_same_world(world):
    assert [record for _, record in islice(DEMONSTRATION.read(), 20)] == world[:20]
    assert len(world) == DEMONSTRATION.count()
