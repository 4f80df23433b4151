"""The pages of the administrators: what the nights did, and holds decided by two."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from parvis.core.accounts.models import User
from parvis.core.organisations.enums import Role
from parvis.core.privacy.actions.retention.night import run_night
from parvis.core.privacy.models import Hold, Overrun
from parvis.kernel import clock
from parvis.kernel.actor import system
from tests.factories.accounts import protect
from tests.factories.organisations import enter, make_membership, make_person
from tests.factories.rights import make_desk

OLD = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def administrators(db, acting):
    """Two of them, each in a browser."""
    people = [make_person(is_platform_administrator=True, last_login=clock.now()) for _ in range(2)]
    for person in people:
        protect(person)
    return [enter(Client(), person) for person in people]


def hold(**changes):
    until = (clock.today() + timedelta(days=30)).isoformat()
    given = {
        "person": User.objects.order_by("pk").first().email,
        "category": "plateforme.comptes.identite",
        "reason": "recours",
        "ground": "article 17-3 e)",
        "until": until,
    }
    return given | changes


def test_nobody_else_enters(db, acting):
    client = enter(Client(), make_person())
    for address in ("/administration/conservation/", "/administration/conservation/suspensions/"):
        assert client.get(address).status_code == 403
    assert client.post("/administration/conservation/a-blanc/").status_code == 403


def test_an_officer_suspends_what_their_organisation_answers_for_and_nothing_else(administrators):
    officer, colleague, foreign = make_desk("plateforme"), make_person(), make_desk("mediature")
    make_membership(colleague, organisation=officer.memberships.get().organisation, role=Role.DPO)
    asks, approves, elsewhere = (enter(Client(), person) for person in (officer, colleague, foreign))
    page = "/administration/conservation/suspensions/"
    assert asks.post(page, hold(reason="dossier 2027-99")).status_code == 302
    (asked,) = Hold.objects.all()
    assert "Approuver" not in asks.get(page).content.decode()
    assert "2027-99" not in elsewhere.get(page).content.decode()
    assert elsewhere.post(f"{page}{asked.pk}/approuver/").status_code == 404
    assert elsewhere.post(page, hold()).status_code == 422
    assert "2027-99" in administrators[0].get(page).content.decode()
    approves.post(f"{page}{asked.pk}/approuver/")
    asked.refresh_from_db()
    assert asked.approved_by == f"user:{colleague.pk}"
    night = asks.post("/administration/conservation/a-blanc/").content.decode()
    assert "Rien n’a été changé" in night
    assert (
        asks.post("/administration/conservation/depassement/", {"rule": "accounts.User", "most": 9}).status_code == 403
    )


def test_the_nights_are_told(administrators):
    User.objects.create(email="ancien@exemple.fr", last_login=OLD, date_joined=OLD)
    run_night(by=system("tests"), today=clock.today())
    page = administrators[0].get("/administration/conservation/").content.decode()
    assert "Comptes" in page
    assert "À jour" in page
    assert "Empreintes du registre" in page
    assert "ancien@exemple.fr" not in page


def test_a_rehearsal_changes_nothing(administrators):
    old = User.objects.create(email="ancien@exemple.fr", last_login=OLD, date_joined=OLD)
    page = administrators[0].post("/administration/conservation/a-blanc/").content.decode()
    assert "Serait effacé" in page
    assert User.objects.filter(pk=old.pk).exists()


def test_a_larger_night_is_asked_by_one_and_approved_by_another(administrators):
    User.objects.bulk_create(User(email=f"f{rank}@exemple.fr", last_login=OLD, date_joined=OLD) for rank in range(60))
    first, second = administrators
    assert "Serait arrêtée" in first.post("/administration/conservation/a-blanc/").content.decode()
    first.post("/administration/conservation/depassement/", {"rule": "accounts.User", "most": "60"})
    asked = Overrun.objects.get()
    first.post(f"/administration/conservation/depassement/{asked.pk}/approuver/")
    assert Overrun.objects.get().approved_on is None
    second.post(f"/administration/conservation/depassement/{asked.pk}/approuver/")
    assert Overrun.objects.get().approved_on is not None


@pytest.mark.parametrize("given", [{"rule": "inconnue", "most": "60"}, {"rule": "accounts.User", "most": "9" * 30}])
def test_a_larger_night_that_means_nothing_is_refused(administrators, given):
    answer = administrators[0].post("/administration/conservation/depassement/", given, follow=True)
    assert answer.status_code == 200
    assert not Overrun.objects.exists()


def test_a_hold_is_asked_by_one_approved_by_another_renewed_and_released(administrators):
    first, second = administrators
    address = "/administration/conservation/suspensions/"
    assert first.post(address, hold()).status_code == 302
    kept = Hold.objects.get()
    first.post(f"{address}{kept.pk}/approuver/")
    assert not Hold.objects.in_force(clock.today()).exists()
    second.post(f"{address}{kept.pk}/approuver/")
    assert Hold.objects.in_force(clock.today()).exists()
    assert "recours" in first.get(address).content.decode()
    later = (clock.today() + timedelta(days=300)).isoformat()
    assert first.get(f"{address}{kept.pk}/renouveler/").status_code == 200
    assert first.post(f"{address}{kept.pk}/renouveler/", {"until": later}).status_code == 302
    assert Hold.objects.waiting().count() == 1
    assert "pour toujours" in second.get(f"{address}{kept.pk}/lever/").content.decode()
    second.post(f"{address}{kept.pk}/lever/")
    assert second.get(f"{address}{kept.pk}/lever/").status_code == 404
    assert not Hold.objects.in_force(clock.today()).exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"person": "quelqu’un"}, "Personne n’est connu"),
        ({"person": "accounts.User:douze"}, "Personne n’est connu"),
        ({"until": "2099-01-01"}, "Choisissez une date"),
        ({"category": ""}, "category"),
        ({"person": "inconnue.Table:12"}, "Personne n’est connu"),
    ],
)
def test_a_form_keeps_what_was_typed_and_says_what_to_do(administrators, change, words):
    answer = administrators[0].post(
        "/administration/conservation/suspensions/", hold(reason="recours 2027-14") | change
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page or words in answer.context["form"].errors
    assert "recours 2027-14" in page


def test_a_list_asks_as_much_for_one_as_for_thirty(administrators):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def make(number):
        for rank in range(number):
            Hold.objects.create(**hold(person=f"accounts.User:{rank + 1000}"), asked_by="user:1")

    address = "/administration/conservation/suspensions/"
    administrators[0].get(address)
    make(1)
    with CaptureQueriesContext(connection) as one:
        administrators[0].get(address)
    make(29)
    with CaptureQueriesContext(connection) as thirty:
        assert administrators[0].get(address).content.decode().count("Retirer la demande") == 30
    assert len(thirty) == len(one)
