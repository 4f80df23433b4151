"""« Engagements »: nothing is called kept without its test, and nothing proven without its evidence."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.actions.accountability.proving import prove
from parvis.core.privacy.models import LastProof
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Evidence, Figure, Keeping, controls, keepings, promises

pytestmark = pytest.mark.django_db

TASK = system("privacy.proofs")
STATE = re.compile(r'id="promesse-([A-Z]+-\d\d)".*?data-state="([^"]+)"', re.DOTALL)


@pytest.fixture
def seen(monkeypatch):
    """Make a promise be kept, with evidence of our own."""

    def make(look, key="CO-17"):
        keeping = Keeping(key, "Par un essai.", f"tests/promises/test_coop.py::test_{key.lower()}_essai", look)
        monkeypatch.setitem(keepings._items, key, keeping)
        return keeping

    return make


def read(client, **query):
    return unescape(client.get("/engagements/", query).content.decode())


def test_the_page_says_kept_exactly_what_a_test_keeps(client):
    states = dict(STATE.findall(read(client)))
    assert set(states) == {each.key for each in promises}
    assert {key for key, state in states.items() if state != "pas-encore"} == {each.key for each in keepings}


def test_a_promise_nobody_keeps_says_why_in_words(client):
    article = read(client).partition('id="promesse-CO-03"')[2].partition("</article>")[0]
    assert "Pas encore tenue" in article
    assert promises.get("CO-03").awaited in article


def test_evidence_is_shown_with_its_date_figures_and_limit(client, acting, seen):
    at = datetime(2026, 3, 3, 8, 5, tzinfo=UTC)
    seen(lambda: Evidence((Figure("Plus ancienne fiche", "12 jours", "1 an", headline=True),), at=at))
    prove(by=TASK)
    page = read(client)
    article = page.partition('id="promesse-CO-17"')[2].partition("</article>")[0]
    assert 'data-state="prouvee"' in article
    assert "Plus ancienne fiche : <strong>12 jours</strong> (attendu : 1 an)" in article
    assert "mardi 3 mars 2026 à 9 h 05" in article.replace("\N{NO-BREAK SPACE}", " ")
    assert "Plus ancienne fiche" in page.partition('id="chiffres"')[2].partition("</section>")[0]


def test_bad_evidence_is_shown_as_such(client, acting, seen):
    seen(lambda: Evidence((Figure("Fiches en retard", 3, "0"),), holds=False))
    prove(by=TASK)
    assert dict(STATE.findall(read(client)))["CO-17"] == "en-defaut"


def test_a_look_that_fails_proves_nothing_and_stops_nothing(acting, seen, caplog):
    def fails():
        raise RuntimeError("broken")

    seen(fails)
    others = prove(by=TASK)
    proof = LastProof.objects.get(key="CO-17")
    assert (proof.holds, proof.figures[0]["value"]) == (False, "n’a pas pu être fait")
    assert others == LastProof.objects.count() > 1
    assert "The evidence of CO-17 could not be taken" in caplog.text


def test_evidence_that_is_no_more_is_forgotten(client, acting, seen):
    seen(lambda: Evidence((Figure("Fiches", 3),)))
    prove(by=TASK)
    seen(lambda: None)
    prove(by=TASK)
    assert dict(STATE.findall(read(client)))["CO-17"] == "tenue"


def test_taking_evidence_is_journaled_and_dated(acting, seen):
    instant = datetime(2026, 5, 4, 3, 2, tzinfo=UTC)
    seen(lambda: Evidence((Figure("Fiches", 3),)))
    with clock.frozen(instant):
        count = prove(by=TASK)
    assert LastProof.objects.get(key="CO-17").seen_at == instant
    assert JournalEntry.objects.filter(verb="privacy.proofs.taken", count=count, recorded_at=instant).exists()


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"service": "coop"}, lambda key: key.startswith("CO-")),
        ({"etat": "pas-encore"}, lambda key: key not in keepings),
        (
            {"service": "data-inclusion", "etat": "pas-encore"},
            lambda key: key.startswith("DI-") and key not in keepings,
        ),
        ({"service": "nulle-part", "etat": "?"}, lambda key: True),
    ],
)
def test_filters_show_what_they_name_and_a_twisted_address_filters_nothing(client, query, kept):
    shown = dict(STATE.findall(read(client, **query)))
    expected = {each.key for each in promises if kept(each.key)}
    assert shown.keys() == expected


def test_the_page_and_its_json_say_the_same(client):
    states = dict(STATE.findall(read(client)))
    document = client.get("/engagements.json").json()
    lines = [line for service in document["services"] for line in service["promises"]]
    assert {line["key"]: line["state"] for line in lines} == states
    assert sum(document["counts"].values()) == len(promises)
    assert {line["key"] for line in document["controls"]} == {each.key for each in controls}
    assert all(line["awaited"] for line in lines if line["state"] == "pas-encore")


def test_the_page_costs_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/engagements/")


def test_the_footer_and_each_policy_lead_there(client):
    page = client.get("/confidentialite/la-coop/").content.decode()
    assert page.count('href="/engagements/') >= 2
    assert 'href="/engagements/?service=coop"' in page
