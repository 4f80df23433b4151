"""A colleague who has the same case open is told, for as long as their page beats, and nobody else knows."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.accounts.models import User
from parvis.core.journal.models import JournalEntry
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.presences import be_here
from parvis.products.mediature.actions.retraits import stay_away
from parvis.products.mediature.models import Agent
from parvis.products.mediature.queries.presences import FADES, mark_of, others_here
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
HERE = "ce dossier ouvert en ce moment"


@pytest.fixture
def case(office):
    return make_saisine(office)


@pytest.fixture
def one(office):
    return make_agent(office)


@pytest.fixture
def other(office):
    return make_agent(office)


def page(case, more=""):
    return f"/mediature/bureau/{case.number}/{more}"


def test_the_case_says_at_load_who_else_has_it_open(case, one, other):
    mine, theirs = signed_in_browser(one), signed_in_browser(other)
    assert HERE not in mine.get(page(case)).text
    read = theirs.get(page(case)).text
    assert HERE in read
    assert str(one) in read
    assert HERE not in theirs.get(page(make_saisine(Agent.objects.get(user=one).organisation.collectivite))).text


def test_a_beat_tells_what_changed_once_and_writes_no_line_of_the_journal(case, one, other):
    mine = signed_in_browser(one)
    first = mine.get(page(case, "presence/"))
    assert HERE not in first.text
    nobody = others_here_digest(case, one)
    assert mine.get(page(case, "presence/"), {"ici": nobody}).status_code == 204
    signed_in_browser(other).get(page(case, "presence/"))
    lines = JournalEntry.objects.count()
    told = mine.get(page(case, "presence/"), {"ici": nobody})
    assert str(other) in told.text
    assert mine.get(page(case, "presence/"), {"ici": others_here_digest(case, one)}).status_code == 204
    assert JournalEntry.objects.count() == lines


def others_here_digest(case, user):
    actor = acting_as(user)
    with open_scope(actor):
        return others_here(actor, case).digest


def test_the_mark_fades_by_itself(case, one, other):
    actor = acting_as(other)
    be_here(by=actor, saisine=case)
    with connection.cursor() as cursor:
        cursor.execute("SELECT expires FROM accounts_counter WHERE cache_key LIKE %s", ["%mediature.here%"])
        (expires,) = cursor.fetchone()
        cursor.execute("SELECT now()")
        (now,) = cursor.fetchone()
    assert timedelta(0) < expires - now <= timedelta(seconds=FADES + 1)
    assert str(other.pk) not in mark_of(case, str(other.pk)).rsplit(".", 1)[0]
    cache.delete(mark_of(case, str(other.pk)))
    assert HERE not in signed_in_browser(one).get(page(case, "presence/")).text


def test_nobody_out_of_the_office_leaves_or_reads_a_mark(case, one):
    stranger = make_agent(make_collectivite())
    assert signed_in_browser(stranger).get(page(case, "presence/")).status_code == 404
    actor = acting_as(one)
    with open_scope(actor):
        stay_away(by=actor, saisine=case, reason="Une voisine.")
    assert signed_in_browser(one).get(page(case, "presence/")).status_code == 404


def test_a_beat_costs_the_same_for_a_large_office(case, one, office):
    mine, counts = signed_in_browser(one), []
    mine.get(page(case, "presence/"))
    for more in (1, 29):
        for user in [make_agent(office) for _ in range(more)]:
            be_here(by=acting_as(user), saisine=case)
        with CaptureQueriesContext(connection) as caught:
            assert mine.get(page(case, "presence/")).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]
    assert User.objects.count() > 30
