"""A measure held by people has a dated document, or the page says that it has none."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.actions.accountability.attesting import Document, attest
from parvis.core.privacy.models import Attestation
from parvis.core.privacy.queries.accountability.measures import Holding, measure_lines
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.declarations.privacy import services
from parvis.kernel.scope import open_scope
from tests.factories.organisations import enter
from tests.factories.rights import make_desk

pytestmark = pytest.mark.django_db
TASK = system("tests")
PAGE = "/administration/registre/mesures/"
WORDS = "Protection des réseaux."
GIVEN = {"reference": "Contrat 2026-12", "dated_on": "2026-03-03", "valid_until": "2027-03-03"}
DOCUMENT = Document("Contrat 2026-12", date(2026, 3, 3), date(2027, 3, 3))
DAY = datetime(2026, 3, 3, 12, tzinfo=UTC)


def line(words=WORDS, service="mediature"):
    return next(each for each in measure_lines(services.get(service)) if each.measure.words == words)


def told(client):
    page = unescape(client.get("/engagements/mediature/").content.decode())
    return page.partition(f'id="mesure-{line().key}"')[2].partition("</article>")[0]


@pytest.mark.parametrize("service", list(services), ids=lambda each: each.key)
def test_every_measure_of_the_texts_is_shown_with_what_holds_it(client, service):
    page = unescape(client.get(f"/engagements/{service.slug}/").content.decode())
    lines = measure_lines(service)
    assert re.findall(r'commitment-measure" data-state="([^"]+)"', page) == [each.holding.value for each in lines]
    assert [each.measure.words for each in lines if each.measure.words not in page] == []
    # Nothing is said to be held without a control that has its test.
    assert {each.control is None for each in lines if each.holding is not Holding.UNPROVEN} <= {False}


def test_a_document_shows_its_date_until_it_is_over_and_never_its_reference(acting, client):
    assert "Aucun document ne le montre encore" in told(client)
    with clock.frozen(DAY):
        attest(by=TASK, service=services.get("mediature"), measure=line().measure, document=DOCUMENT)
        assert "daté du 3 mars 2026" in told(client).replace("\N{NO-BREAK SPACE}", " ")
        assert "Contrat 2026-12" not in told(client)
    for day, holding in ((3, Holding.ATTESTED), (4, Holding.EXPIRED)):
        with clock.frozen(datetime(2027, 3, day, 12, tzinfo=UTC)):
            assert line().holding is holding
    # The same words promised by another service wait for their own document.
    assert line(service="data-inclusion").holding is Holding.UNPROVEN


def test_an_administrator_writes_it_down_on_the_page(administrator, client):
    page = f"{PAGE}mediature/{line().key}/"
    assert "Inscrire un document" in client.get(page).content.decode()
    with clock.frozen(DAY):
        for wrong in ({"dated_on": "2026-03-04"}, {"valid_until": "2026-03-02"}, {"dated_on": "hier"}):
            assert client.post(page, GIVEN | wrong).status_code == 422
        assert client.post(page, GIVEN).status_code == 302
    made = Attestation.objects.get()
    entry = JournalEntry.objects.get(verb="privacy.measure.attested")
    assert (entry.actor_key, entry.object_key) == (f"user:{administrator.pk}", f"privacy.Attestation:{made.pk}")
    assert "Contrat 2026-12" in client.get(PAGE).content.decode()
    assert "Contrat 2026-12" in client.get(page).content.decode()
    held = next(each for each in measure_lines(services.get("mediature")) if each.control)
    assert client.get(f"{PAGE}mediature/{held.key}/").status_code == 404


def test_an_officer_reads_the_list_and_nobody_else_writes(acting, client):
    enter(client, make_desk("coop"))
    page = client.get(PAGE)
    assert (page.status_code, f'href="{PAGE}' in page.content.decode().partition("<main")[2]) == (200, False)
    assert client.post(f"{PAGE}mediature/{line().key}/", GIVEN).status_code == 403
    stranger = Actor(ActorKind.USER, "12", roles=((1, "dpo"),))
    with pytest.raises(PermissionError):
        attest(by=stranger, service=services.get("mediature"), measure=line().measure, document=DOCUMENT)
    with (
        open_scope(stranger, channel="test"),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO privacy_attestation (service, measure, reference, dated_on, valid_until, recorded_at) "
            "VALUES ('coop', 'x', 'x', now(), now(), now())"
        )


def test_no_document_stands_for_a_control(acting):
    held = next(each for each in measure_lines(services.get("mediature")) if each.control)
    with pytest.raises(ValidationError, match="contrôle du logiciel"):
        attest(by=TASK, service=services.get("mediature"), measure=held.measure, document=DOCUMENT)
