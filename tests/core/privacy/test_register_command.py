"""``parvis register`` prints, exports, checks and publishes."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from parvis.core.privacy.management.commands import register as command
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
