"""« Signaler une erreur »: sent by anybody, read and handled by the administrators of the platform alone."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.notifications.models import Outgoing
from parvis.kernel.actor import VISITOR
from parvis.kernel.scope import open_scope
from parvis.products.data_inclusion.models import ErrorReport, Source
from tests.factories.accounts import make_user
from tests.factories.data_inclusion import import_services, offer
from tests.factories.sessions import signed_in_browser
from tests.products.data_inclusion.views.test_find import text

pytestmark = pytest.mark.django_db
PAGE = "/trouver/services/essai--s1/"
FORM = f"{PAGE}signaler/"
LIST = "/trouver/signalements/"
SAID = {"wrong": "horaires", "text": "Ferme à 17 h.", "email": "lea@ville.example"}


@pytest.fixture(autouse=True)
def published(acting):
    cache.clear()
    import_services([offer(1)])


@pytest.fixture
def administrator():
    return signed_in_browser(make_user(is_platform_administrator=True), second_factor=True)


def test_report_is_kept_for_the_administrators_and_traced(client):
    answer = client.post(FORM, SAID)
    assert (answer.status_code, answer.url) == (302, PAGE)
    report = ErrorReport.objects.get()
    assert (report.record, report.wrong, report.text, report.email) == (
        "essai--s1",
        "horaires",
        SAID["text"],
        SAID["email"],
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT actor_key, object_key FROM journal_entry WHERE verb = 'data_inclusion.report'")
        assert cursor.fetchall() == [("visitor", f"data_inclusion.ErrorReport:{report.pk}")]


def test_structure_is_reported_without_any_address(client):
    assert client.post("/trouver/structures/essai--1/signaler/", {"wrong": "ferme"}).status_code == 302
    assert ErrorReport.objects.get().kind == "structure"


def test_form_says_why_it_asks_and_keeps_what_was_typed(client):
    assert "Pourquoi ?" in text(client.get(FORM))
    answer = client.post(FORM, {"wrong": "autre", "text": "", "email": "pas une adresse"})
    assert answer.status_code == 422
    assert "Dites en quelques mots" in text(answer)
    assert 'value="pas une adresse"' in text(answer)
    assert not ErrorReport.objects.exists()


@pytest.mark.parametrize(
    "said", [{}, {"wrong": "x"}, {"wrong": "horaires", "text": "x" * 2001}, {"wrong": "horaires", "text": "a\x00b"}]
)
def test_bad_input_is_told(client, said):
    assert client.post(FORM, said).status_code == 422


def test_machine_that_fills_the_trap_leaves_nothing(client):
    assert client.post(FORM, SAID | {"site": "https://spam.example"}).status_code == 302
    assert not ErrorReport.objects.exists()


def test_eleventh_report_of_an_hour_waits_and_is_not_lost(client):
    for _ in range(10):
        assert client.post(FORM, SAID).status_code == 302
    answer = client.post(FORM, SAID)
    assert answer.status_code == 429
    assert SAID["text"] in text(answer)
    assert ErrorReport.objects.count() == 10


def test_nobody_else_reads_a_report(client):
    client.post(FORM, SAID)
    assert client.get(LIST).status_code == 302
    assert signed_in_browser(make_user()).get(LIST).status_code == 403
    with open_scope(VISITOR):
        assert not ErrorReport.objects.exists()


def test_administrator_handles_a_report_once(client, administrator):
    client.post(FORM, SAID)
    report = ErrorReport.objects.get()
    page = text(administrator.get(LIST))
    assert SAID["text"] in page
    url = f"{LIST}{report.pk}/traiter/"
    administrator.post(url, {"note": ""})
    report.refresh_from_db()
    assert report.state == "new"
    administrator.post(url, {"note": "Source prévenue."})
    administrator.post(url, {"note": "Encore."})
    report.refresh_from_db()
    assert (report.state, report.note, report.handled_by.email) == (
        "handled",
        "Source prévenue.",
        "camille.roux@ville.example",
    )
    assert "Source prévenue." in text(administrator.get(LIST, {"etat": "handled"}))


def test_a_correction_is_asked_of_the_source_in_the_words_of_the_administrator_alone(client, administrator):
    client.post(FORM, SAID)
    report = ErrorReport.objects.get()
    assert "n’a pas donné d’adresse pour les corrections" in text(administrator.get(LIST))
    Source.objects.update(contact="corrections@producteur.example")
    assert "Demander la correction" in text(administrator.get(LIST))
    administrator.post(f"{LIST}{report.pk}/traiter/", {"note": "Indiquez 17 h le vendredi.", "forward": "1"})
    [mail] = Outgoing.objects.filter(key="data_inclusion.correction")
    assert mail.recipient == "corrections@producteur.example"
    assert mail.subject == "Une correction est demandée sur votre fiche : Service 001"
    assert all(said in mail.text for said in ("essai--s1", "les horaires", "Indiquez 17 h le vendredi.", PAGE))
    assert SAID["text"] not in mail.text + mail.html
    assert SAID["email"] not in mail.text + mail.html
    assert "correction demandée à" in text(administrator.get(LIST, {"etat": "handled"}))
    administrator.post(f"{LIST}{report.pk}/traiter/", {"note": "Encore.", "forward": "1"})
    assert Outgoing.objects.filter(key="data_inclusion.correction").count() == 1


def test_a_report_is_handled_without_asking_anything_of_a_source_that_gave_no_mailbox(client, administrator):
    client.post(FORM, SAID)
    report = ErrorReport.objects.get()
    administrator.post(f"{LIST}{report.pk}/traiter/", {"note": "Par téléphone.", "forward": "1"})
    report.refresh_from_db()
    assert (report.state, report.forwarded_at) == ("handled", None)
    assert not Outgoing.objects.filter(key="data_inclusion.correction").exists()


def test_list_asks_as_many_queries_for_one_report_as_for_thirty(administrator):
    administrator.get(LIST)
    told = []
    for total in (1, 30):
        while ErrorReport.objects.count() < total:
            ErrorReport.objects.create(kind="service", record="essai--s1", name="Service", wrong="horaires", text="x")
        with CaptureQueriesContext(connection) as captured:
            administrator.get(LIST)
        told.append(len(captured))
    assert told[0] == told[1]
