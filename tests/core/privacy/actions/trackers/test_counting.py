"""The audience measure adds one, and knows nothing else."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from parvis.core.privacy.actions.trackers import counting
from parvis.core.privacy.actions.trackers.counting import count_page
from parvis.core.privacy.models import AudienceCount
from parvis.core.privacy.queries.trackers.audience import counted_pages, hidden
from parvis.kernel import clock
from parvis.kernel.actor import VISITOR
from tests.factories.organisations import make_person
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
BROWSER = {"HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


@pytest.fixture(autouse=True)
def nobody_before(db):
    """Other tests show pages too."""
    counting.waiting.clear()
    yield
    counting.waiting.clear()


def counts():
    counting.write_counts()
    return {(row.service, row.kind): row.count for row in AudienceCount.objects.all()}


def test_one_row_a_day_a_service_and_a_kind(acting):
    for _ in range(3):
        count_page(by=VISITOR, service="coop", kind="x")
    assert counts() == {("coop", "x"): 3}
    assert AudienceCount.objects.get().day == clock.today()


def test_nothing_of_the_visitor_is_kept(client):
    client.get("/trouver/?q=secret", REMOTE_ADDR="192.0.2.7", **BROWSER)
    client.get("/", **BROWSER)
    client.get("/plan-du-site/", **BROWSER)
    assert counts() == {
        ("data-inclusion", "data_inclusion:search"): 1,
        ("plateforme", "shell:home"): 1,
        ("plateforme", "autre"): 1,
    }
    columns = {field.name for field in AudienceCount._meta.concrete_fields}
    assert columns == {"id", "day", "service", "kind", "count"}
    assert not client.cookies


@pytest.mark.parametrize(
    "given",
    [
        {"HTTP_USER_AGENT": "Googlebot/2.1"},
        {"HTTP_DNT": "1"},
        {"HTTP_SEC_GPC": "1"},
        {"HTTP_HX_REQUEST": "true"},
    ],
    ids=["robot", "dnt", "gpc", "part"],
)
def test_who_is_not_a_reader_or_objects_is_not_counted(client, given):
    client.get("/", **(BROWSER | given))
    assert counts() == {}


def test_errors_and_files_are_not_counted(client):
    client.get("/nulle-part/", **BROWSER)
    client.get("/robots.txt", **BROWSER)
    assert counts() == {}


def test_who_opposed_is_not_counted_until_they_change_their_mind(acting):
    browser = Client()
    browser.post("/cookies/audience/", {"opposition": "oui"})
    browser.get("/", **BROWSER)
    assert counts() == {}
    browser.post("/cookies/audience/", {"opposition": "non"})
    browser.get("/", **BROWSER)
    assert counts() == {("plateforme", "shell:home"): 1}


def test_a_service_measured_by_matomo_is_not_counted_twice(client, settings):
    settings.PARVIS_MATOMO_URL, settings.PARVIS_MATOMO_SITES = "https://matomo.exemple.fr", {"coop": "1"}
    client.get("/confidentialite/la-coop/", **BROWSER)
    client.get("/confidentialite/mediature/", **BROWSER)
    assert counts() == {("mediature", "privacy:policy"): 1}


def test_small_numbers_are_hidden_and_no_total_gives_them_away(acting):
    for kind, number in (("shell:home", 20), ("privacy:policies", 4)):
        AudienceCount.objects.create(day=clock.today(), service="plateforme", kind=kind, count=number)
    AudienceCount.objects.create(day=date(2020, 1, 1), service="plateforme", kind="shell:home", count=900)
    cells = counted_pages(30)
    assert [(cell.kind, cell.count) for cell in cells] == [("Accueil", 20), ("Liste des politiques", None)]
    assert hidden(cells) == 1
    browser = signed_in_browser(make_person(is_platform_administrator=True), second_factor=True)
    page = browser.get("/administration/audience/").content.decode()
    assert "moins de 5" in page
    assert "24" not in page.partition("<tbody>")[2].partition("</tbody>")[0]


def test_the_audience_page_costs_the_same_whatever_it_shows(acting):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = signed_in_browser(make_person(is_platform_administrator=True), second_factor=True)
    costs = []
    for number in (1, 30):
        for one in range(number):
            AudienceCount.objects.get_or_create(
                day=clock.today(), service="coop", kind=f"genre-{one}", defaults={"count": 9}
            )
        browser.get("/administration/audience/")
        with CaptureQueriesContext(connection) as queries:
            browser.get("/administration/audience/")
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_what_cannot_be_written_waits(acting, monkeypatch):
    count_page(by=VISITOR, service="coop", kind="x")
    with monkeypatch.context() as broken, pytest.raises(DatabaseError), transaction.atomic():
        broken.setattr(counting, "ADD", "INSERT INTO nowhere VALUES (%s, %s, %s, %s)")
        counting.write_counts()
    assert sum(counting.waiting.values()) == 1
