"""Browsers that are already signed in, for tests that are not about signing in."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from parvis.core.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in_browser(user: User, *, second_factor: bool = False) -> Client:
    """A browser with an open session of ``user``, who may have set up a second factor."""
    if second_factor:
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client
