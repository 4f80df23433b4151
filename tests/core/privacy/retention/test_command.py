"""« parvis retention run »: says what would be done; does it when told to."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from parvis.core.accounts.models import User
from parvis.core.privacy.queries.retention.figures import proofs
from parvis.kernel import clock

OLD = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def user(db, acting):
    return User.objects.create(email="ancien@exemple.fr", last_login=OLD, date_joined=OLD)


def run(*words):
    said = StringIO()
    call_command("retention", "run", *words, stdout=said)
    return said.getvalue()


def test_by_default_nothing_is_changed(user):
    said = run()
    assert "Rien n’a été changé" in said
    assert "accounts.User : " in said
    assert User.objects.filter(pk=user.pk).exists()


def test_applied_it_erases_and_says_so(user):
    assert "1 ligne effacée, 0 reste" in run("--apply").replace("\N{NO-BREAK SPACE}", " ")
    assert not User.objects.filter(pk=user.pk).exists()
    assert "0 ligne effacée, 1 en tout cette nuit" in run("--apply").replace("\N{NO-BREAK SPACE}", " ")


def test_json_is_one_object_a_rule(user):
    found = {line["rule"]: line for line in map(json.loads, run("--json").splitlines())}
    assert found["accounts.User"]["due"] == 1
    assert found["accounts.User"]["oldest"] == "2021-01-01"
    assert run("--json", "--today", "2020-06-01").count('"due": 0') == len(found)


def test_production_erases_nothing_before_its_time(user, settings):
    settings.PARVIS_MODE = "production"
    with pytest.raises(CommandError, match="avant l’heure"):
        run("--apply", "--today", "2099-01-01")
    assert "Rien n’a été changé" in run("--today", "2099-01-01")


def test_each_rule_shows_its_oldest_row_and_its_last_run(user):
    before = {proof.rule: proof for proof in proofs(clock.today())}["accounts.User"]
    assert before.overdue == 1
    assert before.last_run is None
    run("--apply")
    after = {proof.rule: proof for proof in proofs(clock.today())}["accounts.User"]
    assert (after.overdue, after.last_done, after.last_run) == (0, 1, clock.today())
