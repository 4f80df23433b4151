"""A service that owes an answer is reminded before the day, after it, and once more; never twice for the same reason."""

from datetime import date, timedelta

import pytest

from parvis.core.notifications.models import Outgoing
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions.asking import close_request
from parvis.products.mediature.actions.relancing import remind_services
from parvis.products.mediature.actions.replying import reply
from parvis.products.mediature.models import Ligne, ServiceInterne
from tests.factories.mediature import acting_as, make_agent
from tests.factories.solliciter import code_of, holder_of_link, make_question
from tests.promises.test_retention import noon

pytestmark = pytest.mark.django_db
TASK = system("mediature.remind-services")
ASKED_ON, DUE_ON = date(2026, 3, 3), date(2026, 4, 3)


@pytest.fixture
def asked(acting):
    with noon(ASKED_ON):
        return make_question(due_on=DUE_ON)


def morning(day):
    with noon(day), open_scope(TASK, reach=Reach.EVERYTHING):
        return remind_services(by=TASK)


def every_day(days=90):
    first = ASKED_ON + timedelta(days=1)
    return [day for day in (first + timedelta(days=number) for number in range(days)) if morning(day)]


def test_three_reminders_each_on_a_working_day(asked):
    assert every_day() == [date(2026, 3, 27), date(2026, 4, 7), date(2026, 4, 21)]
    mails = Outgoing.objects.filter(key="mediature.due").order_by("created_on")
    assert [mail.subject.split(" ")[0] for mail in mails] == ["Rappel", "En", "En"]
    assert {f"/repondre/{code_of(asked)}/" in mail.text for mail in mails} == {True}
    assert Ligne.objects.filter(words__startswith="Rappel au service").count() == 3


def test_a_worker_that_slept_sends_the_last_one_alone(asked):
    assert morning(date(2026, 6, 1)) == 1
    assert morning(date(2026, 6, 2)) == 0


def test_whoever_answered_or_is_no_longer_asked_is_left_alone(asked):
    with noon(ASKED_ON):
        other, third = make_question(asked.saisine, due_on=DUE_ON), make_question(due_on=DUE_ON)
    with open_scope(holder_of_link(asked)) as scope, noon(date(2026, 3, 10)):
        reply(by=scope.actor, sollicitation=asked, text="Voici.")
    agent = acting_as(make_agent(other.saisine.organisation.collectivite))
    with open_scope(agent):
        close_request(by=agent, sollicitation=other)
    ServiceInterne.objects.filter(pk=third.service_id).update(archived_on=ASKED_ON)
    assert every_day() == []
    assert not Ligne.objects.filter(words__startswith="Rappel au service").exists()


def test_after_a_change_of_master_key_the_link_that_was_sent_is_sent_again(asked, settings):
    sent = code_of(asked)
    settings.PARVIS_FORMER_MASTER_KEYS = [settings.PARVIS_MASTER_KEY]
    settings.PARVIS_MASTER_KEY = "bm91dmVsbGUtY2xlLW1haXRyZXNzZS1kZS0zMi1vY3Q="
    assert code_of(asked) != sent
    morning(date(2026, 3, 30))
    assert f"/repondre/{sent}/" in Outgoing.objects.get(key="mediature.due").text
