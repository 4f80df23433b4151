"""The page « Journal »: each reads what is theirs, and leaves a line."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator

from parvis.core.journal.actions import record
from parvis.core.journal.models import JournalEntry
from parvis.kernel import clock
from parvis.kernel.actor import system
from tests.factories.organisations import enter, make_membership, make_organisation, make_person

URL = "/administration/journal/"
BY = system("journal-page")


@pytest.fixture
def administrator(acting, db, client):
    user = make_person(is_platform_administrator=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    enter(client, user)
    return user


def write(count, *, verb="jobs.retry", organisation=None, start=datetime(2026, 3, 1, 12, tzinfo=UTC)):
    for number in range(count):
        with clock.frozen(start + timedelta(minutes=number)):
            record(by=BY, verb=verb, object_key=f"objet-{verb}-{number:03}", organisation=organisation)


def test_a_visitor_is_invited_to_sign_in_and_a_member_refused(acting, db, client):
    assert client.get(URL).status_code == 302
    enter(client, make_membership().user)
    assert client.get(URL).status_code == 403


def test_an_administrator_pages_through_everything_once(administrator, client):
    write(120)
    seen, url = [], f"{URL}?action=jobs.retry"
    while url:
        answer = client.get(url)
        seen += [told.line.object_key for told in answer.context["lines"]]
        following = answer.context["following"]
        url = f"{URL}?action=jobs.retry&apres={following}" if following else None
    assert seen == [f"objet-jobs.retry-{number:03}" for number in reversed(range(120))]


def test_filters_are_kept_in_the_address(administrator, client):
    write(1, verb="jobs.retry")
    write(1, verb="jobs.cancel", start=datetime(2026, 5, 4, 22, 30, tzinfo=UTC))
    page = client.get(f"{URL}?auteur=system:journal-page&du=2026-05-05&au=2026-05-05").content.decode()
    assert "objet-jobs.cancel-000" in page
    assert "objet-jobs.retry-000" not in page
    assert 'value="2026-05-05"' in page


@pytest.mark.parametrize("query", ["apres=n’importe", "du=hier", "au=2026-02-31", "apres=20260101T000000.000000_xx"])
def test_a_twisted_address_is_not_an_error(administrator, client, query):
    assert client.get(f"{URL}?{query}").status_code == 200


def test_a_gestionnaire_reads_the_lines_of_the_organisation_only(acting, db, client):
    mine, other = make_organisation(), make_organisation()
    user = make_membership(organisation=mine, role="gestionnaire").user
    make_membership(user=user, organisation=other, role="membre")
    write(1, verb="chez-moi", organisation=mine.pk)
    write(1, verb="ailleurs", organisation=other.pk)
    enter(client, user)
    page = client.get(URL).content.decode()
    assert "objet-chez-moi" in page
    assert "objet-ailleurs" not in page


def test_reading_the_journal_leaves_a_line(administrator, client):
    write(1)
    client.get(URL)
    line = JournalEntry.objects.get(
        verb="read", actor_key=f"user:{administrator.pk}", object_key="journal.JournalEntry"
    )
    assert line.categories == ["plateforme.journal.traces"]


def test_one_line_or_fifty_cost_the_same(administrator, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    write(1, verb="jobs.retry")
    write(40, verb="jobs.cancel")
    costs = []
    for verb in ("jobs.retry", "jobs.retry", "jobs.cancel"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{URL}?action={verb}")
        costs.append(len(queries))
    assert costs[1] == costs[2]
