"""Second factors: set up, asked for, lost; and what an administrator opens with one."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.http import HttpResponse
from django.urls import path

from parvis.config.urls import urlpatterns as house_routes
from parvis.core.accounts.models import User
from parvis.core.accounts.queries.actors import actor_for_user
from parvis.core.accounts.queries.factors import current_code, has_second_factor
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR
from tests.factories.accounts import confirm_access, make_user, protect, sign_in


@opens_to(PLATFORM_ADMINISTRATOR)
def administration(request):
    return HttpResponse("réservé")


urlpatterns = [*house_routes, path("administration/", administration)]


def code_of(page: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    secret = re.search(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', page)[1]
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def set_up(client) -> None:
    confirm_access(client)
    page = client.get("/compte/second-facteur/totp/activate/").text
    answer = client.post("/compte/second-facteur/totp/activate/", {"code": code_of(page)})
    assert answer.status_code == 302, answer.text


@pytest.mark.usefixtures("new_code")
def test_an_application_is_set_up_then_asked_for(client, nadia):
    sign_in(client, nadia.email)
    set_up(client)
    assert has_second_factor(nadia)
    assert Authenticator.objects.filter(user=nadia, type="recovery_codes").exists()
    client.post("/compte/logout/")

    answer = sign_in(client, nadia.email)
    assert answer.headers["Location"] == "/compte/second-facteur/authenticate/"
    assert client.get("/compte/").status_code == 302
    assert "Votre saisie est à corriger" in client.post("/compte/second-facteur/authenticate/", {"code": "000000"}).text
    answer = client.post("/compte/second-facteur/authenticate/", {"code": current_code(nadia.email)})
    assert answer.headers["Location"] == "/compte/"
    assert client.get("/compte/").status_code == 200


@pytest.mark.usefixtures("new_code")
def test_a_code_is_used_once(client, nadia):
    protect(nadia)
    code = current_code(nadia.email)
    sign_in(client, nadia.email)
    client.post("/compte/second-facteur/authenticate/", {"code": code})
    client.post("/compte/logout/")
    sign_in(client, nadia.email)
    assert "Votre saisie est à corriger" in client.post("/compte/second-facteur/authenticate/", {"code": code}).text


def test_a_recovery_code_opens_the_account_once(client, nadia):
    protect(nadia)
    sign_in(client, nadia.email)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert client.post("/compte/second-facteur/authenticate/", {"code": codes[0]}).headers["Location"] == "/compte/"
    client.post("/compte/logout/")
    sign_in(client, nadia.email)
    assert "Votre saisie est à corriger" in client.post("/compte/second-facteur/authenticate/", {"code": codes[0]}).text


def test_secrets_are_encrypted_in_the_table(nadia):
    from tests.factories.accounts import TOTP_SECRET

    protect(nadia)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(data::text, ' ') FROM mfa_authenticator")
        assert TOTP_SECRET not in cursor.fetchone()[0]
    assert re.fullmatch(r"\d{6}", current_code(nadia.email))


@pytest.mark.usefixtures("new_code")
def test_adding_the_first_factor_ends_the_other_sessions(client, nadia):
    from django.test import Client

    elsewhere = Client()
    sign_in(elsewhere, nadia.email)
    sign_in(client, nadia.email)
    assert elsewhere.get("/compte/").status_code == 200
    set_up(client)
    assert elsewhere.get("/compte/").status_code == 302
    assert client.get("/compte/").status_code == 200


@pytest.mark.parametrize("page", ["", "authenticate/"])
def test_pages_speak_french(client, nadia, page):
    protect(nadia)
    sign_in(client, nadia.email)
    text = client.get(f"/compte/second-facteur/{page}").text
    assert not re.search(r"\b(Sign In|Authenticator App|Recovery Codes|Security Keys|Please)\b", text)


def test_an_administrator_without_factor_is_an_ordinary_actor(acting):
    user = make_user(is_platform_administrator=True)
    assert not actor_for_user(user).platform_administrator
    protect(user)
    assert actor_for_user(user).platform_administrator
    Authenticator.objects.filter(type="totp").delete()
    assert not actor_for_user(user).platform_administrator, "recovery codes are not a factor"


@pytest.mark.urls(__name__)
def test_an_administrator_is_led_to_the_factor_then_let_in(client, acting):
    user = make_user(is_platform_administrator=True)
    assert sign_in(client, user.email).headers["Location"] == "/compte/second-facteur/"
    answer = client.get("/administration/", follow=True)
    assert answer.redirect_chain == [("/compte/second-facteur/", 302)]
    assert "L’administration de la plateforme s’ouvre avec un second facteur" in answer.text
    assert client.post("/administration/").status_code == 403
    set_up(client)
    assert client.get("/administration/").text == "réservé"


@pytest.mark.urls(__name__)
def test_others_are_refused_with_or_without_factor(client, nadia):
    assert client.get("/administration/").status_code == 302
    sign_in(client, nadia.email)
    assert client.get("/administration/").status_code == 403
    set_up(client)
    assert client.get("/administration/").status_code == 403


def test_an_administrator_who_removes_the_factor_loses_the_powers(client, acting):
    user = make_user(is_platform_administrator=True)
    sign_in(client, user.email)
    set_up(client)
    client.post("/compte/second-facteur/totp/deactivate/")
    assert not actor_for_user(User.objects.get()).platform_administrator
