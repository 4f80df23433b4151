"""The officer of what was touched keeps a breach; the officer of something else never hears of it."""

from datetime import UTC, datetime, timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from parvis.core.journal.actions.record import record
from parvis.core.journal.models import JournalEntry
from parvis.core.organisations.enums import Role
from parvis.core.privacy.actions.accountability.breaches import complete_breach, count_exposure, open_breach
from parvis.core.privacy.actions.rights.desks import entrust
from parvis.core.privacy.enums.breach import Nature
from parvis.core.privacy.models import Breach, BreachNotice
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.declarations.privacy import services
from parvis.kernel.scope import open_scope
from tests.factories.accounts import protect
from tests.factories.organisations import enter, make_membership, make_organisation, make_person
from tests.factories.rights import make_desk
from tests.factories.routes import every_address

pytestmark = pytest.mark.django_db
TASK = system("tests")
AWARE = datetime(2026, 3, 3, 10, tzinfo=UTC)
LATER = AWARE + timedelta(hours=30)
LIST = "/administration/violations/"
OURS, THEIRS = "data-inclusion.contacts.contact", "plateforme.comptes.identite"
CANARY = "Secretissime"
FORM = {
    "title": "Boîte partagée ouverte", "services": ["data-inclusion"], "categories": [OURS],
    "discovered_at": "2026-03-03T09:00", "aware_at": "2026-03-03T10:00", "nature": ["confidentialite"],
    "circumstances": "Un accès de trop.", "contact": "Anne Essai", "risk": "risque", "people_decision": "",
}  # fmt: skip


def breach_of(*categories, **facts):
    given = {
        "title": f"Export {CANARY}", "services": sorted({key.partition(".")[0] for key in categories}),
        "categories": list(categories), "discovered_at": AWARE, "aware_at": AWARE,
        "nature": [Nature.CONFIDENTIALITY], "circumstances": CANARY, "contact": CANARY,
    }  # fmt: skip
    return open_breach(by=TASK, **(given | facts))


@pytest.fixture
def world(acting):
    """The officer of what was touched, that of something else, one who answers for nothing, and an administrator."""
    with clock.frozen(LATER):
        people = {
            "ours": make_desk("data-inclusion"),
            "theirs": make_desk("plateforme"),
            "nothing": make_membership(role=Role.DPO).user,
            "nobody": make_membership(role=Role.GESTIONNAIRE).user,
            "administrator": protect(make_person(is_platform_administrator=True)),
        }
        yield SimpleNamespace(**people, browsers={name: enter(Client(), each) for name, each in people.items()})


def office(person):
    membership = person.memberships.get()
    return Actor(ActorKind.USER, str(person.pk), roles=((membership.organisation_id, "dpo"),))


def pages(breach):
    """Every route about breaches, with this one."""
    given = {"pk": breach.pk, "addressee": "cnil"}
    every = every_address(lambda route, argument: given.get(argument))
    return {name: address for name, address in every.items() if name.startswith("privacy:breach")}


def test_a_breach_is_found_by_the_officer_of_what_was_touched_and_by_no_other(world):
    breach = breach_of(OURS)
    crawled = pages(breach)
    assert len(crawled) >= 7
    shown, met = {}, {}
    for name, browser in world.browsers.items():
        for route, address in crawled.items():
            answer = browser.get(address)
            assert answer.status_code < 500
            met.setdefault(name, set()).add(answer.status_code)
            if CANARY in answer.content.decode():
                shown.setdefault(name, set()).add(route.split()[0])
    read = {"privacy:breaches", "privacy:breach", "privacy:breach_edit", "privacy:breach_notice"}
    assert shown == {"ours": read, "administrator": read}
    assert met["nobody"] == {403}
    assert Client().get(crawled[next(iter(crawled))]).status_code == 302


def test_an_officer_writes_in_no_breach_of_others(world):
    breach = breach_of(OURS)
    for name in ("theirs", "nothing", "nobody"):
        for action in ("completer/", "compter/", "clore/", "prevenir/cnil/"):
            assert world.browsers[name].post(f"{LIST}{breach.pk}/{action}", FORM).status_code in {403, 404}
    assert not BreachNotice.objects.exists()
    assert Breach.objects.get().title == breach.title
    with pytest.raises(PermissionError):
        complete_breach(by=office(world.theirs), breach=breach, title="Autre")


def test_the_database_shows_a_breach_and_its_notices_to_those_alone(world):
    breach = breach_of(OURS)
    BreachNotice.objects.create(breach=breach, addressee="cnil", phase="initiale", sent_at=LATER, text=CANARY)
    seen = {}
    for name in ("ours", "theirs", "nothing", "nobody", "administrator"):
        person = getattr(world, name)
        actor = Actor(ActorKind.USER, str(person.pk), platform_administrator=name == "administrator")
        with open_scope(actor, channel="test"), connection.cursor() as cursor:
            cursor.execute("SELECT (SELECT count(*) FROM privacy_breach), (SELECT count(*) FROM privacy_breachnotice)")
            seen[name] = cursor.fetchone()
            cursor.execute("DELETE FROM privacy_breach")
            assert cursor.rowcount == 0, "kept until its term, by everybody"
    assert seen == {
        "ours": (1, 1), "theirs": (0, 0), "nothing": (0, 0), "nobody": (0, 0), "administrator": (1, 1),
    }  # fmt: skip


