"""Administrators are named by command, and prove a second factor before anything opens."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from parvis.core.accounts.actions.administrators import create_administrator
from parvis.core.accounts.models import User
from parvis.kernel.actor import system
from tests.factories.accounts import PASSWORD, sign_in

VARIABLE = "PARVIS_ADMINISTRATOR_PASSWORD"


def test_the_command_creates_an_account_that_signs_in(client, monkeypatch):
    monkeypatch.setenv(VARIABLE, PASSWORD)
    out = StringIO()
    call_command("administrator", "create", "Chef@Parvis.example", stdout=out)
    assert "second facteur" in out.getvalue()
    assert User.objects.get().is_platform_administrator
    assert sign_in(client, "chef@parvis.example").headers["Location"] == "/compte/second-facteur/"


def test_an_existing_account_is_promoted_and_signed_out_everywhere(client, nadia):
    sign_in(client, nadia.email)
    create_administrator(by=system("tests"), email=nadia.email.upper())
    assert client.get("/compte/").status_code == 302
    assert sign_in(client, nadia.email).headers["Location"] == "/compte/second-facteur/"


@pytest.mark.parametrize(("email", "password"), [("pas une adresse", PASSWORD), ("chef@parvis.example", "court")])
def test_the_command_refuses_what_a_form_would_refuse(monkeypatch, email, password):
    monkeypatch.setenv(VARIABLE, password)
    with pytest.raises(CommandError):
        call_command("administrator", "create", email)
    assert not User.objects.exists()
