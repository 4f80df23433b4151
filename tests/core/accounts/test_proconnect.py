"""ProConnect, against a real provider: there, back, and out again."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core import mail

from parvis.core.accounts.models import User
from tests.factories.accounts import confirm_access, make_user, protect, sign_in

CLAIMS = {
    "given_name": "Ada",
    "usual_name": "Lovelace",
    "email": "ada@ville.example",
    "siret": "21250056500016",
    "uid": "77",
}
HOST = "http://testserver"


@pytest.fixture(scope="module")
def provider():
    command = [sys.executable, "-W", "ignore", str(Path(__file__).with_name("proconnect_server.py"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


@pytest.fixture(autouse=True)
def configured(settings, provider):
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "proconnect",
                    "name": "ProConnect",
                    "client_id": "parvis",
                    "secret": "secret",
                    "settings": {"server_url": provider},
                }
            ]
        }
    }


def known_to(provider, sub="ada", **claims) -> None:
    requests.put(f"{provider}/users/{sub}", json={**CLAIMS, **claims}, timeout=5).raise_for_status()


def leave(client, process="login"):
    answer = client.post(f"/compte/oidc/proconnect/login/?process={process}")
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def authorise(address, sub="ada") -> str:
    answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=5)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"].removeprefix(HOST)


def dance(client, sub="ada", process="login"):
    return client.get(authorise(leave(client, process), sub))


def test_what_proconnect_demands_is_sent(client, provider):
    asked = {name: values[0] for name, values in parse_qs(urlsplit(leave(client)).query).items()}
    assert set(asked["scope"].split()) == {"openid", "given_name", "usual_name", "email", "uid", "siret"}
    assert asked["acr_values"] == "eidas1"
    assert len(asked["nonce"]) >= 32
    assert len(asked["state"]) >= 16
    assert asked["redirect_uri"] == f"{HOST}/compte/oidc/proconnect/login/callback/"


def test_a_newcomer_gets_an_account_once_the_address_is_proven(client, provider):
    known_to(provider, "ada")
    assert dance(client).headers["Location"] == "/compte/confirm-email/"
    user = User.objects.get()
    assert (user.email, user.first_name, user.last_name) == ("ada@ville.example", "Ada", "Lovelace")
    assert not user.has_usable_password()
    assert mail.outbox[0].to == ["ada@ville.example"]
    assert "_auth_user_id" not in client.session
    EmailAddress.objects.update(verified=True)
    assert dance(client).headers["Location"] == "/compte/"
    assert User.objects.count() == 1
    assert not SocialToken.objects.exists()
    kept = SocialAccount.objects.get().extra_data
    assert kept == {"userinfo": {"sub": "ada", "uid": "77", "siret": "21250056500016"}}


def test_an_unproven_address_never_opens_an_existing_account(client, provider, acting):
    make_user("ada@ville.example")
    known_to(provider, "impostor", email="ada@ville.example")
    dance(client, "impostor")
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_a_proven_address_links_the_existing_account(client, provider, acting):
    user = make_user("ada@ville.example")
    known_to(provider, "ada", email="Ada@Ville.example", email_verified=True)
    assert dance(client).headers["Location"] == "/compte/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert SocialAccount.objects.get().user == user
    assert User.objects.count() == 1


def test_proconnect_does_not_excuse_from_the_second_factor(client, provider, acting):
    protect(make_user("ada@ville.example"))
    known_to(provider, "ada", email_verified=True)
    assert dance(client).headers["Location"] == "/compte/second-facteur/authenticate/"
    assert "_auth_user_id" not in client.session


def test_a_signed_in_person_links_and_unlinks(client, provider, nadia):
    known_to(provider, "ada")
    sign_in(client, nadia.email)
    confirm_access(client)
    assert "Relier ProConnect" in client.get("/compte/").text
    assert dance(client, process="connect").headers["Location"] == "/compte/comptes-lies/"
    linked = SocialAccount.objects.get()
    assert linked.user == nadia
    assert "relié à ProConnect" in client.get("/compte/").text
    client.post("/compte/comptes-lies/", {"account": linked.pk})
    assert not SocialAccount.objects.exists()


def test_signing_out_here_signs_out_there(client, provider, acting):
    make_user("ada@ville.example")
    known_to(provider, "ada", email_verified=True)
    dance(client)
    address = urlsplit(client.post("/compte/logout/").headers["Location"])
    query = parse_qs(address.query)
    assert f"{address.scheme}://{address.netloc}" == provider
    assert query["post_logout_redirect_uri"] == [f"{HOST}/"]
    assert jwt.decode(query["id_token_hint"][0], options={"verify_signature": False})["sub"] == "ada"
    assert "_auth_user_id" not in client.session


def test_a_token_made_for_another_attempt_is_refused(client, provider):
    known_to(provider, "ada")
    address = leave(client)
    nonce = parse_qs(urlsplit(address).query)["nonce"][0]
    answer = client.get(authorise(address.replace(nonce, "n" * len(nonce))))
    assert answer.headers["Location"] == "/compte/comptes-lies/login/error/"
    assert not User.objects.exists()


@pytest.mark.parametrize("query", ["", "?code=x&state=inventé", "?error=access_denied", "?code=x"])
def test_a_return_that_nobody_asked_for_is_explained(client, provider, query):
    answer = client.get(f"/compte/oidc/proconnect/login/callback/{query}", follow=True)
    assert answer.status_code in {200, 401}
    assert "ProConnect" in answer.text
    assert not User.objects.exists()


def test_refusing_at_proconnect_comes_back_with_a_word(client, provider):
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    answer = client.get(f"/compte/oidc/proconnect/login/callback/?error=access_denied&state={state}", follow=True)
    assert "annul" in answer.text.lower()


def test_the_button_is_there_only_when_it_is_set(client, settings, provider):
    assert "ProConnect" in client.get("/compte/login/").text
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "ProConnect" not in client.get("/compte/login/").text
    assert client.post("/compte/oidc/proconnect/login/").status_code == 404


def test_user_information_signed_by_another_is_refused(client, provider):
    known_to(provider, "mallory", forged=True)
    answer = dance(client, "mallory")
    assert "n’a pas abouti" in answer.text
    assert not User.objects.exists()
