"""Choices: asked only where needed, refused as easily as accepted, kept six months, asked again for what is new."""

import re
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.test import Client

from parvis.core.privacy.models import ConsentChoice
from parvis.core.privacy.queries.trackers.choices import COOKIE, OPPOSITION, Choice
from parvis.core.privacy.queries.trackers.coherence import misplaced_sites
from parvis.kernel import clock

pytestmark = pytest.mark.django_db
MEDIATURE, COOP = "/confidentialite/mediature/", "/confidentialite/la-coop/"
TEXT = "Cookies de Médiature"


@pytest.fixture
def crisp(settings):
    settings.PARVIS_CRISP_WEBSITE_ID, settings.PARVIS_CRISP_URL = "site-1", "https://client.crisp.chat"


def shown(client, path=MEDIATURE):
    return client.get(path).content.decode()


def choose(client, decision, **given):
    return client.post("/cookies/choix/", {"decision": decision, "suite": MEDIATURE, "moyen": "bandeau", **given})


def test_nobody_is_asked_where_nothing_waits_for_consent(client):
    assert TEXT not in shown(client)
    assert "il n’y a rien à accepter ni à refuser" in shown(client, "/cookies/")


def test_the_question_stands_on_the_pages_of_mediature_alone(client, crisp):
    assert TEXT in shown(client)
    for path in ("/", COOP, "/trouver/", "/cookies/", "/confidentialite/"):
        assert TEXT not in shown(client, path)


def test_refusing_and_accepting_are_the_same_button_but_for_their_words(client, crisp):
    banner = shown(client).partition('class="fr-consent-banner"')[2].partition("</form>")[0]
    accept, refuse = re.findall(r'<button class="([^"]+)" type="submit" name="decision" value="(\w+)">', banner)
    assert (accept[1], refuse[1]) == ("accepter", "refuser")
    assert accept[0] == refuse[0] == "fr-btn"


@pytest.mark.parametrize(("decision", "loaded"), [("accepter", True), ("refuser", False)])
def test_a_choice_is_kept_and_only_then_is_the_chat_loaded(client, crisp, decision, loaded):
    assert "crisp.js" not in shown(client)
    answer = choose(client, decision)
    assert (answer.status_code, answer["Location"]) == (302, MEDIATURE)
    page = client.get(MEDIATURE)
    assert TEXT not in page.content.decode()
    assert ("crisp.js" in page.content.decode()) is loaded
    assert ("crisp.chat" in page["Content-Security-Policy"]) is loaded
    proof = ConsentChoice.objects.get()
    assert proof.results == {"crisp": loaded}
    assert proof.method == f"bandeau-{decision}"
    assert client.cookies[COOKIE].value.startswith(proof.pk.hex)


def test_the_chat_accepted_is_loaded_nowhere_else(client, crisp):
    choose(client, "accepter")
    for path in ("/", COOP, "/cookies/"):
        page = client.get(path)
        assert "crisp" not in page["Content-Security-Policy"]
        assert "crisp.js" not in page.content.decode()


def test_each_purpose_is_chosen_on_the_page_and_silence_is_a_refusal(client, crisp):
    choose(client, "enregistrer", **{"pour-crisp": "oui", "moyen": "page"})
    choose(client, "enregistrer", moyen="page")
    assert [proof.results for proof in ConsentChoice.objects.order_by("made_at")] == [{"crisp": True}, {"crisp": False}]
    assert "Vous avez choisi le" in shown(client, "/cookies/")


def test_the_window_of_the_banner_asks_the_same_and_comes_back(client, crisp):
    page = shown(client)
    window = page.partition('<dialog id="choix-fenetre"')[2].partition("</dialog>")[0]
    assert f'name="suite" value="{MEDIATURE}"' in window
    assert 'name="pour-crisp" value="non" checked' in window
    answer = choose(client, "enregistrer", moyen="fenetre", **{"pour-crisp": "oui"})
    assert answer["Location"] == MEDIATURE
    assert ConsentChoice.objects.get().method == "fenetre-enregistrer"


def test_what_a_page_did_not_ask_is_not_accepted_there(client, crisp):
    choose(client, "accepter", suite=COOP)
    assert not ConsentChoice.objects.exists()
    assert "crisp.js" not in shown(client)


def test_an_answer_leaves_what_was_said_elsewhere_and_prolongs_nothing():
    before = Choice(uuid4(), date(2026, 8, 1), {"autre": True, "crisp": True})
    after = Choice(uuid4(), date(2026, 11, 22), {"crisp": False})
    assert after.beside(None) == after
    assert after.beside(Choice(uuid4(), date(2026, 8, 1), {"crisp": True})) == after
    assert after.beside(before) == Choice(after.number, date(2026, 8, 1), {"autre": True, "crisp": False})


def test_a_browser_that_asks_not_to_be_followed_is_told_that_it_is_heard(client):
    page = client.get("/cookies/", headers={"Sec-GPC": "1"}).content.decode()
    assert "Votre navigateur demande à ne pas être suivi" in page
    assert "Vos visites sont comptées" not in page


