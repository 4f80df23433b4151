"""Name the administrators of the platform."""

from allauth.account.models import EmailAddress
from django.db import transaction

from parvis.core.accounts.actions.sessions import end_sessions
from parvis.core.accounts.actions.traces import SECURITY, trace_account
from parvis.core.accounts.models import User
from parvis.kernel.actor import Actor


@transaction.atomic
def create_administrator(*, by: Actor, email: str, password: str | None = None) -> User:
    """Make ``email`` an administrator: a new account, or the one that has this address.

    Sessions opened before are ended, so that none lives on without the second factor that an
    administrator must prove.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email)
    user.is_platform_administrator = True
    if password:
        user.set_password(password)
    user.save()
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"primary": True, "verified": True})
    end_sessions(by=by, user=user)
    trace_account(by=by, verb="accounts.name-administrator", user=user, category=SECURITY)
    return user
