"""Setting the office up, by its main mediator and nobody else."""

from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.core.notifications.models import Outgoing
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Agent, Collectivite, Mandat, OfficeInvitation
from tests.factories.mediature import make_agent, make_collectivite
from tests.factories.organisations import make_invitation
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
SETTINGS = "/mediature/bureau/reglages/"
PAGE = {
    "presentation": "Bonjour.", "how_to": "", "hours": "Le mardi", "address": "", "phone": "", "email": "", "charter": "",
    "representative": "Claire Montagny", "representative_title": "maire", "dpo_email": "", "kept_months": "12",
}  # fmt: skip
MANDATE = {
    "mediateur": "Luc Perrin", "deliberation": "2026-4", "deliberated_on": "2026-01-02", "starts_on": "2026-01-10",
    "ends_on": "", "scope": "Tous les services.", "means": "",
}  # fmt: skip


@pytest.fixture
def office(acting):
    return make_collectivite(slug="dijon", name="Ville de Dijon", opened_on=None, mandate=False)


@pytest.fixture
def main(office):
    return make_agent(office, Fonction.PRINCIPAL)


@pytest.fixture
def browser(main):
    return signed_in_browser(main)


def text(response):
    return unescape(response.content.decode())


def test_an_office_is_set_up_from_its_page_to_the_public(browser, office):
    first = browser.get(SETTINGS)
    assert first["Location"] == f"{SETTINGS}dijon/"
    assert "La page n’est pas publique" in text(browser.get(first["Location"]))
    refused = browser.post(f"{SETTINGS}dijon/ouverture/", {"ouvrir": "oui"}, follow=True)
    assert "Inscrivez d’abord le mandat" in text(refused)
    assert browser.post(f"{SETTINGS}dijon/", PAGE)["Location"] == f"{SETTINGS}dijon/"
    assert browser.post(f"{SETTINGS}dijon/mandats/", MANDATE)["Location"] == f"{SETTINGS}dijon/mandats/"
    assert Client().get("/mediature/dijon/").status_code == 404
    browser.post(f"{SETTINGS}dijon/ouverture/", {"ouvrir": "oui"})
    public = text(Client().get("/mediature/dijon/"))
    for told in ("Luc Perrin", "Le mardi", "effacés 12 mois"):
        assert told in public.replace("\N{NO-BREAK SPACE}", " ")
    browser.post(f"{SETTINGS}dijon/ouverture/", {"ouvrir": "non"})
    assert Client().get("/mediature/dijon/").status_code == 404


@pytest.mark.parametrize(
    ("path", "given", "told"),
    [
        ("", PAGE | {"kept_months": "25", "presentation": "Ce que je venais d’écrire"}, "24"),
        ("", PAGE | {"representative": ""}, "représentant"),
        ("mandats/", MANDATE | {"ends_on": "2025-12-31"}, "La fin du mandat vient après son début."),
        ("mandats/", MANDATE | {"starts_on": "hier"}, "date"),
        ("equipe/", {"email": "pas une adresse", "fonction": "mediateur"}, "adresse"),
        ("equipe/", {"email": "lea@exemple.fr", "fonction": "principal"}, "déjà un médiateur principal"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(browser, office, path, given, told):
    answer = browser.post(f"{SETTINGS}dijon/{path}", given)
    assert answer.status_code == 422
    assert told in text(answer)
    kept = max(given.values(), key=len)
    assert kept in text(answer)
    assert not Mandat.objects.exists()
    assert not OfficeInvitation.objects.exists()
    assert Collectivite.objects.get().presentation == ""


def test_a_mandate_is_corrected_where_it_is(browser, office):
    browser.post(f"{SETTINGS}dijon/mandats/", MANDATE)
    held = Mandat.objects.get()
    browser.post(f"{SETTINGS}dijon/mandats/{held.pk}/", MANDATE | {"ends_on": "2026-06-30"})
    assert str(Mandat.objects.get().ends_on) == "2026-06-30"


def test_the_team_is_invited_changed_and_left(browser, office):
    colleague = make_agent(office)
    invited = browser.post(
        f"{SETTINGS}dijon/equipe/", {"email": "lea@exemple.fr", "fonction": "assistant"}, follow=True
    )
    assert "L’invitation est partie à lea@exemple.fr." in text(invited)
    place = OfficeInvitation.objects.get()
    browser.post(f"{SETTINGS}dijon/invitations/{place.pk}/", {"geste": "relancer"})
    assert Outgoing.objects.filter(key="organisations.invitation").count() == 2
    browser.post(f"{SETTINGS}dijon/invitations/{place.pk}/", {"geste": "annuler"})
    assert not OfficeInvitation.objects.pending().exists()
    agent = Agent.objects.get(user=colleague)
    browser.post(f"{SETTINGS}dijon/equipe/{agent.pk}/", {"fonction": "assistant"})
    agent.refresh_from_db()
    assert agent.fonction == "assistant"
    assert "ne verra plus aucun dossier" in text(browser.get(f"{SETTINGS}dijon/equipe/{agent.pk}/depart/"))
    browser.post(f"{SETTINGS}dijon/equipe/{agent.pk}/depart/")
    agent.refresh_from_db()
    assert agent.ended_on is not None


def test_who_gives_the_first_place_away_goes_back_to_the_cases(browser, office):
    agent = Agent.objects.get(user=make_agent(office))
    assert (
        browser.post(f"{SETTINGS}dijon/equipe/{agent.pk}/", {"fonction": "principal"})["Location"]
        == "/mediature/bureau/"
    )
    assert browser.get(f"{SETTINGS}dijon/").status_code == 403


@pytest.mark.parametrize("path", ["", "mandats/", "equipe/", "ouverture/"])
def test_an_office_is_set_up_by_its_main_mediator_alone(office, main, path):
    there = f"{SETTINGS}dijon/{path}"
    for user, status in {
        make_agent(office): 403,
        make_agent(office, Fonction.ASSISTANT): 403,
        make_agent(make_collectivite(), Fonction.PRINCIPAL): 404,
    }.items():
        assert signed_in_browser(user).post(there, PAGE).status_code == status
    assert Collectivite.objects.get(slug="dijon").presentation == ""


def test_the_number_of_queries_does_not_grow_with_the_team(browser, office):
    def counted():
        with CaptureQueriesContext(connection) as captured:
            browser.get(f"{SETTINGS}dijon/equipe/")
        return len(captured)

    def people(number):
        for _ in range(number):
            make_agent(office)
            OfficeInvitation.objects.create(
                invitation=make_invitation(office.organisation), organisation=office.organisation, fonction="assistant"
            )

    people(1)
    counted()
    before = counted()
    people(29)
    assert counted() == before


def test_the_poster_leads_to_the_page_without_calling_anybody(office, main, client):
    Collectivite.objects.update(opened_on="2026-01-01")
    poster = text(client.get("/mediature/dijon/affiche/"))
    assert "http://127.0.0.1:8000/mediature/dijon/" in poster
    drawing = client.get("/mediature/dijon/qr.svg")
    assert (drawing["Content-Type"], b"<svg" in drawing.content) == ("image/svg+xml", True)
    assert client.get("/mediature/ailleurs/qr.svg").status_code == 404
