"""« Imports »: what became of each line of a source, for the administrators of the platform alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.products.data_inclusion.models import ImportRun
from tests.factories.accounts import make_user
from tests.factories.data_inclusion import import_records, import_services, offer, raw, raw_service
from tests.factories.sessions import signed_in_browser
from tests.products.data_inclusion.views.test_find import text

pytestmark = pytest.mark.django_db
LIST = "/trouver/imports/"


@pytest.fixture
def administrator():
    return signed_in_browser(make_user(is_platform_administrator=True), second_factor=True)


def page_of(run: ImportRun, lines: str = "", **asked: str) -> tuple[str, dict[str, str]]:
    return f"{LIST}{run.pk}/", ({"lignes": lines} if lines else {}) | asked


def test_each_line_is_told_as_accepted_corrected_or_refused(acting, administrator):
    records = [
        raw(1), raw_service(1), raw(2, horaires_accueil="le matin", courriel="pas une adresse"), raw(3, nom="a"),
    ]  # fmt: skip
    run = import_records(records)
    listed = text(administrator.get(LIST))
    assert "2 acceptées, 1 corrigée, 1 refusée" in listed
    assert f'href="{LIST}{run.pk}/"' in listed
    refused = text(administrator.get(*page_of(run)))
    assert "Ligne 4" in refused
    assert "Que faire : Donner un nom de 3 à 150 caractères." in refused
    corrected = text(administrator.get(*page_of(run, "corrigees")))
    assert ">le matin</span>" in corrected
    assert "courriel : adresse électronique non valable" in corrected
    assert "pas une adresse" not in corrected
    accepted = text(administrator.get(*page_of(run, "acceptees")))
    assert "essai--1" in accepted
    assert "essai--s001" in accepted
    assert "essai--2" not in accepted
    assert ">Structure 001</a>" in accepted


def test_a_service_beside_its_structure_is_not_a_line_of_its_own(acting, administrator):
    run = import_services([offer(1), offer(2)])
    accepted = text(administrator.get(*page_of(run, "acceptees")))
    assert "essai--1<" in accepted
    assert "essai--s1" not in accepted


def test_lines_accepted_are_read_page_by_page(acting, administrator):
    run = import_records([*(raw(number) for number in range(1, 41)), *(raw_service(n) for n in range(1, 41))])
    first, second, third = (
        text(administrator.get(*page_of(run, "acceptees", page=str(number)))) for number in (1, 2, 3)
    )
    assert first.count('class="di-result"') == second.count('class="di-result"') == 30
    assert third.count('class="di-result"') == 20
    assert "structure essai--9" in second
    assert "service essai--s001" in second
    assert "service essai--s040" in third


def test_what_did_not_change_is_listed_for_the_last_import_alone(acting, administrator):
    first = import_records([raw(1), raw(2)])
    last = import_records([raw(1), raw(2, nom="Autre nom")], version="2")
    assert "essai--1<" in text(administrator.get(*page_of(last, "inchangees")))
    accepted = text(administrator.get(*page_of(first, "acceptees")))
    assert "essai--1<" in accepted
    assert "essai--2<" not in accepted
    assert "les autres ont changé depuis" in accepted


def test_an_import_that_failed_says_that_what_was_published_stays(acting, administrator):
    import_records([raw(1)])
    failed = ImportRun.objects.create(
        source_id="essai", version="2", state="failed", error="fin prématurée", accepted=1
    )
    page = text(administrator.get(*page_of(failed, "acceptees")))
    assert "Fin prématurée" in page
    assert "Ce qui était publié de cette source le reste" in page
    assert "essai--1<" not in page


@pytest.mark.parametrize("address", [LIST, f"{LIST}1/"])
def test_imports_are_for_administrators_alone(client, acting, address):
    assert client.get(address).status_code == 302
    assert signed_in_browser(make_user()).get(address).status_code == 403


@pytest.mark.parametrize("number", ["0", "99999999999999"])
def test_an_import_that_is_none_is_not_found(acting, administrator, number):
    assert administrator.get(f"{LIST}{number}/").status_code == 404


@pytest.mark.parametrize("lines", ["corrigees", "acceptees", "n'importe quoi"])
def test_anything_asked_of_a_report_is_answered(acting, administrator, lines):
    run = import_records([raw(1)])
    assert administrator.get(*page_of(run, lines, page="1000")).status_code == 200


@pytest.mark.parametrize("lines", ["refusees", "corrigees", "acceptees", "inchangees"])
def test_as_many_queries_for_one_line_as_for_thirty(acting, administrator, lines):
    told = []
    for count in (1, 30):
        numbers = range(1, count + 1)
        records = [
            *(raw(number) for number in numbers),
            *(raw(100 + number, nom="a") for number in numbers),
            *(raw(200 + number, code_postal="250") for number in numbers),
        ]
        run = import_records(records, version=f"{count}")
        if lines == "inchangees":
            run = import_records(records, version=f"{count} encore")
        with CaptureQueriesContext(connection) as captured:
            administrator.get(*page_of(run, lines))
        told.append(len(captured))
    assert told[0] == told[1]
