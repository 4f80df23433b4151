"""Every page of the account, ours and the libraries', each in the state that shows it."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from parvis.core.accounts.models import User
from tests.factories.accounts import confirm_access, make_user, protect, sign_in
from tests.factories.sessions import signed_in_browser

NADIA = "nadia.benali@ville.example"
NOBODY = "personne@ville.example"
LONG = "Anne-Élisabeth-Bernadette de la Rochefoucauld-Montmorency-Laval d’Arbonne"
ARABIC = "محمد بن عبد الله"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36"

Show = Callable[[Client], HttpResponse]
Prepare = Callable[[Client], object]


@dataclass(frozen=True)
class Page:
    """The route that answers, and what to ask of a browser in which nobody is signed in."""

    route: str
    show: Show


PAGES: dict[str, Page] = {}
"""Under the name of the page's picture."""


def page(name: str, route: str) -> Callable[[Show], Show]:
    """Keep a way to a page under ``name``."""

    def keep(show: Show) -> Show:
        PAGES[name] = Page(route, show)
        return show

    return keep


def nobody(client: Client) -> None:
    """Nothing to prepare."""


def inside(client: Client, **fields: object) -> User:
    """Sign somebody in, the password just typed, so that sensitive pages open at once."""
    user = make_user(NADIA, **fields)
    sign_in(client, NADIA)
    confirm_access(client)
    return user


def inside_protected(client: Client) -> User:
    """Somebody signed in, whose account an application and two keys protect."""
    user = protect(make_user(NADIA))
    add_key(user, "Clé du bureau")
    add_key(user, f"Téléphone personnel de {LONG}"[:100])
    sign_in(client, NADIA)
    code = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()[0]
    client.post("/compte/second-facteur/authenticate/", {"code": code})
    confirm_access(client)
    return user


