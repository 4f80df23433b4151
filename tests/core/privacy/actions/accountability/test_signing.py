"""A decision is signed by a named person; until then the policy is provisional and is not published."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from parvis.core.journal.models import JournalEntry
from parvis.core.organisations.enums import Role
from parvis.core.privacy.actions import UnsignedError, publish_policy
from parvis.core.privacy.actions.accountability.signing import Signatory, take_decision
from parvis.core.privacy.models import DecisionTaken, PolicyVersion, RightsDesk
from parvis.core.privacy.queries.accountability.decisions import DecisionState, decision_lines
from parvis.core.privacy.queries.accountability.publication import publication_of
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.declarations.privacy import services
from parvis.kernel.scope import open_scope
from tests.factories.organisations import enter, make_membership, make_person
from tests.factories.privacy import sign_and_publish
from tests.factories.rights import make_desk

pytestmark = pytest.mark.django_db

TASK = system("tests")
OFFICER = Signatory("Anne Essai", "déléguée à la protection des données de l’essai")
GIVEN = {"outcome": "adopter", "reason": "La plus prudente.", "signatory": OFFICER.name, "quality": OFFICER.quality}
PAGE = "/administration/registre/decisions/coop/D-000-a/"


def sign(service="coop", key="D-000-a", *, adopted=True):
    declared = services.get(service)
    decision = next(each for each in declared.decisions if each.key == key)
    return take_decision(
        by=TASK, service=declared, decision=decision, adopted=adopted, reason="La plus prudente.", signatory=OFFICER
    )


def state(key="D-000-a"):
    return next(line.state for line in decision_lines() if line.decision.key == key)


def test_every_gap_of_the_texts_has_its_decision():
    declared = {decision.key for service in services for decision in service.decisions}
    gaps = {
        *(f"D-000-{letter}" for letter in "abcdefg"),
        *(f"D-001-{letter}" for letter in "abcdefgij"),
        *(f"D-002-{letter}" for letter in "abcdefg"),
        *(f"D-003-{letter}" for letter in "abcdefghi"),
        *(f"D-004-{letter}" for letter in "abcdef"),
        # Whose text is lost, whose director changed, small numbers, archives, how long a signature is worth.
        *("D-001-k", "D-000-k", "D-002-l", "D-P-k", "D-P-v", "D-P-s"),
        # How old a backup may be, how long requests are kept as proof.
        *("D-P-r", "D-P-c"),
    }
    assert gaps <= declared


def test_a_policy_with_an_open_decision_says_that_it_is_provisional(client):
    page = client.get("/confidentialite/la-coop/").content.decode()
    assert "Version provisoire" in page
    assert re.search(r"11.décisions en attente", page)
    assert "Version 1" not in page


def test_a_signature_shows_its_quality_and_date_and_never_the_name(client, acting):
    with clock.frozen(datetime(2026, 3, 3, 23, 30, tzinfo=UTC)):
        sign()
    page = unescape(client.get("/confidentialite/la-coop/").content.decode())
    assert "Signée le 4 mars 2026 par déléguée à la protection des données de l’essai" in page
    assert OFFICER.name not in page


def test_a_visitor_reads_a_policy_without_a_line_about_who_signed(client, acting):
    sign()
    before = JournalEntry.objects.count()
    client.get("/confidentialite/la-coop/")
    assert JournalEntry.objects.count() == before


def test_a_refused_reading_and_a_changed_text_are_open_again(acting, monkeypatch):
    sign()
    assert state() is DecisionState.SIGNED
    sign(adopted=False)
    assert state() is DecisionState.CONTESTED
    sign()
    coop = services.get("coop")
    changed = tuple(
        replace(each, reading="Autre lecture.") if each.key == "D-000-a" else each for each in coop.decisions
    )
    monkeypatch.setitem(services._items, "coop", replace(coop, decisions=changed))
    assert state() is DecisionState.STALE
    assert "D-000-a" in {line.decision.key for line in publication_of(services.get("coop")).decisions}


def test_publication_is_refused_while_one_decision_is_open(acting):
    sign_and_publish()
    sign("mediature", "D-001-a", adopted=False)
    with pytest.raises(UnsignedError) as refused:
        publish_policy(by=TASK, service=services.get("mediature"))
    assert refused.value.reasons == ["Décision D-001-a : lecture refusée"]
    assert PolicyVersion.objects.filter(service="mediature").count() == 1


def test_the_command_tells_the_difference_and_what_is_to_be_signed(acting):
    sign_and_publish()
    sign("coop", "D-000-a", adopted=False)
    out = StringIO()
    with pytest.raises(CommandError, match="des signatures manquent : La coop"):
        call_command("publish_policy", all=True, dry_run=True, stdout=out)
    told = out.getvalue()
    assert "À signer. Décision D-000-a : lecture refusée" in told
    assert "+ D-000-a (ANCT, en attente)" in told
    assert told.count("dit déjà tout") == len(services) - 1
    with pytest.raises(CommandError, match="Donnez un service"):
        call_command("publish_policy")
    with pytest.raises(CommandError, match="Aucun service ne s’appelle"):
        call_command("publish_policy", "nulle-part")


def test_the_command_publishes_what_is_signed(acting):
    sign_and_publish()
    sign()
    out = StringIO()
    with clock.frozen(datetime(2030, 1, 2, tzinfo=UTC)):
        sign()
        call_command("publish_policy", "la-coop", stdout=out)
    assert "Version 2 publiée" in out.getvalue()


def test_an_administrator_signs_on_the_page_and_the_journal_says_who(administrator, client):
    assert client.get(PAGE).status_code == 200
    response = client.post(PAGE, GIVEN)
    assert response["Location"] == "/administration/registre/decisions/"
    taken = DecisionTaken.objects.get()
    assert (taken.signatory, taken.quality, taken.adopted) == (OFFICER.name, OFFICER.quality, True)
    entry = JournalEntry.objects.get(verb="privacy.decision.adopted")
    assert (entry.actor_key, entry.object_key) == (f"user:{administrator.pk}", f"privacy.DecisionTaken:{taken.pk}")
    assert OFFICER.name in unescape(client.get(PAGE).content.decode())


def test_a_form_with_errors_keeps_what_was_typed(administrator, client):
    response = client.post(PAGE, GIVEN | {"outcome": ""})
    assert response.status_code == 422
    page = unescape(response.content.decode())
    assert "Dites si la lecture est adoptée ou refusée." in page
    assert "La plus prudente." in page
    assert not DecisionTaken.objects.exists()


@pytest.mark.parametrize("page", ["", "decisions/", "decisions/coop/D-000-a/", "analyses/", "publication/la-coop/"])
def test_the_register_opens_to_nobody_else(client, acting, db, page):
    assert client.get(f"/administration/registre/{page}").status_code == 302
    enter(client, make_person())
    assert client.get(f"/administration/registre/{page}").status_code == 403


def test_an_unknown_decision_is_not_found(administrator, client):
    assert client.get("/administration/registre/decisions/coop/D-000-z/").status_code == 404
    assert client.get("/administration/registre/decisions/nulle-part/D-000-a/").status_code == 404


def test_the_pages_of_the_register_say_what_waits(administrator, client):
    page = unescape(client.get("/administration/registre/").content.decode()).replace("\N{NO-BREAK SPACE}", " ")
    open_ones = sum(line.state is not DecisionState.SIGNED for line in decision_lines())
    assert f"{open_ones} attendent une signature" in page
    assert page.count("Publication refusée") == len(services)
    assert "Qu’est-ce que le « dernier contact avec l’utilisateur » ?" in unescape(
        client.get("/administration/registre/decisions/").content.decode()
    )


def test_publishing_from_the_page_is_refused_then_done(administrator, client):
    page = "/administration/registre/publication/la-coop/"
    assert "Publication refusée" in client.get(page).content.decode()
    assert "refusée" in client.post(page, follow=True).content.decode()
    assert not PolicyVersion.objects.exists()
    sign_and_publish()
    with clock.frozen(datetime(2030, 1, 2, tzinfo=UTC)):
        sign()
    assert "<del>" in client.get(page).content.decode()
    assert "La version 2 est publiée" in client.post(page, follow=True).content.decode()


def test_the_officer_of_a_controller_signs_for_it_and_reads_who_signed(acting, client):
    officer = make_desk("coop")
    sign("data-inclusion", "D-004-a")
    enter(client, officer)
    assert "Vous signez pour l’Agence nationale" in unescape(client.get(PAGE).content.decode())
    assert client.post(PAGE, GIVEN).status_code == 302
    taken = DecisionTaken.objects.get(decision="D-000-a")
    assert taken.controller == "l’Agence nationale de la cohésion des territoires (ANCT)"
    assert officer.memberships.get().organisation_id == taken.organisation
    assert state() is DecisionState.SIGNED
    assert OFFICER.name in unescape(client.get(PAGE).content.decode())
    entry = JournalEntry.objects.get(verb="privacy.decision.adopted", actor_key=f"user:{officer.pk}")
    assert entry.organisation == taken.organisation
    # Of another controller, the same officer reads the words, signs nothing and learns no name.
    other = PAGE.replace("coop/D-000-a", "data-inclusion/D-004-a")
    page = unescape(client.get(other).content.decode())
    assert ("Votre organisation ne répond pas" in page, OFFICER.name in page) == (True, False)
    assert client.post(other, GIVEN).status_code == 403


def test_nobody_signs_for_a_multitude_but_administrators(acting, client):
    enter(client, make_desk("mediature"))
    assert client.post(PAGE.replace("coop/D-000-a", "mediature/D-001-a"), GIVEN).status_code == 403
    analysis = "/administration/registre/analyses/coop/suivi/"
    enter(client, make_desk("coop"))
    assert "Votre organisation ne répond pas" in unescape(client.get(analysis).content.decode())
    assert client.post(analysis, {}).status_code == 403
    assert client.post(analysis.replace("suivi", "entrepot"), {"author": "Karim"}).status_code == 422


ROW = """
    INSERT INTO privacy_{table} (service, {what}, digest, signatory, quality, controller, organisation, {more}, {at})
    VALUES ('coop', 'x', 'x', 'x', 'x', %s, %s, {values}, now())
