"""A policy says, beside each duration, when a night last looked, and what is late."""

from datetime import UTC, datetime

import pytest
from django.utils.html import strip_tags

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.retention.night import run_night
from parvis.core.privacy.models import Night, RuleRun
from parvis.core.privacy.queries.retention.controls import last_controls
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
    assert last_controls() == {}
    assert "Contrôlé la nuit" not in row(client)


def test_the_last_night_is_said_and_what_it_left(client, acting):
    User.objects.create(email="ancien@exemple.fr", last_login=OLD, date_joined=OLD)
    run_night(by=system("tests"), today=clock.today())
    assert "aucune ligne en retard" in row(client)
    RuleRun.objects.filter(rule="accounts.User").update(due=3, done=1)
    assert "2 lignes en retard" in row(client)


def test_what_is_not_here_is_not_said_to_be_looked_at(client, acting):
    run_night(by=system("tests"), today=clock.today())
    assert "Contrôlé la nuit" not in client.get("/confidentialite/la-coop/").content.decode()
