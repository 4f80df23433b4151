"""Accounts, as tests want them."""

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from parvis.core.accounts.models import User

PASSWORD = "grand-peuplier-au-vent"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_user(email="camille.roux@ville.example", *, password=PASSWORD, verified=True, **fields) -> User:
    """An account that can sign in, its address proven."""
    names = {"first_name": "Camille", "last_name": "Roux", **fields}
    user = User.objects.create_user(email, password, **names)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
    return user


def protect(user) -> User:
    """Give an account a second factor."""
    TOTP.activate(user, TOTP_SECRET)
    RecoveryCodes.activate(user)
    return user


def sign_in(client, email, password=PASSWORD, **extra):
    """Sign in by the form, as a browser does."""
    return client.post("/compte/login/", {"login": email, "password": password}, **extra)


def confirm_access(client, password=PASSWORD):
    """Type the password again, as sensitive pages ask."""
    return client.post("/compte/reauthenticate/", {"password": password})
