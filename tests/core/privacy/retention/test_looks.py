"""A policy says, beside each duration, when a night last looked, and what is late."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.html import strip_tags

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.retention.night import run_night
from parvis.core.privacy.models import Night, RuleRun
from parvis.core.privacy.queries.retention.evidence import nothing_is_late
from parvis.core.privacy.queries.retention.looks import last_looks
from parvis.kernel import clock
from parvis.kernel.actor import system

pytestmark = pytest.mark.django_db
OLD = datetime(2020, 1, 1, tzinfo=UTC)
IDENTITY = "plateforme.comptes.identite"


def row(client, service="plateforme", key=IDENTITY):
    page = client.get(f"/confidentialite/{service}/").content.decode()
    return " ".join(strip_tags(page.partition(f'id="{key}"')[2].partition("</tr>")[0]).split())


def test_nothing_is_said_before_the_first_whole_night(client, acting):
    Night.objects.create(day=clock.today(), register="r")
    assert last_looks() == {}
    assert "Contrôlé la nuit" not in row(client)


def test_the_last_night_is_said_and_what_it_left(client, acting):
    User.objects.create(email="ancien@exemple.fr", last_login=OLD, date_joined=OLD)
    run_night(by=system("tests"), today=clock.today())
    assert "aucune ligne en retard" in row(client)
    RuleRun.objects.filter(rule="accounts.User").update(due=3, done=1)
    assert "2 lignes en retard" in row(client)


def test_the_proof_counts_the_nights_that_are_shown_and_needs_the_last_one(client, acting):
    assert nothing_is_late().nothing, "no night yet"
    today = clock.today()
    for back in (2, 1, 0):
        User.objects.create(email=f"ancien{back}@exemple.fr", last_login=OLD, date_joined=OLD)
        run_night(by=system("tests"), today=today - timedelta(days=back))
    seen = nothing_is_late()
    assert (seen.holds, seen.nothing) == (True, "")
    assert {each.label: each.value for each in seen.figures}["Lignes effacées par les 3 dernières nuits"] == 3
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert not nothing_is_late().holds, "a night was missed"


def test_what_is_not_here_is_not_said_to_be_looked_at(client, acting):
    run_night(by=system("tests"), today=clock.today())
    assert "Contrôlé la nuit" not in client.get("/confidentialite/la-coop/").content.decode()
