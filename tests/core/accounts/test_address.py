"""An account changes its address once the new one is proven, and never loses the old one before."""

import re

from allauth.account.models import EmailAddress
from django.core import mail

from parvis.core.accounts.models import User
from tests.factories.accounts import confirm_access, make_user, sign_in


def test_the_new_address_replaces_the_old_one_once_proven(client, nadia):
    sign_in(client, nadia.email)
    confirm_access(client)
    client.post("/compte/email/", {"email": "Nadia@Metropole.example", "action_add": ""})
    assert User.objects.get().email == "nadia.benali@ville.example"
    assert "attend d’être confirmée" in client.get("/compte/email/").text
    message = next(sent for sent in mail.outbox if sent.to == ["nadia@metropole.example"])
    client.post(re.search(r"http://testserver(\S+)", message.body)[1])
    assert User.objects.get().email == "nadia@metropole.example"
    assert [address.email for address in EmailAddress.objects.all()] == ["nadia@metropole.example"]


def test_the_address_of_somebody_else_is_not_told_to_be_taken(client, nadia, acting):
    other = make_user("autre@ville.example")
    sign_in(client, nadia.email)
    confirm_access(client)
    taken = client.post("/compte/email/", {"email": other.email, "action_add": ""})
    assert taken.status_code == 302
    assert User.objects.get(pk=other.pk).email == "autre@ville.example"
    assert User.objects.get(pk=nadia.pk).email == "nadia.benali@ville.example"


def test_sensitive_pages_ask_for_the_password_again(client, nadia):
    sign_in(client, nadia.email)
    for page in ("second-facteur/totp/activate/", "second-facteur/webauthn/add/"):
        answer = client.get(f"/compte/{page}")
        assert answer.headers["Location"].startswith("/compte/reauthenticate/")
    confirm_access(client, "pas-le-bon-mot")
    client.post("/compte/email/", {"email": "autre@ville.example", "action_add": ""})
    assert not EmailAddress.objects.filter(email="autre@ville.example").exists()
    confirm_access(client)
    assert client.get("/compte/second-facteur/totp/activate/").status_code == 200
