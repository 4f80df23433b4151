"""What people write as their town, read as a place once for the table and the map alike."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.products.mediature.queries.comptes import Periode
from parvis.products.mediature.queries.statistiques import NOWHERE, PLACES, statistiques
from tests.factories.mediature import make_collectivite, make_past, make_saisine

pytestmark = pytest.mark.django_db
YEAR = Periode(date(2025, 1, 1), date(2025, 12, 31))
DIJON, PARIS = "21231", "75056"


def places(office, *, masking=False):
    table = statistiques([office.organisation_id], YEAR, masking=masking).table(PLACES)
    return {(row.label, row.code): row.count for row in table.rows}


@pytest.fixture
def dijon(acting):
    return make_collectivite(name="Dijon", code=DIJON)


@pytest.mark.parametrize(
    ("postal_code", "town", "told"),
    [
        ("21000", "Dijon", "Dijon (21)"),
        ("21000", "DIJON ", "Dijon (21)"),
        ("21 000", "", "Dijon (21)"),
        ("21033", "Dijon Cedex 3", "Dijon (21)"),
        ("", "dijon", "Dijon (21)"),
        ("21300", "chenove", "Chenôve (21)"),
        ("75011", "Paris", "Paris (75)"),
        # A delegated commune leads to the whole one; a code of several communes says nothing alone.
        ("74940", "Annecy-le-Vieux", "Annecy (74)"),
        ("25320", "", NOWHERE),
        # Of several communes of a name, the one of the office's own département, or none.
        ("", "Saint-Apollinaire", "Saint-Apollinaire (21)"),
        ("", "Saint-Denis", NOWHERE),
        ("20090", "Ajaccio", "Ajaccio (2A)"),
        ("20700", "Ajaccio Cedex 9", "Ajaccio (2A)"),
        ("97400", "St Denis", "Saint-Denis (974)"),
        ("B-1000", "Bruxelles", NOWHERE),
        ("", "", NOWHERE),
        ("99999", "'; --", NOWHERE),
    ],
)  # fmt: skip
def test_a_town_however_it_is_written(dijon, postal_code, town, told):
    make_past(dijon, postal_code=postal_code, town=town)
    [(label, _)] = places(dijon)
    assert label == told


def test_a_city_of_arrondissements_counts_by_arrondissement(acting):
    paris = make_collectivite(name="Paris", code=PARIS)
    make_past(paris, 2, postal_code="75011", town="Paris")
    make_past(paris, 1, postal_code="75116", town="Paris")
    make_past(paris, 3, postal_code="", town="Paris")
    make_past(paris, 4, postal_code="69003", town="Lyon")
    assert places(paris) == {
        ("Lyon (69)", "69123"): 4,
        (NOWHERE, ""): 3,
        ("Paris 11e Arrondissement", "75111"): 2,
        ("Paris 16e Arrondissement", "75116"): 1,
    }


def test_a_region_counts_by_departement(acting):
    region = make_collectivite(name="Bourgogne-Franche-Comté", niveau="region", code="27")
    make_past(region, 2, postal_code="21000", town="Dijon")
    make_past(region, 3, postal_code="21300", town="Chenôve")
    make_past(region, 1, postal_code="69003", town="Lyon")
    assert places(region) == {("Côte-d'Or (21)", "21"): 5, ("Rhône (69)", "69"): 1}


def test_cases_and_past_years_are_of_the_same_place(dijon):
    make_past(dijon, 2, postal_code="21000", town="Dijon")
    saisine = make_saisine(dijon, street="1 rue Devosge", postal_code="21000", town="dijon")
    type(saisine).objects.update(received_on=date(2025, 5, 1))
    assert places(dijon) == {("Dijon (21)", DIJON): 3}


def test_what_leaves_names_no_place_of_few(dijon):
    make_past(dijon, 40, postal_code="21000", town="Dijon")
    make_past(dijon, 3, postal_code="21300", town="Chenôve")
    make_past(dijon, 6, postal_code="21600", town="Longvic")
    assert places(dijon, masking=True) == {("Dijon (21)", DIJON): 40, ("Autres", ""): 9}


def test_it_asks_as_much_for_thirty_places_as_for_one(dijon):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            statistiques([dijon.organisation_id], YEAR, masking=True)
        return len(queries)

    make_past(dijon, postal_code="21000", town="Dijon")
    make_past(dijon, town="Chenôve")
    before = asked()
    for rank in range(30):
        make_past(dijon, postal_code=f"{21000 + rank * 10}", town=f"Lieu {rank}")
    assert asked() == before
