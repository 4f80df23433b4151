"""« Qui a consulté une personne »: under every key by which the journal names rows about an address."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.core.journal.actions import record
from parvis.core.journal.models import JournalEntry
from parvis.core.journal.queries.subjects import known_pseudonyms
from parvis.core.privacy.models import RightsLeg
from parvis.core.privacy.queries.rights.bundle import access_of
from parvis.core.privacy.queries.rights.people import Person, reached_by
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.scope import Reach, open_scope
from tests.factories.accounts import protect
from tests.factories.organisations import enter, make_membership, make_person
from tests.factories.rights import EMAIL, known_request, make_desk

pytestmark = pytest.mark.django_db
WHO = "/administration/journal/personne/"
NOBODY = "Aucune consultation n’est inscrite"


def browser_of(user):
    browser = Client()
    enter(browser, user)
    return browser


def administrator():
    user = make_person(is_platform_administrator=True)
    protect(user)
    return browser_of(user)


def asked(browser, person=EMAIL, **more):
    return browser.get(WHO, {"personne": person, **more})


def seen(answer):
    return {told.line.object_key for told in answer.context.get("lines", ())}


@pytest.fixture
def officer(acting):
    return make_desk()


@pytest.fixture
def opened(officer):
    """The officer has opened the request of somebody who has no account."""
    request = known_request()
    (leg,) = RightsLeg.objects.filter(request=request)
    assert browser_of(officer).get(f"/guichet-donnees/{leg.pk}/").status_code == 200
    return request


def test_whoever_has_no_account_is_found_by_the_rows_about_them(opened, officer):
    page = asked(administrator(), EMAIL.upper())
    assert "privacy.RightsRequest" in seen(page)
    assert f"user:{officer.pk}" in {told.line.actor_key for told in page.context["lines"]}
    # The question is itself journaled, about that person.
    named = known_pseudonyms([f"privacy.RightsRequest:{opened.pk}"])
    assert JournalEntry.objects.filter(verb="journal.who-read", subjects__overlap=named).exists()


def test_the_administrator_knows_what_the_person_is_told(acting):
    officer, me = make_desk("plateforme"), make_person(email=EMAIL)
    request = known_request(service="plateforme")
    leg = RightsLeg.objects.filter(request=request).first()
    browser_of(officer).get(f"/guichet-donnees/{leg.pk}/")
    told = access_of(Person(me.pk, reached_by(EMAIL))).consultations
    readings = {each.at for each in told if each.what == "lecture" and each.who.startswith("le délégué")}
    assert readings
    for typed in (EMAIL, f"accounts.User:{me.pk}"):
        page = asked(administrator(), typed)
        assert readings <= {line.line.recorded_at for line in page.context["lines"]}
        assert "privacy.RightsRequest" in seen(page)


def test_reading_what_is_about_oneself_is_not_a_consultation(acting):
    me = make_person(email=EMAIL)
    known_request(service="plateforme")
    browser_of(me).get("/compte/mes-donnees/")
    page = asked(administrator())
    assert f"user:{me.pk}" not in {told.line.actor_key for told in page.context.get("lines", ())}


def test_the_officer_finds_the_requests_of_their_desk_and_is_told_the_limit(opened, officer):
    page = asked(browser_of(officer))
    assert "privacy.RightsRequest" in seen(page)
    assert "Vous voyez seulement ce qui s’est fait dans vos organisations" in page.content.decode()
    assert "Vous voyez seulement" not in asked(administrator()).content.decode()


def test_a_manager_of_the_same_organisation_does_not_learn_who_asked(opened, officer):
    (organisation,) = officer.memberships.values_list("organisation", flat=True)
    manager = make_membership(organisation_id=organisation, role="gestionnaire").user
    page = asked(browser_of(manager))
    assert seen(page) == set()
    assert NOBODY in page.content.decode()


def test_a_stranger_learns_the_same_of_a_known_address_as_of_an_unknown_one(opened):
    me = make_person(email=EMAIL, first_name="Zélie", last_name="Connue")
    browser = browser_of(make_membership(role="dpo").user)
    for _ in range(2):
        for typed in (EMAIL, "nulle@part.example", f"accounts.User:{me.pk}"):
            answer = asked(browser, typed)
            assert NOBODY in answer.content.decode()
            assert "Connue" not in answer.content.decode()


def test_the_number_of_an_account_does_not_lead_a_manager_to_its_address(opened, officer):
    me = make_person(email=EMAIL, first_name="Zélie", last_name="Connue")
    record(by=system("tests"), verb="accounts.rename", subjects=[f"accounts.User:{me.pk}"])
    browser = browser_of(officer)
    assert seen(asked(browser, f"accounts.User:{me.pk}")) == set()
    # And a request read here does not tell whose account has its address.
    page = asked(browser)
    assert seen(page)
    assert "Connue" not in page.content.decode()


def test_one_reading_or_thirty_cost_the_same(officer):
    browser, costs = administrator(), []
    for number, times in ((1, 1), (2, 30)):
        email = f"p{number}@exemple.fr"
        request = known_request(email=email)
        reader = Actor(ActorKind.USER, identifier=str(officer.pk), roles=((1, "dpo"),))
        for _ in range(times):
            with open_scope(reader, reach=Reach.EVERYTHING):
                list(type(request).objects.filter(pk=request.pk))
        asked(browser, email)
        with CaptureQueriesContext(connection) as captured:
            page = asked(browser, email)
        assert len(page.context["lines"]) >= times
        costs.append(len(captured))
    assert costs[0] == costs[1]
