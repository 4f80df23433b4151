"""Every breach is kept, its 72 hours are hours, and the journal says what an account could have seen."""

from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import count
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.journal.actions.record import record
from parvis.core.journal.models import JournalEntry
from parvis.core.journal.queries.subjects import known_pseudonyms
from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.actions.accountability.breaches import (
    Notice,
    close_breach,
    complete_breach,
    give_notice,
    look_at_exposure,
    open_breach,
)
from parvis.core.privacy.enums.breach import Addressee, Nature, PeopleDecision, Phase, Risk
from parvis.core.privacy.models import Breach, BreachNotice
from parvis.core.privacy.queries.accountability.breaches import BreachStanding, standing_of
from parvis.core.privacy.queries.accountability.letters import notice_words
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.scope import Reach, open_scope
from tests.factories.organisations import enter, make_person

TASK = system("tests")
AWARE = datetime(2026, 3, 3, 10, tzinfo=UTC)
LATER = AWARE + timedelta(days=30)
CITIZENS = "mediature.saisines.contact"
ANY_MOMENT = st.integers(-3_000_000, 3_000_000).map(lambda minutes: AWARE + timedelta(minutes=minutes))


def make_breach(**facts):
    given = {
        "title": "Export mal adressé", "services": ["mediature"], "discovered_at": AWARE - timedelta(hours=5),
        "aware_at": AWARE, "nature": [Nature.CONFIDENTIALITY], "circumstances": "Un export est parti ailleurs.",
        "categories": [CITIZENS], "contact": "Anne Essai, 01 02 03 04 05",
    }  # fmt: skip
    return open_breach(by=TASK, **(given | facts))


def tell(breach, addressee=Addressee.CNIL, phase=Phase.INITIAL, **facts):
    given = {"sent_at": AWARE + timedelta(hours=10), "text": "Un texte."}
    return give_notice(by=TASK, breach=breach, notice=Notice(addressee, phase, **(given | facts)))


@given(aware=ANY_MOMENT, waited=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=10)))
def test_late_is_more_than_72_hours_whatever_the_moment_and_the_change_of_clocks(aware, waited):
    breach = Breach(aware_at=aware, discovered_at=aware, risk=Risk.SOME, services=[], categories=[])
    with clock.frozen(aware + waited):
        standing = BreachStanding(breach, ())
        assert standing.late is (waited > timedelta(hours=72))
        assert standing.remaining + waited == timedelta(hours=72)
        assert not BreachStanding(breach, (BreachNotice(addressee=Addressee.CNIL),)).late


@given(risk=st.sampled_from(list(Risk)))
def test_only_a_breach_without_risk_waits_for_no_notice(risk):
    breach = Breach(aware_at=AWARE, risk=risk, services=[], categories=[])
    with clock.frozen(LATER):
        assert BreachStanding(breach, ()).late is (risk != Risk.NONE)


@pytest.mark.django_db
@given(hours=st.integers(min_value=0, max_value=200), reason=st.sampled_from(["", "Un week-end."]))
def test_a_first_notice_past_72_hours_says_why(hours, reason):
    sent = AWARE + timedelta(hours=hours)
    with open_scope(TASK, reach=Reach.EVERYTHING, channel="test"), clock.frozen(LATER):
        breach = make_breach()
        if hours > 72 and not reason:
            with pytest.raises(ValidationError, match="motif du retard"):
                tell(breach, sent_at=sent, delay_reason=reason)
        else:
            assert tell(breach, sent_at=sent, delay_reason=reason).sent_at == sent


@pytest.fixture
def world(acting, db):
    with clock.frozen(LATER):
        yield


