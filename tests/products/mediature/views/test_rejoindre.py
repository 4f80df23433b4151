"""Asking for the page of one's authority, and the administrator who answers."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.products.mediature.enums import EtatAdhesion, Fonction
from parvis.products.mediature.models import Adhesion, Agent, Collectivite
from tests.factories.accounts import protect
from tests.factories.mediature import make_agent, make_collectivite
from tests.factories.organisations import make_person
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
JOIN, ALL = "/mediature/rejoindre/", "/mediature/administration/"
ASKED = {
    "territoire": "departement:21", "representative": "Claire Montagny", "representative_title": "présidente",
    "words": "Chargée de mission, délibération 2026-12.",
}  # fmt: skip


def text(response):
    return unescape(response.content.decode())


@pytest.fixture
def administrator(acting):
    return signed_in_browser(protect(make_person(is_platform_administrator=True)))


@pytest.fixture
def asker(acting):
    return make_person()


def test_a_departement_is_asked_for_by_one_of_its_communes_and_opened(asker, administrator):
    browser = signed_in_browser(asker)
    assert 'value="departement:21"' in text(browser.get(JOIN, {"ou": "Dijon"}))
    sent = browser.post(f"{JOIN}?ou=Dijon", ASKED, follow=True)
    assert "Un administrateur vous répondra" in text(sent)
    assert "en attente" in text(sent)
    assert "Claire Montagny" in text(administrator.get(f"{ALL}demandes/{Adhesion.objects.get().pk}/"))
    assert "1 demande attend une réponse" in text(administrator.get(ALL)).replace("\N{NO-BREAK SPACE}", " ")
    administrator.post(f"{ALL}demandes/{Adhesion.objects.get().pk}/", {"reponse": "ouvrir"})
    assert Agent.objects.get(user=asker).fonction == "principal"
    assert browser.get("/mediature/bureau/reglages/")["Location"].endswith("/reglages/cote-dor/")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"territoire": "departement:75"}, "Choisissez"),
        ({"territoire": ""}, "Choisissez votre collectivité."),
        ({"words": ""}, "Dites qui vous êtes"),
        ({"representative": ""}, "représentant"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(asker, given, told):
    answer = signed_in_browser(asker).post(f"{JOIN}?ou=Dijon", ASKED | given)
    assert (answer.status_code, told in text(answer)) == (422, True)
    assert "présidente" in text(answer)
    assert not Adhesion.objects.exists()


def test_a_refusal_needs_its_reason(asker, administrator):
    signed_in_browser(asker).post(f"{JOIN}?ou=Dijon", ASKED)
    there = f"{ALL}demandes/{Adhesion.objects.get().pk}/"
    assert administrator.post(there, {"reponse": "refuser", "reasons": ""}).status_code == 422
    administrator.post(there, {"reponse": "refuser", "reasons": "Inconnue à cette adresse."})
    assert Adhesion.objects.get().etat == EtatAdhesion.REFUSEE
    assert "Inconnue à cette adresse." in text(signed_in_browser(asker).get(JOIN))
    assert administrator.get(there).status_code == 404


def test_an_administrator_opens_and_invites(administrator):
    opened = administrator.post(f"{ALL}ouvrir/?ou=Dijon", ASKED | {"email": "luc@exemple.fr"}, follow=True)
    assert "l’invitation est partie à luc@exemple.fr" in text(opened)
    assert Collectivite.objects.get().niveau == "departement"
    again = administrator.post(f"{ALL}ouvrir/?ou=Dijon", ASKED | {"email": "luc@exemple.fr"})
    assert (again.status_code, "a déjà sa page" in text(again)) == (422, True)


def test_an_office_that_nobody_leads_says_so_and_its_main_mediator_is_invited(administrator):
    led, unled = make_collectivite(slug="menee"), make_collectivite(slug="seule")
    make_agent(led, Fonction.PRINCIPAL)
    make_agent(unled)
    there = f"{ALL}mediateur/seule/"
    shown = text(administrator.get(ALL))
    assert there in shown
    assert f"{ALL}mediateur/menee/" not in shown
    assert administrator.get(f"{ALL}mediateur/menee/").status_code == 404
    wrong = administrator.post(there, {"email": "pas une adresse"})
    assert (wrong.status_code, "pas une adresse" in text(wrong)) == (422, True)
    told = administrator.post(there, {"email": "lea@exemple.fr"}, follow=True)
    assert "L’invitation est partie à lea@exemple.fr" in text(told)


@pytest.mark.parametrize("path", [ALL, f"{ALL}ouvrir/", f"{ALL}demandes/1/", f"{ALL}mediateur/dijon/"])
def test_only_administrators_open_and_answer(asker, path):
    assert signed_in_browser(asker).get(path).status_code == 403
    assert signed_in_browser(make_agent(make_collectivite())).get(path).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_authorities(administrator):
    def counted():
        with CaptureQueriesContext(connection) as captured:
            assert administrator.get(ALL).status_code == 200
        return len(captured)

    def authorities(number):
        for _ in range(number):
            make_agent(make_collectivite())
            Adhesion.objects.create(user=make_person(), niveau="commune", code="21231", name="Dijon")

    authorities(1)
    counted()
    before = counted()
    authorities(29)
    assert counted() == before
