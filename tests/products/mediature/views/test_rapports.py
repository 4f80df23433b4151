"""The pages of reports and recommendations, in the office and on the authority's page."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.kernel import clock
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Rapport, Recommandation
from tests.factories.mediature import make_agent, make_collectivite, make_past, make_recommandation, make_saisine
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
REPORTS = "/mediature/bureau/rapports/"
RECOMMENDATIONS = "/mediature/bureau/recommandations/"
LAST = clock.today().year - 1
PROPOSED = {
    "title": "Répondre par écrit", "text": "Chaque refus est écrit.", "service": "Scolaire", "sent_on": "2026-01-05",
}  # fmt: skip


@pytest.fixture
def office(acting):
    made = make_collectivite(name="Dijon", slug="dijon")
    make_past(made, 12, received_on=date(LAST, 3, 1))
    return made


@pytest.fixture
def stranger(acting):
    return signed_in_browser(make_agent(make_collectivite()))


def text(response):
    return response.content.decode()


def begun(browser, office):
    answer = browser.post(REPORTS, {"bureau": office.organisation_id, "year": LAST})
    assert answer.status_code == 302
    return answer.url


def test_a_report_from_its_beginning_to_the_public_page(browser, office, client, stranger):
    page = begun(browser, office)
    assert stranger.get(page).status_code == 404
    assert browser.post(f"{page}mots/", {"version": 1, "mot": "Une année dense."}).url == page
    assert "Une année dense." in text(browser.get(page))
    draft = browser.get(f"{page}fichier/pdf/")
    assert draft.content.startswith(b"%PDF")
    assert stranger.get(f"{page}fichier/pdf/").status_code == 404
    assert browser.post(f"{page}arreter/", {}).status_code == 422
    assert browser.post(f"{page}arreter/", {"sure": "on", "version": Rapport.objects.get().version}).url == page
    assert "Organe délibérant, Défenseur des droits" in text(browser.get(page))
    sent = {"destinataire": "conseil", "sent_on": clock.today().isoformat(), "manner": "En séance"}
    assert browser.post(f"{page}transmettre/", sent).url == page
    assert "Reste à transmettre : <strong>Défenseur des droits</strong>" in text(browser.get(page))
    assert client.get(f"/mediature/dijon/rapport/{LAST}/").status_code == 404
    assert browser.post(f"{page}montrer/").url == page
    assert f'href="/mediature/dijon/rapport/{LAST}/"' in text(client.get("/mediature/dijon/"))
    assert client.get(f"/mediature/dijon/rapport/{LAST}/").status_code == 404, "not yet read by the antivirus"
    assert browser.get(f"{page}fichier/pdf/").url == page
    Document.objects.update(scan=Scan.CLEAN)
    public = client.get(f"/mediature/dijon/rapport/{LAST}/")
    assert b"".join(public.streaming_content).startswith(b"%PDF")
    assert public.headers["Content-Disposition"].startswith("attachment")
    assert browser.post(f"{page}cacher/").url == page
    assert client.get(f"/mediature/dijon/rapport/{LAST}/").status_code == 404


def test_the_list_asks_as_much_for_many_reports_as_for_one(browser, office):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(REPORTS).status_code == 200
        return len(queries)

    Rapport.objects.create(organisation=office.organisation, year=2000)
    asked()
    before = asked()
    for year in range(2001, 2030):
        Rapport.objects.create(organisation=office.organisation, year=year)
    assert asked() == before


def test_what_is_wrong_is_told_and_what_was_typed_stays(browser, office):
    page = begun(browser, office)
    stale = browser.post(f"{page}mots/", {"version": 9, "mot": "Gardez-moi"})
    assert stale.status_code == 422
    assert "Gardez-moi" in text(stale)
    assert browser.post(f"{page}autre/").status_code == 404
    assert browser.get(f"{page}fichier/docx/").status_code == 404
    assert browser.post(REPORTS, {"bureau": office.organisation_id, "year": 1066}).status_code == 422
    other = make_collectivite()
    assert browser.post(REPORTS, {"bureau": other.organisation_id, "year": LAST}).status_code == 422


def test_an_assistant_is_offered_neither_freezing_nor_publishing(office):
    assistant = signed_in_browser(make_agent(office, Fonction.ASSISTANT))
    page = begun(assistant, office)
    assert "vous le préparez" in text(assistant.get(page))
    assert (
        assistant.post(f"{page}arreter/", {"sure": "on", "version": Rapport.objects.get().version}).status_code == 403
    )
    assert Rapport.objects.get().finalised_at is None


def test_a_recommendation_from_its_writing_to_the_public_page(browser, office, client, stranger):
    saisine = make_saisine(office)
    written = PROPOSED | {"bureau": office.organisation_id, "numbers": saisine.number}
    page = browser.post(f"{RECOMMENDATIONS}ecrire/", written).url
    assert stranger.get(page).status_code == 404
    assert saisine.number in text(browser.get(page))
    answered = {"reponse": "acceptee", "answered_on": "2026-02-01", "words": "D’accord.", "version": 1}
    assert browser.post(f"{page}reponse/", answered).url == page
    followed = {"year": 2026, "suite": "engagee", "words": "Note de service", "version": 2}
    assert browser.post(f"{page}suivi/", followed).url == page
    assert "Répondre par écrit" not in text(client.get("/mediature/dijon/"))
    assert browser.post(f"{page}montrer/").url == page
    public = text(client.get("/mediature/dijon/"))
    for words in ("Répondre par écrit", "acceptée", "D’accord.", "2026 : Engagée", "Note de service"):
        assert words in public
    assert saisine.number not in public
    corrected = written | {"title": "Toujours répondre", "numbers": "", "version": 3}
    late = browser.post(f"{page}corriger/", corrected | {"version": 2})
    assert late.status_code == 422
    assert "Quelqu’un a changé cette recommandation" in text(late)
    assert "Toujours répondre" in text(late)
    assistant = signed_in_browser(make_agent(office, Fonction.ASSISTANT))
    assert "un médiateur la corrige" in text(assistant.get(page))
    refused = assistant.post(f"{page}corriger/", corrected)
    assert refused.status_code == 422
    assert "seul un médiateur la change" in text(refused)
    assert browser.post(f"{page}corriger/", corrected).url == page
    assert Recommandation.objects.get().title == "Toujours répondre"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Écrivez l’objet"),
        ({"sent_on": "2999-01-01"}, "Donnez une date passée"),
        ({"numbers": "2026-INCONNU"}, "Aucun dossier de ce bureau"),
    ],
)
def test_what_is_wrong_in_a_recommendation_is_told(browser, office, wrong, words):
    answer = browser.post(f"{RECOMMENDATIONS}ecrire/", PROPOSED | {"bureau": office.organisation_id} | wrong)
    assert answer.status_code == 422
    assert words in text(answer)
    assert "Chaque refus est écrit." in text(answer)


def test_the_list_is_filtered_and_asks_as_much_for_thirty_as_for_one(browser, office):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(RECOMMENDATIONS).status_code == 200
        return len(queries)

    one = make_recommandation(office, reponse="refusee", answered_on=date(2026, 2, 1))
    one.suivis.create(year=2026, suite="abandonnee")
    asked()
    before = asked()
    for number in range(29):
        made = make_recommandation(office, title=f"Objet {number}", sent_on=date(2025, 1, 5))
        made.suivis.create(year=2025, suite="engagee")
    assert asked() == before
    for wish in ({"reponse": "refusee"}, {"suite": "abandonnee"}, {"annee": "2026"}, {"mots": "répondre"}):
        assert list(browser.get(RECOMMENDATIONS, wish).context["page"]) == [one], wish
    assert "Aucune recommandation ne correspond" in text(browser.get(RECOMMENDATIONS, {"mots": "rien"}))
