"""The pages of parties, for the office alone; the day when all agree is proposed to the mediator."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.kernel import clock
from parvis.products.mediature.models import Partie
from tests.factories.mediature import make_agent, make_collectivite
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db


def page(saisine, more=""):
    return f"/mediature/bureau/{saisine.number}/parties/{more}"


def text(answer):
    return answer.content.decode()


def test_parties_agree_and_the_day_is_proposed(browser, saisine):
    assert "Aucune partie" in text(browser.get(page(saisine)))
    for cote, name in (("requerant", "Samira Benali"), ("administration", "Service scolaire")):
        browser.post(page(saisine), {"cote": cote, "name": name})
    today = clock.today().isoformat()
    for partie in Partie.objects.all():
        own = page(saisine, f"{partie.pk}/")
        assert browser.get(own).status_code == 200
        assert browser.post(own, {"on": today, "how": ""}).status_code == 422
        assert browser.post(own, {"on": today, "how": "Signé sur place."}).status_code == 302
    assert "Toutes les parties ont accepté" in text(browser.get(page(saisine)))
    case = browser.get(f"/mediature/bureau/{saisine.number}/")
    form = next(form for name, _, form in case.context["acts"] if name == "dates")
    assert form.initial["parties_agreed_on"] == clock.today()


def test_what_is_wrong_is_said_and_a_mistake_is_taken_out(browser, saisine):
    wrong = browser.post(page(saisine), {"cote": "autre", "name": ""})
    assert wrong.status_code == 422
    browser.post(page(saisine), {"cote": "autre", "name": "Une association"})
    browser.post(page(saisine, f"{Partie.objects.get().pk}/"), {"retirer": "1"})
    assert not Partie.objects.exists()


def test_to_another_office_they_do_not_exist(browser, saisine):
    browser.post(page(saisine), {"cote": "autre", "name": "Une association"})
    stranger = signed_in_browser(make_agent(make_collectivite()))
    for way in ("", f"{Partie.objects.get().pk}/"):
        assert stranger.get(page(saisine, way)).status_code == 404
        assert stranger.post(page(saisine, way), {"retirer": "1"}).status_code == 404
    assert browser.get(page(saisine, "999999/")).status_code == 404
    assert Partie.objects.count() == 1


def test_one_party_or_thirty_cost_the_same(browser, saisine):
    def cost():
        browser.get(page(saisine))
        with CaptureQueriesContext(connection) as captured:
            browser.get(page(saisine))
        return len(captured)

    Partie.objects.create(saisine=saisine, cote="autre", name="Une association")
    before = cost()
    for number in range(29):
        Partie.objects.create(saisine=saisine, cote="autre", name=f"Association {number}")
    assert cost() == before
