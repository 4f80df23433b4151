"""« Engagements »: nothing is called kept without its test, and nothing proven without its evidence."""

import re
from collections import Counter
from datetime import UTC, datetime
from html import unescape

import pytest

from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.actions.accountability.proving import prove
from parvis.core.privacy.models import LastProof
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Evidence, Figure, Keeping, controls, keepings, promises, services

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


def read(client, slug="la-coop"):
    return unescape(client.get(f"/engagements/{slug}/").content.decode())


def states(client):
    return {key: state for service in services for key, state in STATE.findall(read(client, service.slug))}


def test_the_pages_say_kept_exactly_what_a_test_keeps(client):
    told = states(client)
    assert set(told) == {each.key for each in promises}
    assert {key for key, state in told.items() if state != "pas-encore"} == {each.key for each in keepings}


def test_what_is_kept_comes_before_what_is_not_yet_and_no_jargon_is_in_the_way(client, seen):
    seen(lambda: None)
    page = read(client)
    order = [state for _, state in STATE.findall(page)]
    assert order == sorted(order, key="pas-encore".__eq__)
    assert {"tenue", "pas-encore"} <= set(order)
    assert page.index("Ce qui est tenu") < page.index("Ce qui n’est pas encore tenu, et pourquoi")
    plain = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    assert ("tests/promises" in page, "tests/" in plain) == (True, False)


def test_the_first_page_leads_to_each_service_and_counts(client):
    page = unescape(client.get("/engagements/").content.decode()).replace("\N{NO-BREAK SPACE}", " ")
    assert [each.slug for each in services if f'href="/engagements/{each.slug}/"' not in page] == []
    told = Counter(states(client).values())
    held = told["prouvee"] + told["tenue"]
    assert held + told["en-defaut"] == len(keepings)
    assert f"{len(promises)} promesses sont faites sur vos données : {held} sont tenues" in page
    assert client.get("/engagements/nulle-part/").status_code == 404


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
    assert "Plus ancienne fiche" in client.get("/engagements/").content.decode().partition('id="chiffres"')[2]


def test_bad_evidence_is_shown_as_such(client, acting, seen):
    seen(lambda: Evidence((Figure("Fiches en retard", 3, "0"),), holds=False))
    prove(by=TASK)
    assert STATE.findall(read(client))[0] == ("CO-17", "en-defaut")
    assert "1 en défaut" in client.get("/engagements/").content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_a_control_that_fails_contradicts_the_promise_that_rests_on_it(client, acting, settings):
    settings.PARVIS_MODE = "production"
    prove(by=TASK)
    assert "control:https" in LastProof.objects.filter(holds=False).values_list("key", flat=True)
    LastProof.objects.filter(key="ALL-09").update(holds=True)
    page = read(client, "plateforme")
    assert dict(STATE.findall(page))["ALL-09"] == "en-defaut"
    article = page.partition('id="promesse-ALL-09"')[2].partition("</article>")[0]
    assert controls.get("https").words in article
    document = client.get("/engagements.json").json()
    assert document["counts"]["en-defaut"] == Counter(states(client).values())["en-defaut"] >= 1
    failing = [line["key"] for line in document["controls"] if line["state"] == "en-defaut"]
    assert document["control_counts"]["en-defaut"] == len(failing) > 0
    first = unescape(client.get("/engagements/").content.decode()).partition('id="controles"')[2]
    assert [key for key in failing if controls.get(key).words not in first] == []


def test_what_cannot_be_seen_in_a_demonstration_says_so_and_proves_nothing(client, acting, settings):
    settings.PARVIS_MODE = "demo"
    prove(by=TASK)
    page = read(client, "plateforme")
    assert dict(STATE.findall(page))["ALL-09"] == "tenue"
    article = page.partition('id="promesse-ALL-09"')[2].partition("</article>")[0]
    assert ("Sans objet ici" in article, "Constaté ici" in article) == (True, False)
    document = client.get("/engagements.json").json()
    https = next(line for line in document["controls"] if line["key"] == "https")
    assert (https["state"], https["proof"]["nothing"][:10]) == ("tenue", "Sans objet")
    assert {line["state"] for line in document["measures"] if line["control"] == "https"} == {"testee", "a-l-ouverture"}


def test_a_promise_rests_on_controls_that_exist_and_can_be_looked_at():
    assert [key for each in keepings for key in each.controls if controls.get(key).look is None] == []


def test_a_measure_of_the_platform_is_not_said_to_be_controlled_for_a_service_not_built(client, acting):
    prove(by=TASK)
    states_of = {
        service: {line["state"] for line in client.get("/engagements.json").json()["measures"]
                  if line["service"] == service and line["control"]}
        for service in ("coop", "mediature", "conseiller-numerique", "territoires-numeriques", "data-inclusion")
    }  # fmt: skip
    for open_here in ("data-inclusion", "mediature"):
        assert "a-l-ouverture" not in states_of.pop(open_here)
    assert set().union(*states_of.values()) == {"a-l-ouverture"}
    page = read(client)
    assert ("Mesure de la plateforme, appliquée à l’ouverture" in page, "Contrôlée" in page) == (True, False)
    policy = unescape(client.get("/confidentialite/la-coop/").content.decode()).partition('id="securite"')[2]
    assert ("Mesure de la plateforme, appliquée à l’ouverture" in policy, "Contrôlé<" in policy) == (True, False)


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


def test_the_page_and_its_json_say_the_same(client):
    document = client.get("/engagements.json").json()
    lines = [line for service in document["services"] for line in service["promises"]]
    assert {line["key"]: line["state"] for line in lines} == states(client)
    assert sum(document["counts"].values()) == len(promises)
    assert {line["key"] for line in document["controls"]} == {each.key for each in controls}
    assert all(line["awaited"] for line in lines if line["state"] == "pas-encore")


def test_a_page_costs_its_proofs_and_its_documents(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/engagements/")
    with django_assert_num_queries(2):
        client.get("/engagements/mediature/")


def test_the_footer_and_each_policy_lead_there(client):
    page = client.get("/confidentialite/la-coop/").content.decode()
    assert page.count('href="/engagements/') >= 2
    assert 'href="/engagements/la-coop/"' in page
