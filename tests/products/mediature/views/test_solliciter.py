"""The office asks a service from a case, follows the question, shares the answer; and keeps its directory."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.replying import reply
from parvis.products.mediature.enums import Fonction, Visibilite
from parvis.products.mediature.models import Reponse, Saisine, ServiceInterne, Sollicitation
from tests.factories.mediature import make_agent, make_collectivite
from tests.factories.organisations import make_membership, make_person
from tests.factories.sessions import signed_in_browser
from tests.factories.solliciter import QUESTION, holder_of_link, make_admitted, make_question, make_service

pytestmark = pytest.mark.django_db
DIRECTORY = "/mediature/bureau/services/"


@pytest.fixture
def saisine(office):
    return make_admitted(office)


def text(answer):
    return answer.content.decode()


def case(saisine, more=""):
    return f"/mediature/bureau/{saisine.number}/{more}"


def asks(browser, saisine, **given):
    version = Saisine.objects.get(pk=saisine.pk).version
    due = (clock.today() + timedelta(days=30)).isoformat()
    return browser.post(
        case(saisine, "solliciter/"), {"version": version, "question": QUESTION, "due_on": due} | given, follow=True
    )


def test_a_question_is_asked_followed_answered_and_closed(browser, office, saisine):
    service = make_service(office, name="Service scolaire")
    browser.post(
        case(saisine, "document/"),
        {"version": 1, "file": SimpleUploadedFile("courrier.txt", b"Un mot."), "visibility": Visibilite.REQUERANT},
    )
    piece = saisine.pieces.get()
    shown = text(asks(browser, saisine, service=service.pk, pieces=[piece.pk]))
    assert "La question est envoyée" in shown
    assert "Questions aux services" in shown
    asked = Sollicitation.objects.get()
    address = case(saisine, f"questions/{asked.pk}/")
    for words in (QUESTION, "courrier.txt", "Rien pour l’instant", "Réponse attendue"):
        assert words in text(browser.get(address)), words
    with open_scope(holder_of_link(asked)) as scope:
        given = reply(by=scope.actor, sollicitation=asked, text="La classe est complète.")
    assert "La classe est complète." in text(browser.get(address))
    browser.post(f"{address}transmettre/{given.pk}/")
    assert "La personne peut lire cette réponse" in text(browser.get(address))
    assert "La classe est complète." in text(browser.get(f"/mediature/suivi/{saisine.code}/"))
    assert QUESTION not in text(browser.get(f"/mediature/suivi/{saisine.code}/"))
    assert "son lien ne s’ouvre plus" in text(browser.post(f"{address}clore/", follow=True))
    assert "n’a plus cette question" in text(browser.post(f"{address}clore/", follow=True))


def test_what_is_missing_is_said_and_what_was_typed_stays(browser, saisine):
    wrong = asks(browser, saisine)
    assert wrong.status_code == 422
    assert "inscrivez-le d’abord à l’annuaire" in text(wrong)
    assert QUESTION in text(wrong)
    assert not Sollicitation.objects.exists()


def test_a_late_answer_shows_in_the_case_and_in_the_list(browser, saisine):
    asked = make_question(saisine)
    Sollicitation.objects.update(due_on=clock.today() - timedelta(days=20))
    assert "Réponse en retard" in text(browser.get(case(saisine)))
    assert "Réponse de l’administration : <strong>en retard de" in text(browser.get("/mediature/bureau/?vue=tous"))
    with open_scope(holder_of_link(asked)) as scope:
        reply(by=scope.actor, sollicitation=asked, text="Voici.")
    assert "Réponse reçue en retard" in text(browser.get(case(saisine)))


def test_to_anybody_else_a_question_and_a_service_do_not_exist(office, saisine):
    asked = make_question(saisine)
    given = Reponse.objects.create(saisine=saisine, sollicitation=asked, text="Secretissime")
    ways = [case(saisine, f"questions/{asked.pk}/"), f"{DIRECTORY}{asked.service_id}/"]
    posts = [case(saisine, f"questions/{asked.pk}/{way}/") for way in ("clore", f"transmettre/{given.pk}")]
    for user in (
        make_agent(make_collectivite(), Fonction.PRINCIPAL),
        make_membership(organisation=office.organisation).user,
        make_person(),
    ):
        stranger = signed_in_browser(user)
        assert {stranger.get(way).status_code for way in ways} <= {403, 404}
        assert {stranger.post(way).status_code for way in [*ways[1:], *posts]} <= {403, 404}
    asked.refresh_from_db()
    assert (asked.closed_at, Reponse.objects.get().visibility) == (None, Visibilite.BUREAU)


def test_the_directory_from_its_page(browser, office):
    assert "L’annuaire est vide" in text(browser.get(DIRECTORY))
    told = {"name": "Écoles", "email": "ecoles@dijon.example", "phone": "", "office": office.organisation_id}
    assert "Écoles" in text(browser.post(DIRECTORY, told, follow=True))
    again = browser.post(DIRECTORY, told)
    assert again.status_code == 422
    assert "déjà ce nom" in text(again)
    for wrong in (0, "²", ""):
        assert browser.post(DIRECTORY, told | {"office": wrong, "name": "Eau"}).status_code == 422
    service = ServiceInterne.objects.get()
    page = f"{DIRECTORY}{service.pk}/"
    assert browser.post(page, told | {"name": ""}).status_code == 422
    browser.post(page, told | {"name": "Service scolaire"})
    browser.post(page)
    service.refresh_from_db()
    assert (service.name, service.archived_on) == ("Service scolaire", clock.today())
    assert "retiré le" in text(browser.get(DIRECTORY))
    browser.post(DIRECTORY, told | {"name": "Service scolaire"})
    assert "déjà ce nom" in text(browser.post(page, follow=True))


def test_one_question_or_thirty_cost_the_same(browser, office, saisine):
    def cost(address):
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            browser.get(address)
        return len(captured)

    make_question(saisine)
    before = cost(case(saisine)), cost(DIRECTORY)
    for _ in range(29):
        make_question(saisine)
    assert (cost(case(saisine)), cost(DIRECTORY)) == before