@pytest.mark.django_db
class TestRegister:
    @pytest.fixture(autouse=True)
    def _world(self, world):
        pass

    def test_notices_come_in_order_and_the_first_is_the_first(self):
        breach = make_breach()
        with pytest.raises(ValidationError, match="La première notification est l’initiale"):
            tell(breach, phase=Phase.COMPLEMENT)
        tell(breach)
        with pytest.raises(ValidationError, match="existe déjà"):
            tell(breach)
        # What completes a notice given in time is late for nobody.
        tell(breach, phase=Phase.COMPLEMENT, sent_at=AWARE + timedelta(days=12))
        assert [notice.phase for notice in standing_of(breach).notices] == ["initiale", "complement"]

    def test_nothing_is_told_in_the_future_nor_known_before_it_was_seen(self):
        with pytest.raises(ValidationError, match="moment passé"):
            tell(make_breach(), sent_at=LATER + timedelta(hours=1))
        with pytest.raises(ValidationError, match="ne précède pas la découverte"):
            make_breach(aware_at=AWARE - timedelta(days=1))
        with pytest.raises(ValidationError, match="moment passé"):
            make_breach(aware_at=LATER + timedelta(hours=1))

    def test_a_processor_tells_the_controller_first_and_it_leaves_by_mail(self):
        breach = make_breach()
        (name,) = standing_of(breach).untold
        assert standing_of(breach).tasks[0] == f"prévenir {name}"
        words = notice_words(breach, Addressee.CONTROLLER, name)
        assert "article 33-2 du RGPD" in words
        tell(breach, Addressee.CONTROLLER, name=name, email="dpo@ville.example", text=words)
        mail = Outgoing.objects.get(key="privacy.breach_notice")
        assert (mail.recipient, "Un export est parti ailleurs." in mail.text) == ("dpo@ville.example", True)
        assert standing_of(breach).untold == ()

    def test_a_mere_processor_tells_the_controller_and_decides_nothing_for_it(self):
        breach = make_breach(risk=Risk.HIGH, consequences="Du démarchage.", measures="Rappel.")
        (name,) = standing_of(breach).controllers
        assert standing_of(breach).tasks == [f"prévenir {name}"]
        assert not standing_of(breach).late
        shared = make_breach(services=["mediature", "plateforme"], categories=[], risk=Risk.HIGH)
        assert {f"prévenir {name}", "notifier la CNIL"} <= set(standing_of(shared).tasks)

    def test_nobody_else_is_told_where_the_platform_decides(self):
        assert standing_of(make_breach(services=["data-inclusion"], categories=[])).controllers == ()

    def test_every_notice_says_what_the_law_asks_or_that_it_is_not_known_yet(self):
        words = notice_words(make_breach(), Addressee.CNIL)
        for part in (
            "Nature :",
            "Données :",
            "Personnes, environ :",
            "Conséquences",
            "Mesures",
            "Personne à contacter",
        ):
            assert part in words
        assert words.count("en cours d’évaluation") == 4
        known = notice_words(make_breach(people=1200, records=3400, consequences="Du démarchage.", measures="Rappel."),
                             Addressee.CNIL)  # fmt: skip
        assert "en cours d’évaluation" not in known
        assert "1\N{NARROW NO-BREAK SPACE}200" in known

    def test_a_breach_closes_once_everything_is_done_and_stays(self):
        breach = make_breach(services=["data-inclusion"], categories=[], risk=Risk.NONE)
        with pytest.raises(ValidationError, match="décider de prévenir ou non les personnes"):
            close_breach(by=TASK, breach=breach)
        done = {"people_decision": PeopleDecision.NOT_TOLD, "consequences": "Aucune.", "measures": "Rappel."}
        complete_breach(by=TASK, breach=breach, **done)
        with pytest.raises(ValidationError, match="écrire pourquoi les personnes ne sont pas prévenues"):
            close_breach(by=TASK, breach=breach)
        complete_breach(by=TASK, breach=breach, people_reason="Rien n’a été lu.")
        close_breach(by=TASK, breach=breach)
        assert Breach.objects.get().closed_at == LATER
        verbs = JournalEntry.objects.filter(object_key=f"privacy.Breach:{breach.pk}").values_list("verb", flat=True)
        assert {"privacy.breach.opened", "privacy.breach.completed", "privacy.breach.closed"} <= set(verbs)
        # What is learnt afterwards may leave something to do: it opens again, and what changes nothing does not.
        assert complete_breach(by=TASK, breach=breach, people=3).closed_at == LATER
        assert complete_breach(by=TASK, breach=breach, risk=Risk.SOME).closed_at is None
        assert standing_of(Breach.objects.get()).tasks == ["notifier la CNIL"]

    def test_only_who_answers_for_the_platform_may(self):
        stranger = Actor(ActorKind.USER, "12", roles=((1, "dpo"),))
        breach = make_breach()
        for attempt in (
            lambda: open_breach(by=stranger, title="x"),
            lambda: complete_breach(by=stranger, breach=breach),
            lambda: close_breach(by=stranger, breach=breach),
            lambda: look_at_exposure(by=stranger, account="user:1", start=AWARE, end=LATER),
        ):
            with pytest.raises(PermissionError):
                attempt()

    def test_the_database_shows_a_breach_to_nobody_else(self):
        make_breach()
        seen = {}
        for administrator in (False, True):
            actor = Actor(ActorKind.USER, "12", platform_administrator=administrator)
            with open_scope(actor, channel="test"), connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM privacy_breach")
                seen[administrator] = cursor.fetchone()[0]
        assert seen == {False: 0, True: 1}