def add_key(user: User, name: str) -> Authenticator:
    """A passkey that no device holds any more."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    kept = AttestedCredentialData.create(b"\0" * 16, sha256(name.encode()).digest(), public)
    data = AuthenticatorData.create(sha256(b"testserver").digest(), AuthenticatorData.FLAG.AT, 0, kept)
    identifier = urlsafe_b64encode(kept.credential_id).decode().rstrip("=")
    credential = {
        "id": identifier,
        "rawId": identifier,
        "type": "public-key",
        "clientExtensionResults": {"credProps": {"rk": True}},
        "response": {
            "clientDataJSON": urlsafe_b64encode(b'{"type":"webauthn.create","challenge":"","origin":""}').decode(),
            "attestationObject": urlsafe_b64encode(bytes(AttestationObject.create("none", data, {}))).decode(),
        },
    }
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": credential}
    )


def visit(name: str, route: str, *arguments: str, prepare: Prepare = nobody) -> None:
    """A page that its address alone shows, once the world is prepared."""

    @page(name, route)
    def show(client: Client) -> HttpResponse:
        prepare(client)
        return client.get(reverse(route, args=arguments))


def send(name: str, route: str, form: dict[str, str], prepare: Prepare = nobody) -> None:
    """A form that is refused."""

    @page(name, route)
    def show(client: Client) -> HttpResponse:
        prepare(client)
        return client.post(reverse(route), form)


visit("login", "account_login")
visit("signup", "account_signup")
visit("reset", "account_reset_password")
visit("reset-done", "account_reset_password_done")
visit("reset-key-done", "account_reset_password_from_key_done")
visit("reset-key-bad", "account_reset_password_from_key", "1", "set-password")
visit("inactive", "account_inactive")
visit("verification-sent", "account_email_verification_sent")
visit("confirm-bad", "account_confirm_email", "perime")
visit("linked-cancelled", "socialaccount_login_cancelled")
visit("linked-error", "socialaccount_login_error")

visit("home", "accounts:home", prepare=inside)
visit("name", "accounts:name", prepare=inside)
visit("logout", "account_logout", prepare=inside)
visit("email", "account_email", prepare=inside)
visit("password-change", "account_change_password", prepare=inside)
visit("reauthenticate", "account_reauthenticate", prepare=inside)
visit("reset-inside", "account_reset_password", prepare=inside)
visit("factors", "mfa_index", prepare=inside)
visit("totp-activate", "mfa_activate_totp", prepare=inside)
visit("keys-none", "mfa_list_webauthn", prepare=inside)
visit("key-add", "mfa_add_webauthn", prepare=inside)
visit("linked-none", "socialaccount_connections", prepare=inside)
visit("session-one", "accounts:sessions", prepare=inside)

visit("home-protected", "accounts:home", prepare=inside_protected)
visit("factors-protected", "mfa_index", prepare=inside_protected)
visit("totp-deactivate", "mfa_deactivate_totp", prepare=inside_protected)
visit("codes", "mfa_view_recovery_codes", prepare=inside_protected)
visit("codes-generate", "mfa_generate_recovery_codes", prepare=inside_protected)
visit("keys", "mfa_list_webauthn", prepare=inside_protected)
visit("reauthenticate-code", "mfa_reauthenticate", prepare=inside_protected)
visit("reauthenticate-key", "mfa_reauthenticate_webauthn", prepare=inside_protected)

WEAK = {"password1": "court", "password2": "autre"}
send("login-wrong", "account_login", {"login": NOBODY, "password": "pas-le-bon-mot"})
send("login-empty", "account_login", {})
send("signup-wrong", "account_signup", {"email": "pas-une-adresse", "password1": "court"})
send("reset-wrong", "account_reset_password", {"email": "pas-une-adresse"})
send("email-wrong", "account_email", {"action_add": "", "email": "pas-une-adresse"}, inside)
send("password-change-wrong", "account_change_password", {"oldpassword": "non", **WEAK}, inside)
send("reauthenticate-wrong", "account_reauthenticate", {"password": "non"}, inside)
send("totp-activate-wrong", "mfa_activate_totp", {"code": "000000"}, inside)
send("key-add-wrong", "mfa_add_webauthn", {"name": ""}, inside)


@page("reset-key", "account_reset_password_from_key")
def reset_key(client: Client) -> HttpResponse:
    """Choosing a new password, from the link of the mail."""
    client.post(reverse("account_reset_password"), {"email": make_user().email})
    link = re.search(r"http://testserver(/compte/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert link
    return client.get(link[1], follow=True)


@page("reset-key-wrong", "account_reset_password_from_key")
def reset_key_wrong(client: Client) -> HttpResponse:
    """A new password that is too weak."""
    return client.post(reset_key(client).request["PATH_INFO"], WEAK)


@page("confirm", "account_confirm_email")
def confirm(client: Client) -> HttpResponse:
    """An address to confirm."""
    address = EmailAddress.objects.get(user=make_user(verified=False))
    return client.get(reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key]))


@page("email-pending", "account_email")
def email_pending(client: Client) -> HttpResponse:
    """A new address that waits to be confirmed."""
    address = "nadia.benali-rochefoucauld@collectivite.example"
    EmailAddress.objects.create(user=inside(client), email=address, verified=False)
    return client.get(reverse("account_email"))


@page("password-set", "account_set_password")
def password_set(client: Client) -> HttpResponse:
    """A first password, for somebody who came by ProConnect."""
    user = make_user()
    user.set_unusable_password()
    user.save()
    return signed_in_browser(user).get(reverse("account_set_password"))


@page("authenticate", "mfa_authenticate")
def authenticate(client: Client) -> HttpResponse:
    """The second factor, after the password."""
    user = protect(make_user())
    add_key(user, "Clé du bureau")
    sign_in(client, user.email)
    return client.get(reverse("mfa_authenticate"))


@page("authenticate-wrong", "mfa_authenticate")
def authenticate_wrong(client: Client) -> HttpResponse:
    """A wrong code."""
    sign_in(client, protect(make_user()).email)
    return client.post(reverse("mfa_authenticate"), {"code": "000000"})


def first_key() -> int:
    """The primary key of the first passkey."""
    return Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).order_by("pk")[0].pk


@page("key-edit", "mfa_edit_webauthn")
def key_edit(client: Client) -> HttpResponse:
    """Naming a key."""
    inside_protected(client)
    return client.get(reverse("mfa_edit_webauthn", args=[first_key()]))


@page("key-remove", "mfa_remove_webauthn")
def key_remove(client: Client) -> HttpResponse:
    """Removing a key."""
    inside_protected(client)
    return client.get(reverse("mfa_remove_webauthn", args=[first_key()]))


@page("linked", "socialaccount_connections")
def linked(client: Client) -> HttpResponse:
    """A linked identity."""
    SocialAccount.objects.create(user=inside(client), provider="proconnect", uid="77", extra_data={})
    return client.get(reverse("socialaccount_connections"))


@page("sessions", "accounts:sessions")
def sessions(client: Client) -> HttpResponse:
    """Thirty sessions of somebody whose name is long, and written from right to left."""
    user = inside(client, first_name=LONG, last_name=ARABIC)
    for number in range(29):
        session = SessionStore()
        session["kept"] = True
        session.save()
        ip = f"2001:db8:85a3::8a2e:370:{number}"
        UserSession.objects.create(user=user, ip=ip, session_key=session.session_key, user_agent=WINDOWS)
    return client.get(reverse("accounts:sessions"))


@page("too-many", "account_login")
def too_many(client: Client) -> HttpResponse:
    """Locked out."""
    return [sign_in(client, NOBODY, "non") for _ in range(5)][-1]


@page("too-many-requests", "account_reset_password")
def too_many_requests(client: Client) -> HttpResponse:
    """Asked too often."""
    return [client.post(reverse("account_reset_password"), {"email": NOBODY}) for _ in range(6)][-1]
