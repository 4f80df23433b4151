"""``parvis register`` prints, exports, checks and publishes."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from parvis.core.privacy.management.commands import register as command
from parvis.core.privacy.models import DecisionTaken
from parvis.core.privacy.queries.accountability.decisions import digest_of
from parvis.kernel.declarations.privacy import services, tables

pytestmark = pytest.mark.django_db


def run(**options):
    out = StringIO()
    call_command("register", stdout=out, **options)
    return out.getvalue()


def test_the_register_reads_as_french():
    text = run().replace("\N{NO-BREAK SPACE}", " ")
    for service in services:
        assert service.title in text
    assert "Conservation : 30 mois après la réception du mail de confirmation" in text
    assert "plateforme.comptes.identite : account.EmailAddress.email" in text


def test_a_signed_decision_is_printed_as_signed(acting):
    service = services.get("plateforme")
    decision = service.decisions[0]
    assert f"{decision.key} ({decision.by}, en attente)" in run().replace("\N{NO-BREAK SPACE}", " ")
    DecisionTaken.objects.create(
        service=service.key,
        decision=decision.key,
        digest=digest_of(decision),
        reading=decision.reading,
        adopted=True,
        reason="lu",
        signatory="Aya Direction",
        quality="direction",
        taken_at=datetime(2026, 3, 3, 12, tzinfo=UTC),
    )
    text = run().replace("\N{NO-BREAK SPACE}", " ")
    assert f"{decision.key} (direction, signée le 3 mars 2026)" in text


def test_the_json_is_complete_and_of_stable_order():
    text = run(json=True)
    assert text == run(json=True)
    whole = json.loads(text)
    assert whole["schema"] == 1
    assert [service["service"] for service in whole["services"]][:2] == ["coop", "mediature"]
    assert {table["key"] for table in whole["tables"]} == {table.key for table in tables}
    user = next(table for table in whole["tables"] if table["key"] == "accounts.User")
    assert user["columns"]["email"] == {
        "personal": True,
        "categories": ["plateforme.comptes.identite"],
        "free_text": False,
    }
    account = whole["services"][0]["activities"][0]["categories"][0]
    assert (account["period"], account["starts"], account["fallback_key"], account["ending_key"]) == (
        "P1Y",
        ["coop.compte.dernier-contact"],
        "coop.compte.creation",
        "erase",
    )


def test_the_check_says_when_all_is_well(monkeypatch):
    monkeypatch.setattr(command, "EVERY_CHECK", (lambda configs, databases: [],))
    assert "disent la même chose" in run(check=True)


def test_publishing_twice_publishes_once():
    assert "Rien à publier" in run(publish=True)