def saw(account, hours, people, *categories):
    actor = SimpleNamespace(key=account, platform_administrator=False, role_in=lambda organisation: None)
    with clock.frozen(AWARE + timedelta(hours=hours)):
        record(by=actor, verb="test.read", subjects=[f"accounts.User:{pk}" for pk in people], categories=categories)


# The same reads may be tried twice: never by the same account.
ACCOUNTS = count(1_000_000_000)


@pytest.mark.django_db
@given(
    reads=st.lists(
        st.tuples(st.integers(0, 40), st.sets(st.integers(1, 6), max_size=4), st.sampled_from("ab"), st.booleans()),
        max_size=6,
    )
)
def test_what_an_account_could_have_seen_is_what_the_journal_says(reads):
    names = {"a": CITIZENS, "b": "data-inclusion.contacts.contact"}
    with open_scope(TASK, reach=Reach.EVERYTHING, channel="test"):
        account = f"user:{next(ACCOUNTS)}"
        for hours, people, category, ours in reads:
            saw(account if ours else f"{account}9", hours, people, names[category])
        found = look_at_exposure(by=TASK, account=account, start=AWARE, end=AWARE + timedelta(hours=24))
        within = [(people, category) for hours, people, category, ours in reads if ours and hours < 24]
        assert found.people == len(set().union(*(people for people, _ in within)))
        assert {each.key: (each.lines > 0, each.people) for each in found.categories} == {
            names[key]: (True, len(set().union(*(people for people, category in within if category == key))))
            for key in {category for _, category in within}
        }


@pytest.fixture
def breach(administrator):
    with clock.frozen(LATER):
        yield make_breach(account="user:4242", exposed_from=AWARE - timedelta(days=1), exposed_until=AWARE)


FORM = {
    "title": "Boîte partagée ouverte", "services": ["plateforme"], "discovered_at": "2026-03-03T09:00",
    "aware_at": "2026-03-03T10:00", "nature": ["confidentialite"], "circumstances": "Un accès de trop.",
    "contact": "Anne Essai", "risk": "risque", "people_decision": "",
}  # fmt: skip


def test_a_breach_is_written_completed_told_and_closed_on_its_pages(administrator, client):
    with clock.frozen(AWARE + timedelta(hours=3)):
        page = client.post("/administration/violations/nouvelle/", FORM)["Location"]
        shown = unescape(client.get(page).content.decode())
        assert "Il reste 2 jours et 20 heures" in shown.replace("\N{NO-BREAK SPACE}", " ")
        complete = FORM | {"consequences": "Aucune.", "measures": "Fermée.", "people_decision": "ne-pas-prevenir",
                           "people_reason": "Rien n’a été lu."}  # fmt: skip
        assert client.post(f"{page}completer/", complete)["Location"] == page
        assert "Il reste à faire : notifier la CNIL" in unescape(
            client.post(f"{page}clore/", follow=True).content.decode()
        )
        notice = {"phase": "initiale", "sent_at": "2026-03-03T12:00", "text": "Notre texte."}
        assert client.post(f"{page}prevenir/cnil/", notice)["Location"] == page
        assert "est close" in unescape(client.post(f"{page}clore/", follow=True).content.decode())
        assert "Boîte partagée ouverte" in client.get("/administration/violations/").content.decode()


