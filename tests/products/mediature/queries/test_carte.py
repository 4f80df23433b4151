"""The map: drawn from its table and nothing else, at the level of the office, with a legend and its words."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.geography.models import Commune
from parvis.products.mediature.queries.carte import HATCHED, SHADES, carte, svg_of
from parvis.products.mediature.queries.comptes import Periode
from parvis.products.mediature.queries.statistiques import PLACES, Ligne, Tableau, statistiques
from tests.factories.mediature import make_collectivite, make_past

pytestmark = pytest.mark.django_db
YEAR = Periode(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def dijon(acting):
    made = make_collectivite(name="Dijon", code="21231")
    make_past(made, 40, postal_code="21000", town="Dijon")
    make_past(made, 3, postal_code="21300", town="Chenôve")
    make_past(made, 6, postal_code="21600", town="Longvic")
    make_past(made, 5, postal_code="69003", town="Lyon")
    make_past(made, 2)
    return made


def shown(office, *, masking=False):
    table = statistiques([office.organisation_id], YEAR, masking=masking).table(PLACES)
    return carte(office, table, masking=masking)


def zones(found):
    return {zone.name: zone for zone in found.zones}


def test_the_office_reads_each_place_its_class_and_what_is_beside(dijon):
    found = shown(dijon)
    named = zones(found)
    assert len(named) == 23
    assert [(name, zone.count, zone.rank) for name, zone in named.items() if zone.count] == [
        ("Chenôve", 3, 1), ("Dijon", 40, 3), ("Longvic", 6, 2),
    ]  # fmt: skip
    assert [name for name, zone in named.items() if zone.here] == ["Dijon"]
    assert {zone.fill for zone in named.values()} == set(SHADES[:4])
    assert [each.label for each in found.classes] == [
        "3\u00a0saisines", "6\u00a0saisines", "40\u00a0saisines", "aucune saisine",
    ]  # fmt: skip
    assert [count for _, count in found.beside] == ["5", "2"]
    assert "En tête : Dijon (40), Longvic (6), Chenôve (3)" in found.summary


def test_what_leaves_hatches_small_places_with_those_of_none(dijon):
    found = shown(dijon, masking=True)
    named = zones(found)
    assert [name for name, zone in named.items() if zone.count] == ["Dijon", "Longvic"]
    assert named["Chenôve"].fill == named["Ahuy"].fill == HATCHED
    told = svg_of(found)
    # Nothing tells the place of three people from one of none.
    assert told.count("Chenôve") == told.count("Ahuy") == 1
    assert "Chenôve : non montré" in told
    assert found.classes[-1].fill == HATCHED


@pytest.mark.parametrize(
    ("niveau", "code", "postal", "areas", "by"),
    [
        ("commune", "75056", "75011", 20, "par arrondissement"),
        ("commune", "69123", "69003", 9, "par arrondissement"),
        ("epci", "242500361", "25000", 67, "par commune"),
        ("departement", "90", "90000", 101, "par commune"),
        ("region", "27", "21000", 8, "par département"),
    ],
)
def test_each_level_of_office_has_its_map(acting, niveau, code, postal, areas, by):
    office = make_collectivite(niveau=niveau, code=code)
    make_past(office, 7, postal_code=postal)
    found = shown(office)
    assert (len(found.zones), found.by) == (areas, by)
    assert [zone.count for zone in found.zones if zone.count] == [7]


def test_the_file_is_well_formed_and_holds_its_legend(dijon):
    told = svg_of(shown(dijon), "Dijon & alentours")
    tree = ET.fromstring(told)
    words = " ".join(tree.itertext())
    for expected in ("Dijon & alentours", "aucune saisine", "Ailleurs que sur cette carte : 5", "Chenôve : 3"):
        assert expected in words
    assert 'style="' not in told


def test_the_map_knows_no_more_than_its_table(dijon):
    rows = (Ligne("Dijon (21)", 8, 0, code="21231"), Ligne("Autres", 9, 0))
    found = carte(dijon, Tableau(PLACES, "", rows), masking=True)
    assert [zone.count for zone in found.zones if zone.count] == [8]
    assert carte(dijon, Tableau(PLACES, "", (), withheld=True), masking=True) is None
    # A report of before there were maps tells its places without their codes.
    assert carte(dijon, Tableau(PLACES, "", (Ligne("21000 Dijon", 8, 0),)), masking=True) is None


def test_a_territory_without_boundary_has_its_table_alone(acting):
    office = make_collectivite(code="99999")
    make_past(office, 7, postal_code="21000")
    assert shown(office) is None


def test_it_asks_as_much_for_three_hundred_communes_as_for_one(acting):
    office = make_collectivite(niveau="departement", code="25")
    everywhere = list(Commune.objects.current().filter(departement="25").values_list("code_insee", "name")[:300])

    def asked(count):
        rows = tuple(Ligne(name, 5 + rank % 40, 0, code=code) for rank, (code, name) in enumerate(everywhere[:count]))
        carte(office, Tableau(PLACES, "", rows), masking=False)
        with CaptureQueriesContext(connection) as queries:
            found = carte(office, Tableau(PLACES, "", rows), masking=False)
            svg_of(found)
        assert sum(1 for zone in found.zones if zone.count) == count
        return len(queries), len(found.classes)

    assert [asked(count) for count in (1, 30, 300)] == [(2, 2), (2, 5), (2, 5)]
