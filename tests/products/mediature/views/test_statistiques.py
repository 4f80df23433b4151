"""The pages of figures and the files that leave: by whom they are opened, what they hold, what is journaled."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.db import connection
from openpyxl import load_workbook

from parvis.products.mediature.models import Agent, Saisine
from tests.factories.mediature import make_agent, make_collectivite, make_past, make_saisine
from tests.factories.organisations import make_membership, make_person
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
PAGE = "/mediature/bureau/statistiques/"
CASES = "/mediature/bureau/export/"
TOGETHER = "/mediature/bureau/ensemble/"


@pytest.fixture
def administrator():
    return signed_in_browser(make_person(is_platform_administrator=True), second_factor=True)


def text(response):
    return response.content.decode()


def journaled(verb):
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation, count FROM journal_entry WHERE verb = %s", [verb])
        return cursor.fetchall()


def rows_of(response):
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_only_the_office_sees_its_figures_and_only_administrators_those_of_all(office, browser, administrator, client):
    member = make_person()
    make_membership(member, office.organisation)
    for address in (PAGE, f"{PAGE}csv/", f"{CASES}csv/"):
        assert browser.get(address).status_code == 200
        assert administrator.get(address).status_code == 403
        assert signed_in_browser(member).get(address).status_code == 403
        assert client.get(address).status_code == 302
    assert administrator.get(TOGETHER).status_code == 200
    assert browser.get(TOGETHER).status_code == 403


def test_the_office_reads_exact_numbers_and_may_look_at_what_would_leave(office, browser):
    make_past(office, 3)
    asked = {"periode": "2025"}
    exact = text(browser.get(PAGE, asked))
    assert '<strong class="med-figure__value">3</strong>' in exact
    masked = text(browser.get(PAGE, asked | {"masquees": "oui"}))
    assert '<strong class="med-figure__value">moins de 5</strong>' in masked
    assert "Trop peu de dossiers" in masked


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"periode": "1066"}, "Choisissez une période de la liste"),
        ({"periode": "libre", "du": "2026-01-01"}, "Donnez les deux dates"),
        ({"periode": "libre", "du": "2026-02-01", "au": "2026-01-01"}, "ne précède pas le début"),
        ({"periode": "libre", "du": "1926-02-01", "au": "2026-01-01"}, "10 ans au plus"),
        ({"periode": "libre", "du": "hier", "au": "2026-01-01"}, "Écrivez une date"),
    ],
)
def test_a_period_that_is_none_is_told(browser, asked, words):
    answer = browser.get(PAGE, asked)
    assert answer.status_code == 422
    assert words in text(answer)


def test_a_month_and_free_dates(office, browser):
    make_past(office, 6)
    asked = {"periode": "libre", "du": "2025-03-01", "au": "2025-03-31"}
    assert "mars 2025" in text(browser.get(PAGE, asked))
    assert browser.get(PAGE, {"periode": "2026-01"}).status_code in {200, 422}


def test_somebody_of_two_offices_chooses_and_cannot_ask_for_a_third(office):
    user = make_agent(office)
    other = make_collectivite(name="Beaune")
    make_membership(user, other.organisation)
    Agent.objects.create(user=user, organisation=other.organisation, fonction="mediateur")
    browser, third = signed_in_browser(user), make_collectivite()
    assert "Statistiques : Beaune" in text(browser.get(PAGE, {"bureau": other.organisation_id}))
    assert browser.get(PAGE, {"bureau": third.organisation_id}).status_code == 422


def test_the_figures_leave_masked_and_it_is_journaled(office, browser):
    make_past(office, 3, canal="telephone")
    make_past(office, 50)
    answer = browser.get(f"{PAGE}xlsx/", {"periode": "2025"})
    book = load_workbook(BytesIO(answer.content))
    told = {row[0]: row[2] for row in book["Modes de saisine"].iter_rows(min_row=2, values_only=True)}
    assert told == {"Courrier postal": "masqué", "Téléphone": "masqué"}
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert journaled("mediature.figures") == [(office.organisation_id, None)]
    assert browser.get(f"{PAGE}docx/").status_code == 404


def test_the_map_follows_the_period_and_leaves_masked(browser, lead, office):
    type(office).objects.update(code="21231")
    make_past(office, 8, postal_code="21000", town="Dijon")
    make_past(office, 3, postal_code="21300", town="Chenôve")
    make_past(office, 9, postal_code="21600", town="Longvic", received_on=date(2024, 3, 1))
    exact = text(browser.get(PAGE, {"periode": "2025"}))
    assert "<title>Chenôve : 3\u00a0saisines</title>" in exact
    assert "<title>Longvic : 0\u00a0saisine</title>" in exact
    assert "Longvic : 9\u00a0saisines" in text(browser.get(PAGE, {"periode": "2024"}))
    # Three cases would be told by what is left of the total: nothing of these places leaves.
    assert "<title>Chenôve" not in text(browser.get(PAGE, {"periode": "2025", "masquees": "oui"}))
    assert browser.get(f"{PAGE}svg/", {"periode": "2025"}).status_code == 404
    make_past(office, 6, postal_code="21800", town="Quetigny")
    answer = browser.get(f"{PAGE}svg/", {"periode": "2025"})
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "Chenôve : non montré" in text(answer)
    assert "Dijon : d’où viennent les saisines, du 01/01/2025 au 31/12/2025" in text(answer)
    assert journaled("mediature.figures") == [(office.organisation_id, None)]


def test_the_cases_leave_typed_and_without_names(office, browser):
    saisine = make_saisine(office, postal_code="01000", town="Bourg-en-Bresse")
    make_saisine(make_collectivite())
    [row] = rows_of(browser.get(f"{CASES}csv/"))
    assert (row["Numéro"], row["Code postal"], row["Collectivité"]) == (saisine.number, "01000", "Dijon")
    assert row["Reçue le"] == Saisine.objects.get(pk=saisine.pk).received_on.isoformat()
    assert len(row) >= 28
    assert "Benali" not in str(row)
    sheet = load_workbook(BytesIO(browser.get(f"{CASES}xlsx/").content)).active
    cells = dict(zip((cell.value for cell in sheet[1]), sheet[2], strict=True))
    assert (cells["Code postal"].value, cells["Reçue le"].is_date) == ("01000", True)
    assert journaled("mediature.export") == [(office.organisation_id, 1)] * 2
    assert journaled("export")


def test_names_leave_when_they_are_asked_for(office, browser):
    make_saisine(office)
    [row] = rows_of(browser.get(f"{CASES}csv/", {"noms": "oui"}))
    assert row["Nom"] == "Benali"


def test_the_list_leaves_as_it_is_filtered(office, browser):
    kept, other = make_saisine(office), make_saisine(office)
    Saisine.objects.filter(pk=other.pk).update(canal="courrier")
    assert [row["Numéro"] for row in rows_of(browser.get(f"{CASES}csv/", {"canal": "formulaire"}))] == [kept.number]


def test_the_amct_reads_offices_by_year_and_no_case(office, administrator):
    make_past(office, 6, town="Longvic", postal_code="21600")
    make_past(make_collectivite(name="Petit bourg"), 2, received_on=date(2025, 5, 5))
    make_past(make_collectivite(), 20)
    shown = text(administrator.get(TOGETHER, {"annee": "2025"}))
    assert "Petit bourg" in shown
    assert shown.count("<em>masqué</em>") >= 2
    assert administrator.get(TOGETHER, {"annee": "x"}).status_code == 200