def test_a_withdrawn_choice_takes_the_cookies_of_the_tool_away(client, crisp):
    choose(client, "accepter")
    client.cookies["crisp-client%2Fsession%2Fsite-1"] = "session_1"
    answer = choose(client, "refuser")
    assert answer.cookies["crisp-client%2Fsession%2Fsite-1"]["max-age"] == 0


def test_a_choice_lives_six_months_and_is_asked_again(client, crisp):
    with clock.frozen(datetime(2026, 8, 31, 12, tzinfo=UTC)):
        assert (
            choose(client, "refuser").cookies[COOKIE]["max-age"] == (date(2027, 2, 28) - date(2026, 8, 31)).days * 86400
        )
    # The browser drops the cookie that day; a browser that does not is not believed either.
    with clock.frozen(datetime(2027, 2, 27, 12, tzinfo=UTC)):
        assert TEXT not in shown(client)
    with clock.frozen(datetime(2027, 2, 28, 12, tzinfo=UTC)):
        assert TEXT in shown(client)


def test_a_new_purpose_is_asked_whatever_was_said_before(client, crisp):
    client.cookies[COOKIE] = str(Choice(uuid4(), clock.today(), {"autre": True}))
    page = shown(client)
    assert TEXT in page
    assert "crisp.js" not in page


@pytest.mark.parametrize(
    "text",
    ["", "nimporte-quoi", "x.20260101.crisp-1", f"{'0' * 32}.20261399.crisp-1", f"{'0' * 32}.20261120.crisp-oui",
     f"{'0' * 32}.29991231.crisp-1", "a" * 5000],
)  # fmt: skip
def test_a_cookie_that_cannot_be_read_is_no_choice(client, crisp, text):
    client.cookies[COOKIE] = text
    page = shown(client)
    assert TEXT in page
    assert "crisp.js" not in page


def test_a_choice_is_read_as_it_is_written():
    choice = Choice(uuid4(), date(2026, 11, 22), {"crisp": True, "autre": False})
    assert Choice.parse(str(choice)) == choice


@pytest.mark.parametrize("page", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)"])
def test_a_choice_never_leads_away(client, crisp, page):
    assert choose(client, "refuser", suite=page)["Location"] == "/cookies/"


def test_a_choice_forged_by_another_site_is_refused(crisp):
    assert choose(Client(enforce_csrf_checks=True), "accepter").status_code == 403
    assert ConsentChoice.objects.count() == 0


def test_an_answer_that_is_none_is_told(client, crisp):
    answer = client.post("/cookies/choix/", {"decision": "peut-être"}, follow=True)
    assert "Choisissez d’accepter ou de refuser" in answer.content.decode()
    assert ConsentChoice.objects.count() == 0


@pytest.fixture
def matomo(settings):
    settings.PARVIS_MATOMO_URL, settings.PARVIS_MATOMO_SITES = "https://matomo.exemple.fr", {"coop": "7"}


def test_matomo_is_loaded_for_the_services_that_have_a_site_alone(client, matomo):
    page = client.get(COOP)
    assert 'data-site="7"' in page.content.decode()
    assert "script-src 'self' https://matomo.exemple.fr" in re.sub(
        r" 'nonce-[^']+'", "", page["Content-Security-Policy"]
    )
    for path in ("/", MEDIATURE, "/confidentialite/territoires-numeriques/"):
        assert "matomo" not in client.get(path)["Content-Security-Policy"]


def test_an_opposition_lasts_thirteen_months_and_loads_nothing(client, matomo):
    client.cookies["_pk_id.7.1fff"] = "abc"
    with clock.frozen(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        answer = client.post("/cookies/audience/", {"opposition": "oui"})
    assert answer.cookies[OPPOSITION]["max-age"] == (date(2027, 12, 22) - date(2026, 11, 22)).days * 86400
    assert answer.cookies["_pk_id.7.1fff"]["max-age"] == 0
    page = client.get(COOP)
    assert "matomo.js" not in page.content.decode()
    assert "matomo.exemple" not in page["Content-Security-Policy"]
    assert OPPOSITION not in page.cookies
    client.post("/cookies/audience/", {"opposition": "non"})
    assert "matomo.js" in client.get(COOP).content.decode()


def test_to_object_opens_no_session(client):
    answer = client.post("/cookies/audience/", {"opposition": "oui"})
    assert "sessionid" not in client.cookies
    assert "vos visites ne sont plus comptées" in client.get(answer["Location"]).content.decode()
    assert client.cookies["messages"].value == ""


def test_two_services_never_share_a_matomo_site(settings):
    settings.PARVIS_MATOMO_SITES = {"coop": "1", "territoires-numeriques": "1", "mediature": "2"}
    found = [problem.message for problem in misplaced_sites(settings)]
    assert any("recoupées" in message for message in found)
    assert any("mediature" in message for message in found)
    settings.PARVIS_MATOMO_SITES = {"coop": "1"}
    assert list(misplaced_sites(settings)) == []
