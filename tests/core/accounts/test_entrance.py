"""Create an account, prove the address, sign in, come back after forgetting."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from parvis.core.accounts.enums import TERMS_VERSION
from parvis.core.accounts.models import User
from tests.factories.accounts import PASSWORD, make_user, sign_in

ADA = {"first_name": "Ada", "last_name": "Lovelace", "email": "Ada@Ville.example", "password1": PASSWORD, "terms": "on"}


def link_in(message) -> str:
    return re.search(r"http://testserver(\S+)", message.body)[1]


def test_sign_up_asks_for_a_proof_of_the_address_then_signs_in(client):
    answer = client.post("/compte/signup/", ADA)
    assert answer.headers["Location"] == "/compte/confirm-email/"
    user = User.objects.get(email="ada@ville.example")
    assert user.password.startswith("argon2")
    assert (user.terms_version, user.last_login) == (TERMS_VERSION, None)
    assert sign_in(client, "ada@ville.example").headers["Location"] == "/compte/confirm-email/"
    assert "_auth_user_id" not in client.session

    link = link_in(mail.outbox[0])
    assert "Confirmer" in client.get(link).text
    client.post(link)
    assert EmailAddress.objects.get(user=user).verified

    assert sign_in(client, "ADA@ville.example").headers["Location"] == "/compte/"
    user.refresh_from_db()
    assert user.last_login is not None


@pytest.mark.parametrize("password", ["court", "motdepasse", "123456789012345", "ada@ville.example"])
def test_a_weak_password_is_refused_and_the_form_keeps_what_was_typed(client, password):
    page = client.post("/compte/signup/", {**ADA, "password1": password}).text
    assert "Votre saisie est à corriger" in page
    assert 'value="Lovelace"' in page
    assert not User.objects.exists()


def test_terms_must_be_accepted(client):
    page = client.post("/compte/signup/", {**ADA, "terms": ""}).text
    assert "Acceptez les conditions" in page
    assert 'href="#id_terms"' in page


def test_sign_up_with_a_known_address_answers_as_with_an_unknown_one(client, nadia):
    known = client.post("/compte/signup/", {**ADA, "email": nadia.email})
    unknown = client.post("/compte/signup/", ADA)
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert [message.to for message in mail.outbox] == [[nadia.email], ["ada@ville.example"]]
    assert User.objects.filter(email=nadia.email).count() == 1


def test_a_forgotten_password_answers_the_same_for_known_and_unknown(client, nadia):
    known = client.post("/compte/password/reset/", {"email": "NADIA.benali@ville.example"})
    unknown = client.post("/compte/password/reset/", {"email": "personne@ville.example"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert len(mail.outbox) == 2


def test_a_forgotten_password_is_replaced_by_the_link(client, nadia):
    client.post("/compte/password/reset/", {"email": nadia.email})
    answer = client.get(link_in(mail.outbox[0]))
    answer = client.post(
        answer.headers["Location"], {"password1": "un-autre-peuplier", "password2": "un-autre-peuplier"}
    )
    assert answer.status_code == 302, answer.text
    assert sign_in(client, nadia.email, "un-autre-peuplier").status_code == 302
    assert "_auth_user_id" in client.session


def test_a_wrong_password_and_an_unknown_account_read_the_same_and_both_hash(client, nadia, monkeypatch):
    from django.contrib.auth.hashers import Argon2PasswordHasher

    hashed = []
    encode = Argon2PasswordHasher.encode
    decode = Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *a, **k: hashed.append("encode") or encode(*a, **k))
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *a, **k: hashed.append("verify") or decode(*a, **k))
    wrong = sign_in(client, nadia.email, "pas-le-bon-mot")
    unknown = sign_in(client, "personne@ville.example", "pas-le-bon-mot")
    assert len(hashed) == 2

    def page(answer, email):
        return re.sub(r'(value|nonce)="[^"]{24,}"', "", answer.text.replace(email, ""))

    assert page(wrong, nadia.email) == page(unknown, "personne@ville.example")
    assert wrong.status_code == unknown.status_code == 200


@pytest.mark.parametrize("name", ["محمد بن عبد الله", "É" * 60, "O’Brien-Nguyễn"])
def test_names_of_any_length_and_script_are_kept_and_shown(client, name):
    client.post("/compte/signup/", {**ADA, "last_name": name})
    user = User.objects.get()
    assert user.last_name == name
    EmailAddress.objects.update(verified=True)
    sign_in(client, user.email)
    assert f"<bdi>Ada {name}</bdi>" in client.get("/compte/").text


def test_one_address_makes_one_account_whatever_the_case(acting):
    from django.db import IntegrityError

    make_user("Jean@Ville.example")
    with pytest.raises(IntegrityError):
        make_user("jean@VILLE.example")


def test_a_closed_account_does_not_sign_in(client, acting):
    make_user(is_active=False)
    assert sign_in(client, "camille.roux@ville.example").status_code in {200, 302}
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("path", "fields"), [("signup/", 4), ("login/", 1), ("password/reset/", 1)])
def test_each_personal_field_says_why_from_the_register(client, path, fields):
    assert client.get(f"/compte/{path}").text.count("data-pourquoi") == fields


def test_robots_alone_meet_the_decoy(client):
    page = client.get("/compte/signup/").text
    assert re.search(r'<div hidden><input type="text" name="site_web"[^>]*tabindex="-1"[^>]*>\s*</div>', page)
    client.post("/compte/signup/", {**ADA, "site_web": "https://spam.example"})
    assert not User.objects.exists()
