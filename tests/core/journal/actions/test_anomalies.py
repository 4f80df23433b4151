"""What stands out: more than the account's own habit, at night, taken out; and who looked at it."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from parvis.core.journal.actions.anomalies import expire_anomalies, look_at, report_day
from parvis.core.journal.actions.record import Line, write_lines
from parvis.core.journal.enums import Kind
from parvis.core.journal.models import JournalAnomaly, JournalEntry
from parvis.core.journal.queries.habits import expected
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.clock import PARIS
from tests.factories.organisations import make_person
from tests.factories.sessions import signed_in_browser

DAY = date(2026, 11, 3)
BY = system("journal.anomalies")
READER = Actor(ActorKind.USER, identifier="4001")


def read(count, *, day=DAY, hour=10, verb="read", by=READER, first=0):
    with clock.frozen(datetime(day.year, day.month, day.day, hour, 30, tzinfo=PARIS)):
        people = tuple(f"essai.Personne:{number}" for number in range(first, first + count))
        write_lines(by, [Line(verb, people, (), None, "essai.Personne", count)])


def found():
    report_day(by=BY, day=DAY)
    return {(one.kind, one.seen, one.usual, one.threshold) for one in JournalAnomaly.objects.all()}


def test_a_day_far_above_the_habit_stands_out(acting, db):
    for back in range(1, 8):
        read(12, day=DAY - timedelta(days=back))
    read(61)
    assert found() == {(Kind.VOLUME, 61, 12, 60)}


@pytest.mark.parametrize("count", [1, 60])
def test_a_day_within_the_habit_does_not(acting, db, count):
    for back in range(1, 8):
        read(12, day=DAY - timedelta(days=back))
    read(count)
    assert found() == set()


def test_the_same_people_seen_again_count_once(acting, db):
    for _ in range(10):
        read(40)
    assert found() == set()


def test_an_account_without_habit_has_a_threshold_of_its_own(acting, db):
    read(101)
    assert found() == {(Kind.VOLUME, 101, None, 100)}
    assert expected([3] * 4) == (None, 100)
    assert expected([3] * 5) == (3, 50)


@pytest.mark.parametrize(("hour", "told"), [(21, False), (22, True), (5, True), (6, False)])
def test_the_night_stands_out_in_paris_time(acting, db, hour, told):
    read(11, hour=hour)
    assert found() == ({(Kind.NIGHT, 11, None, 10)} if told else set())


@pytest.mark.parametrize("verb", ["export", "print", "documents.read"])
def test_what_is_taken_out_stands_out(acting, db, verb):
    read(51, verb=verb)
    assert found() == {(Kind.EXPORT, 51, None, 50)}


def test_the_platform_itself_and_writes_never_stand_out(acting, db):
    read(500, by=system("data_inclusion.import"))
    read(500, verb="accounts.rename")
    assert found() == set()


def test_the_report_may_run_again(acting, db):
    read(101)
    assert report_day(by=BY, day=DAY) == 1
    assert report_day(by=BY, day=DAY) == 0


def test_anomalies_live_as_long_as_the_lines(acting, db):
    read(101)
    report_day(by=BY, day=DAY)
    with clock.frozen(datetime(2027, 11, 2, 12, tzinfo=PARIS)):
        assert expire_anomalies(by=BY) == 0
    with clock.frozen(datetime(2027, 11, 3, 12, tzinfo=PARIS)):
        assert expire_anomalies(by=BY) == 1


def test_an_anomaly_is_looked_at_once_with_a_reason_and_a_line(acting, db):
    read(101)
    report_day(by=BY, day=DAY)
    anomaly = look_at(by=BY, anomaly=JournalAnomaly.objects.get(), why="Clôture de l’année.")
    assert (anomaly.looked_by, anomaly.why) == (BY.key, "Clôture de l’année.")
    with pytest.raises(ValidationError):
        look_at(by=READER, anomaly=anomaly, why="Rien à voir.")
    anomaly.refresh_from_db()
    assert (anomaly.looked_by, anomaly.why) == (BY.key, "Clôture de l’année.")
    assert JournalEntry.objects.filter(verb="journal.look-at").count() == 1


def test_the_page_explains_its_thresholds_and_takes_a_reason(acting, db):
    reader = make_person(first_name="Iris", last_name="Blanc")
    read(101, by=Actor(ActorKind.USER, identifier=str(reader.pk)))
    report_day(by=BY, day=DAY)
    browser = signed_in_browser(
        make_person(is_platform_administrator=True, first_name="Ada", last_name="Noir"), second_factor=True
    )
    address = "/administration/journal/anomalies/"
    page = browser.get(address).content.decode()
    assert "Iris Blanc" in page
    assert "plus de 5 fois le nombre habituel" in page
    assert "101 personnes, pour un seuil de 100" in page.replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")
    one = f"{address}{JournalAnomaly.objects.get().pk}/"
    refused = browser.post(one, {"why": " "})
    assert refused.status_code == 422
    assert "Dites en une phrase" in refused.content.decode()
    assert "Iris Blanc" not in browser.get(address, {"etat": "examinee"}).content.decode()
    browser.post(one, {"why": "Clôture de l’année."})
    looked = browser.get(address, {"etat": "examinee"}).content.decode()
    assert "Ada Noir" in looked
    assert "Clôture de l’année." in looked
    assert "Iris Blanc" not in browser.get(address, {"etat": "attente"}).content.decode()
    assert "<textarea" not in browser.get(one).content.decode()
