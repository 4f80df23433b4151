"""« Qui a consulté X », « ce que le compte A a consulté », exports and prints: all of them journaled."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.core.journal.actions.record import Line, write_lines
from parvis.core.journal.models import JournalEntry
from parvis.core.journal.queries.subjects import known_pseudonyms
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.scope import Reach
from tests.factories.organisations import enter, make_membership, make_organisation, make_person

WHO, WHAT, LIST = (f"/administration/journal/{page}" for page in ("personne/", "compte/", ""))
IDENTITY = "plateforme.comptes.identite"


@pytest.fixture
def administrator(acting, db, client):
    user = make_person(is_platform_administrator=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    enter(client, user)
    return user


def consult(reader, people, *, organisation=None, verb="read", at=datetime(2026, 11, 2, 10, tzinfo=UTC)):
    with clock.frozen(at):
        write_lines(
            Actor(ActorKind.USER, identifier=str(reader.pk)),
            [Line(verb, tuple(people), (IDENTITY,), organisation, "accounts.User", len(people))],
        )


def about(verb, person):
    return JournalEntry.objects.filter(verb=verb, subjects__overlap=known_pseudonyms([f"accounts.User:{person.pk}"]))


def test_who_consulted_a_person_is_named_and_the_question_is_journaled(administrator, client):
    reader, person, other = make_person(first_name="Léa", last_name="Roux"), make_person(), make_person()
    consult(reader, [f"accounts.User:{person.pk}"])
    consult(make_person(first_name="Nul", last_name="Autre"), [f"accounts.User:{other.pk}"])
    page = client.get(WHO, {"personne": person.email.upper()}).content.decode()
    assert "Léa Roux" in page
    assert "a consulté" in page
    assert "Identité du titulaire (La plateforme)" in page
    assert "Nul Autre" not in page
    assert IDENTITY not in page
    assert about("journal.who-read", person).get().actor_key == f"user:{administrator.pk}"
    assert not about("journal.who-read", other).exists()


def test_writes_are_shown_when_asked(administrator, client):
    reader, person = make_person(), make_person()
    consult(reader, [f"accounts.User:{person.pk}"], verb="accounts.rename")
    assert "a changé le nom" not in client.get(WHO, {"personne": person.email}).content.decode()
    assert "a changé le nom" in client.get(WHO, {"personne": person.email, "tout": "on"}).content.decode()


def test_what_an_account_consulted_is_counted_and_the_question_is_journaled(administrator, client):
    reader, people = make_person(), [f"accounts.User:{make_person().pk}" for _ in range(3)]
    consult(reader, people)
    consult(reader, people[:2], at=datetime(2026, 11, 3, 10, tzinfo=UTC))
    page = client.get(WHAT, {"compte": reader.email})
    assert page.context["figures"].people == 3
    assert page.context["figures"].lines == 2
    assert page.context["figures"].data == (("Identité du titulaire (La plateforme)", 2),)
    only = client.get(WHAT, {"compte": f"user:{reader.pk}", "du": "2026-11-03", "au": "2026-11-03"})
    assert only.context["figures"].people == 2
    assert about("journal.what-read", reader).count() == 2


def test_a_gestionnaire_finds_only_what_happened_in_the_organisation(acting, db, client):
    mine = make_organisation()
    user = make_membership(organisation=mine, role="gestionnaire").user
    inside, outside, person = make_person(last_name="Dedans"), make_person(last_name="Dehors"), make_person()
    consult(inside, [f"accounts.User:{person.pk}"], organisation=mine.pk)
    consult(outside, [f"accounts.User:{person.pk}"], organisation=make_organisation().pk)
    enter(client, user)
    page = client.get(WHO, {"personne": person.email}).content.decode()
    assert "Dedans" in page
    assert "Dehors" not in page
    assert client.get("/administration/journal/anomalies/").status_code == 403
    assert client.get("/administration/journal/preuves/").status_code == 403


def test_a_gestionnaire_learns_no_name_by_guessing_numbers(acting, db, client):
    stranger = make_person(first_name="Zoé", last_name="Inconnue")
    enter(client, make_membership(role="gestionnaire").user)
    for address, asked in (
        (WHAT, {"compte": f"user:{stranger.pk}"}),
        (WHAT, {"compte": stranger.email}),
        (WHO, {"personne": f"accounts.User:{stranger.pk}"}),
        (WHO, {"personne": stranger.email}),
    ):
        for _ in range(2):
            assert "Inconnue" not in client.get(address, asked).content.decode()


def test_what_is_typed_is_not_kept_as_a_person(administrator, client):
    typed = "dossier.secret:mot de passe oublié"
    client.get(WHO, {"personne": typed})
    client.get(WHAT, {"compte": f"user:{typed}"})
    assert known_pseudonyms([typed, f"accounts.User:{typed}"]) == []
    assert {line.verb for line in JournalEntry.objects.filter(verb__startswith="journal.")} == {
        "journal.who-read",
        "journal.what-read",
    }


def test_a_stranger_is_refused(acting, db, client):
    enter(client, make_person())
    for address in (WHO, WHAT, LIST, f"{LIST}export/", f"{LIST}anomalies/", f"{LIST}preuves/"):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize(("address", "field"), [(WHO, "personne"), (WHAT, "compte")])
def test_nobody_typed_or_nobody_known_is_told_gently(administrator, client, address, field):
    assert "Indiquez" in client.get(address, {field: ""}).content.decode()
    assert "douze derniers mois" in client.get(address, {field: "personne@nulle.part"}).content.decode()
    assert client.get(address, {field: "accounts.User:1", "du": "hier"}).status_code == 200


def test_an_export_is_journaled_as_one(administrator, client):
    reader, person = make_person(first_name="=cmd()", last_name=""), make_person()
    consult(reader, [f"accounts.User:{person.pk}"])
    answer = client.get(f"{LIST}export/", {"action": "read"})
    assert answer["Content-Disposition"].startswith('attachment; filename="journal-')
    assert "'=cmd()" in answer.content.decode()
    line = JournalEntry.objects.get(verb="export", object_key="journal.JournalEntry")
    assert line.actor_key == f"user:{administrator.pk}"
    assert about("export", reader).exists()


def test_an_export_gives_dates_that_can_be_sorted(administrator, client):
    reader, person = make_person(), make_person()
    for month, day in ((7, 31), (11, 2)):
        at = datetime(2026, month, day, 22, 30, 5, tzinfo=UTC)
        consult(reader, [f"accounts.User:{person.pk}"], verb="accounts.rename", at=at)
    sheet = client.get(f"{LIST}export/", {"action": "accounts.rename"}).content.decode("utf-8-sig")
    heading, *rows = [line.split(";")[0] for line in sheet.splitlines()]
    assert heading == "Date (heure de Paris)"
    assert rows == ["2026-11-02T23:30:05+01:00", "2026-08-01T00:30:05+02:00"]


@pytest.mark.parametrize("address", [WHO, WHAT, LIST])
def test_an_answer_limited_to_organisations_says_so(acting, db, client, address):
    enter(client, make_membership(role="dpo").user)
    assert "Vous voyez seulement ce qui s’est fait dans vos organisations" in client.get(address).content.decode()


@pytest.mark.parametrize("address", [WHO, WHAT, LIST])
def test_an_answer_that_is_whole_names_no_limit(administrator, client, address):
    assert "dans vos organisations" not in client.get(address).content.decode()


def test_what_may_be_typed_is_said(administrator, client):
    assert "Une adresse électronique, avec ou sans compte" in client.get(WHO).content.decode()


def test_a_page_announces_its_print_which_names_whom_it_showed(acting, db, client):
    shown = make_membership(role="gestionnaire")
    other = make_membership(organisation=shown.organisation).user
    enter(client, shown.user)
    drawn = client.get(f"/organisations/{shown.organisation_id}/").content.decode()
    page = drawn.partition('data-page="')[2].partition('"')[0]
    assert client.post("/journal/impression/", {"page": page}).status_code == 204
    told = [(line.actor_key, line.object_key, line.categories) for line in about("print", other)]
    assert told
    assert told == [(line.actor_key, line.object_key, line.categories) for line in about("read", other)]
    # Nobody prints the page of somebody else, nor a page that showed nobody.
    stranger = Client()
    enter(stranger, make_person())
    assert stranger.post("/journal/impression/", {"page": page}).status_code == 204
    assert about("print", other).count() == len(told)


@pytest.mark.parametrize("page", ["", "12", "nulle-part"])
def test_a_print_of_no_page_is_refused(administrator, client, page):
    assert client.post("/journal/impression/", {"page": page}).status_code == 422
    assert client.get("/journal/impression/").status_code == 405


def test_a_visitor_announces_no_print(client, db):
    assert "journal/print.js" not in client.get("/").content.decode()
    assert client.post("/journal/impression/", {"page": "12"}).status_code == 403


@pytest.mark.parametrize(("address", "field"), [(WHO, "personne"), (WHAT, "compte")])
def test_one_line_or_thousands_cost_the_same(administrator, client, address, field):
    costs = []
    for lines in (1, 30):
        reader = person = make_person()
        consult(reader, [f"accounts.User:{person.pk}"])
        with clock.frozen(datetime(2026, 11, 2, 10, tzinfo=UTC) + timedelta(minutes=1)):
            one = Line("read", (f"accounts.User:{person.pk}",), (IDENTITY,), None, "accounts.User", 1)
            write_lines(Actor(ActorKind.USER, identifier=str(reader.pk)), [one] * lines)
        client.get(address, {field: person.email})
        with CaptureQueriesContext(connection) as queries:
            client.get(address, {field: person.email})
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_looking_for_a_person_is_of_the_request_that_asks(administrator, client, monkeypatch):
    ended = []
    monkeypatch.setattr("parvis.kernel.scope.at_scope_end", [ended.append])
    client.get(WHO, {"personne": make_person().email})
    everywhere = [each for each in ended if each.reach is Reach.EVERYTHING]
    asked = [each for each in ended if each.reach is not Reach.EVERYTHING and each.actor.signed_in]
    assert everywhere
    assert {each.request_id for each in everywhere} <= {each.request_id for each in asked}