def test_wrong_dates_are_told_and_what_was_typed_stays(administrator, client):
    response = client.post("/administration/violations/nouvelle/", FORM | {"aware_at": "2026-03-02T10:00"})
    page = unescape(response.content.decode())
    assert (response.status_code, "ne précède pas la découverte" in page, "Un accès de trop." in page) == (
        422, True, True,
    )  # fmt: skip


def test_the_page_of_a_breach_counts_what_the_account_reached_and_says_who_asked(breach, administrator, client):
    saw("user:4242", -3, {1, 2, 3}, CITIZENS)
    saw("user:4242", 5, {4}, CITIZENS)
    page = unescape(client.get(f"/administration/violations/{breach.pk}/").content.decode())
    assert "3 personnes</strong>" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Médiature : Données de contact des citoyens" in page
    entry = JournalEntry.objects.get(verb="privacy.breach.exposure")
    assert (entry.actor_key, entry.object_key, entry.count) == (f"user:{administrator.pk}", "user:4242", 3)


def test_an_account_is_given_by_its_address_and_shown_by_its_name(administrator, client):
    holder = make_person(first_name="Lou", last_name="Vial")
    with clock.frozen(LATER):
        page = client.post("/administration/violations/nouvelle/", FORM | {"account": holder.email})["Location"]
        assert "Ce que Lou Vial a pu voir" in unescape(client.get(page).content.decode())
        unknown = client.post("/administration/violations/nouvelle/", FORM | {"account": "personne@nulle.part"})
    assert (unknown.status_code, "Aucun compte n’a cette adresse" in unknown.content.decode()) == (422, True)
    entry = JournalEntry.objects.get(verb="privacy.breach.exposure")
    assert entry.object_key == f"user:{holder.pk}"
    assert [str(one) for one in entry.subjects] == known_pseudonyms([f"accounts.User:{holder.pk}"])


def test_a_late_notice_is_refused_on_the_page_until_it_says_why(breach, client):
    page = f"/administration/violations/{breach.pk}/prevenir/cnil/"
    assert "Un export est parti ailleurs." in unescape(client.get(page).content.decode())
    # To whom it goes is in the address: no field of the form may say otherwise.
    notice = {"addressee": "personnes", "phase": "initiale", "sent_at": "2026-03-10T12:00", "text": "Notre texte."}
    refused = client.post(page, notice)
    assert (refused.status_code, "donnez le motif du retard" in refused.content.decode()) == (422, True)
    assert client.post(page, notice | {"delay_reason": "Un week-end."}).status_code == 302
    assert BreachNotice.objects.get().addressee == Addressee.CNIL


def test_the_numbers_of_the_breach_are_taken_from_the_journal(breach, client):
    saw("user:4242", -3, {1, 2, 3}, CITIZENS)
    saw("user:4242", -2, {3, 4}, CITIZENS, "plateforme.comptes.identite", "plus.rien.ici")
    page = f"/administration/violations/{breach.pk}/"
    assert "4 personnes" in client.post(f"{page}compter/", follow=True).content.decode().replace(
        "\N{NO-BREAK SPACE}", " "
    )
    counted = Breach.objects.get(pk=breach.pk)
    assert (counted.people, counted.records) == (4, 4 + 2 + 2)
    assert counted.categories == [CITIZENS, "plateforme.comptes.identite"]
    # Data of the platform itself were seen too: it answers for those.
    assert (counted.services, standing_of(counted).decides) == (["mediature", "plateforme"], True)
    complete_breach(by=TASK, breach=counted, account="")
    assert "Donnez d’abord le compte" in unescape(client.post(f"{page}compter/", follow=True).content.decode())


@pytest.mark.parametrize("page", ["", "nouvelle/"])
def test_the_pages_open_to_nobody_else(acting, db, client, page):
    assert client.get(f"/administration/violations/{page}").status_code == 302
    enter(client, make_person())
    assert client.get(f"/administration/violations/{page}").status_code == 403


def test_one_breach_or_thirty_cost_the_same(administrator, client):
    costs = []
    with clock.frozen(LATER):
        for count in (1, 29):
            for _ in range(count):
                tell(make_breach())
            with CaptureQueriesContext(connection) as captured:
                client.get("/administration/violations/")
            costs.append(len(captured))
    assert costs[0] == costs[1]