def test_an_officer_opens_follows_notifies_and_closes(world):
    browser = world.browsers["ours"]
    form = unescape(browser.get(f"{LIST}nouvelle/").content.decode())
    assert "Coordonnées" in form or "data·inclusion" in form
    assert services.get("mediature").title not in form.partition("<form")[2]
    page = browser.post(f"{LIST}nouvelle/", FORM)["Location"]
    kept = Breach.objects.get()
    assert kept.organisations == [world.ours.memberships.get().organisation_id]
    assert "Il reste 1" in unescape(browser.get(page).content.decode())
    complete = FORM | {"consequences": "Du démarchage.", "measures": "Fermée.", "people_decision": "prevenir"}
    assert browser.post(f"{page}completer/", complete)["Location"] == page
    for addressee in ("cnil", "personnes"):
        notice = {"phase": "initiale", "sent_at": "2026-03-03T12:00", "text": "Notre texte."}
        assert browser.post(f"{page}prevenir/{addressee}/", notice)["Location"] == page
    assert "est close" in unescape(browser.post(f"{page}clore/", follow=True).content.decode())
    lines = JournalEntry.objects.filter(object_key=f"privacy.Breach:{kept.pk}", verb__startswith="privacy.breach")
    assert {line.actor_key for line in lines} == {f"user:{world.ours.pk}"}
    assert {line.organisation for line in lines} == {*kept.organisations}
    assert kept.title not in unescape(world.browsers["theirs"].get(LIST).content.decode())


def test_an_officer_says_nothing_of_the_data_of_others(world):
    for changed in ({"services": ["plateforme"], "categories": []}, {"categories": [OURS, THEIRS]}):
        answer = world.browsers["ours"].post(f"{LIST}nouvelle/", FORM | changed)
        assert answer.status_code == 422
    with pytest.raises(ValidationError, match="autre organisation répond"):
        open_breach(
            by=office(world.ours), title="x", services=["plateforme"], categories=[THEIRS], discovered_at=AWARE,
            aware_at=AWARE, nature=[Nature.INTEGRITY], circumstances="x", contact="x",
        )  # fmt: skip
    shared = breach_of(OURS, THEIRS)
    assert len(shared.organisations) == 2
    with pytest.raises(ValidationError, match="autre organisation répond"):
        complete_breach(by=office(world.ours), breach=shared, categories=[OURS], services=["data-inclusion"])
    complete_breach(by=office(world.ours), breach=shared, measures="Un rappel.")
    assert "Un rappel." in unescape(world.browsers["theirs"].get(f"{LIST}{shared.pk}/").content.decode())


def saw(account, people, *categories):
    actor = SimpleNamespace(key=account, platform_administrator=False, role_in=lambda organisation: None)
    with clock.frozen(AWARE + timedelta(hours=1)):
        record(by=actor, verb="test.read", subjects=[f"accounts.User:{pk}" for pk in people], categories=categories)


def test_what_an_account_could_have_seen_is_told_to_an_officer_for_their_data_alone(world):
    reader = make_person(first_name="Lou", last_name="Vial")
    account = f"user:{reader.pk}"
    saw(account, {1, 2, 3}, OURS)
    saw(account, {4, 5}, THEIRS)
    breach = breach_of(OURS, account=account)
    page = unescape(world.browsers["ours"].get(f"{LIST}{breach.pk}/").content.decode()).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "Ce que Lou Vial a pu voir" in page
    assert "3 personnes</strong>" in page
    assert "Comptes" not in page.partition("Ce que Lou Vial")[2].partition("Notifications")[0]
    entry = JournalEntry.objects.get(verb="privacy.breach.exposure")
    assert (entry.actor_key, entry.object_key, entry.count) == (f"user:{world.ours.pk}", account, 3)
    assert entry.organisation == breach.organisations[0]
    counted = count_exposure(by=office(world.ours), breach=breach)
    assert (counted.people, counted.categories) == (3, [OURS])
    stranger = make_person(first_name="Zoé", last_name="Inconnue")
    complete_breach(by=office(world.ours), breach=breach, account=f"user:{stranger.pk}")
    page = unescape(world.browsers["ours"].get(f"{LIST}{breach.pk}/").content.decode())
    assert "Ce que ce compte a pu voir" in page
    assert "Zoé" not in page
    with pytest.raises(ValidationError, match="compte pour tous"):
        count_exposure(by=office(world.ours), breach=breach_of(OURS, THEIRS, account=account))


def test_who_answers_next_keeps_what_is_open_and_not_what_is_closed(world):
    opened, closed = breach_of(OURS), breach_of(OURS)
    Breach.objects.filter(pk=closed.pk).update(closed_at=LATER)
    heir = make_organisation()
    controller = services.get("data-inclusion").activities[0].responsibility.controllers[0].name
    entrust(by=TASK, controller=controller, organisation=heir)
    kept = dict(Breach.objects.values_list("pk", "organisations"))
    assert kept == {opened.pk: [heir.pk], closed.pk: closed.organisations}
    browser = world.browsers["ours"]
    assert browser.get(f"{LIST}{opened.pk}/").status_code == 404
    assert CANARY in browser.get(f"{LIST}{closed.pk}/").content.decode()
    assert browser.post(f"{LIST}{closed.pk}/completer/", FORM).status_code == 403
