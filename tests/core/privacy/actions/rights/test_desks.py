"""Who answers for whom, and requests that come by another door."""

import pytest

from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.actions.rights.desks import entrust
from parvis.core.privacy.enums.rights import Channel
from parvis.core.privacy.models import RightsDesk, RightsLeg, RightsRequest
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Right
from tests.factories.accounts import protect
from tests.factories.organisations import enter, make_organisation, make_person
from tests.factories.rights import EMAIL, file_request, make_desk, only_leg

pytestmark = pytest.mark.django_db


def test_what_waits_follows_the_desk(acting):
    leg, organisation = only_leg(file_request()), make_organisation()
    assert leg.organisation is None
    entrust(by=system("tests"), controller=leg.controller, organisation=organisation)
    assert only_leg(leg.request).organisation == organisation.pk
    entrust(by=system("tests"), controller=leg.controller, organisation=None)
    assert only_leg(leg.request).organisation is None
    assert not RightsDesk.objects.exists()


def test_administrators_say_who_answers(acting, client):
    organisation = make_organisation(name="GIP d’essai")
    enter(client, protect(make_person(is_platform_administrator=True)))
    leg = only_leg(file_request())
    assert "GIP d’essai" in client.get("/guichet-donnees/qui-repond/").content.decode()
    client.post("/guichet-donnees/qui-repond/", {"controller": leg.controller, "organisation": organisation.pk})
    assert RightsDesk.objects.get().organisation == organisation
    client.post("/guichet-donnees/qui-repond/", {"controller": "inconnu", "organisation": organisation.pk})
    assert RightsDesk.objects.count() == 1


def test_a_letter_starts_the_clock_on_its_arrival(acting, client):
    enter(client, make_desk())
    typed = {
        "service": "data-inclusion", "droit": ["access"], "channel": "letter", "received_on": "2026-01-31",
        "name": "Zélie Morvan", "email": EMAIL,
    }  # fmt: skip
    assert client.post("/guichet-donnees/nouvelle/", typed).status_code == 302
    leg = RightsLeg.objects.select_related("request").get()
    assert (str(leg.due_on), leg.request.channel) == ("2026-02-28", Channel.LETTER)
    assert Outgoing.objects.filter(recipient=EMAIL, key="privacy.rights_confirm").count() == 1


def test_what_cannot_be_is_said(acting, client):
    enter(client, make_desk())
    tomorrow = clock.today().replace(year=clock.today().year + 1)
    typed = {
        "service": "data-inclusion",
        "droit": [Right.PORT.value],
        "channel": "letter",
        "received_on": str(tomorrow),
    }
    answer = client.post("/guichet-donnees/nouvelle/", typed | {"name": "Z", "email": EMAIL})
    assert answer.status_code == 422
    assert "Donnez une date passée" in answer.content.decode()
    refused = client.post(
        "/guichet-donnees/nouvelle/", typed | {"name": "Z", "email": EMAIL, "received_on": "2026-01-31"}
    )
    assert "n’accepte pas" in refused.content.decode()
    assert not RightsRequest.objects.exists()