"""
ROWS = [
    ROW.format(table="decisiontaken", what="decision", more="reading, adopted, reason", values="'x', true, 'x'", at="taken_at"),
    ROW.format(
        table="assessment", what="activity", more="reference, author, opinion, signed_on",
        values="'x', 'x', 'x', now()", at="recorded_at",
    ),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=["decision", "assessment"])
def test_the_database_itself_lets_only_that_officer_sign(acting, row):
    desk = RightsDesk.objects.get(organisation=make_desk("coop").memberships.get().organisation_id)
    elsewhere = RightsDesk.objects.get(organisation=make_desk("data-inclusion").memberships.get().organisation_id)
    gone = make_membership(organisation=desk.organisation, role=Role.DPO, ended_on=clock.today()).user
    plain = make_membership(organisation=desk.organisation).user
    officers = {
        each: each.organisation.memberships.get(role=Role.DPO, ended_on=None).user for each in (desk, elsewhere)
    }
    attempts = [
        (officers[desk], Role.DPO, desk, desk.controller, True),
        (officers[desk], Role.DPO, desk, elsewhere.controller, False),
        (officers[elsewhere], Role.DPO, elsewhere, desk.controller, False),
        (officers[elsewhere], Role.DPO, desk, desk.controller, False),
        # What the session pretends, the table of memberships denies.
        (plain, Role.DPO, desk, desk.controller, False),
        (gone, Role.DPO, desk, desk.controller, False),
    ]
    for user, role, at, controller, passes in attempts:
        actor = Actor(ActorKind.USER, str(user.pk), roles=((at.organisation_id, role),))
        with open_scope(actor, channel="test"), connection.cursor() as cursor:
            if passes:
                cursor.execute(row, [controller, at.organisation_id])
            else:
                with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                    cursor.execute(row, [controller, at.organisation_id])


def test_a_signature_leaves_by_the_night_only_and_shows_to_whom_it_binds(acting):
    officer = make_desk("coop")
    sign()
    organisation = officer.memberships.get().organisation_id
    seen = {}
    scopes = {
        "administrator": Actor(ActorKind.USER, "12", platform_administrator=True),
        "officer": Actor(ActorKind.USER, str(officer.pk), roles=((organisation, Role.DPO),)),
        "member elsewhere": Actor(ActorKind.USER, "13", roles=((organisation + 1, Role.DPO),)),
        "nobody": Actor(ActorKind.VISITOR),
    }
    for who, actor in scopes.items():
        with open_scope(actor, channel="test"), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM privacy_decisiontaken")
            (seen[who],) = cursor.fetchone()
            cursor.execute("DELETE FROM privacy_decisiontaken")
            assert cursor.rowcount == 0
    assert seen == {"administrator": 1, "officer": 1, "member elsewhere": 0, "nobody": 0}


def test_nobody_signs_but_who_answers_for_the_platform(acting):
    coop = services.get("coop")
    with pytest.raises(PermissionError):
        take_decision(
            by=Actor(ActorKind.USER, "12"), service=coop, decision=coop.decisions[0], adopted=True, reason="x",
            signatory=OFFICER,
        )  # fmt: skip


def test_the_database_refuses_to_change_a_signature(acting):
    sign()
    for table in ("privacy_decisiontaken", "privacy_assessment"):
        with (
            pytest.raises(DatabaseError, match="a signature never changes"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE {table} SET quality = 'x'")
