"""What follows when the libraries tell that something happened to an account."""

from typing import Any

from allauth.account import signals as account
from allauth.core import context
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_save
from django.dispatch import Signal, receiver

from parvis.core.accounts.actions.sessions import end_sessions
from parvis.core.accounts.actions.traces import IDENTITY, SECURITY, SIGN_IN, trace_account
from parvis.core.accounts.models import User
from parvis.core.accounts.queries.actors import actor_for_user
from parvis.core.accounts.queries.factors import FACTORS

# On each of these facts, one line of the journal: the signal, its verb, the category of data.
TRACED: tuple[tuple[Signal, str, str], ...] = (
    (user_logged_in, "accounts.sign-in", SIGN_IN),
    (user_logged_out, "accounts.sign-out", SIGN_IN),
    (account.user_signed_up, "accounts.sign-up", IDENTITY),
    (account.email_changed, "accounts.change-email", IDENTITY),
    (account.email_confirmed, "accounts.prove-email", IDENTITY),
    (account.password_changed, "accounts.change-password", SECURITY),
    (account.password_set, "accounts.set-password", SECURITY),
    (account.password_reset, "accounts.reset-password", SECURITY),
    (factors.authenticator_added, "accounts.add-factor", SECURITY),
    (factors.authenticator_removed, "accounts.remove-factor", SECURITY),
    (factors.authenticator_reset, "accounts.renew-recovery-codes", SECURITY),
    (social.social_account_added, "accounts.link-proconnect", SIGN_IN),
    (social.social_account_removed, "accounts.unlink-proconnect", SIGN_IN),
)


def _owner(facts: dict[str, Any]) -> User | None:
    """Whose account a fact is about, however the signal names it."""
    for name in ("user", "email_address", "sociallogin", "socialaccount"):
        told = facts.get(name)
        found = told if isinstance(told, User) else getattr(told, "user", None)
        if isinstance(found, User):
            return found
    return None


def _trace(verb: str, category: str) -> Any:
    def react(sender: object, **facts: Any) -> None:
        user = _owner(facts)
        if user is not None:
            trace_account(by=actor_for_user(user), verb=verb, user=user, category=category)

    return react


for _signal, _verb, _category in TRACED:
    _signal.connect(_trace(_verb, _category), weak=False, dispatch_uid=_verb)


@receiver(post_save, sender=Authenticator)
def end_unproven_sessions(sender: object, *, instance: Authenticator, created: bool, **facts: Any) -> None:
    """Sessions opened before the first factor never proved it: only the one that adds it goes on.

    In the transaction that adds the factor, so that neither exists without the other.
    """
    others = Authenticator.objects.filter(user_id=instance.user_id, type__in=FACTORS).exclude(pk=instance.pk)
    if not created or instance.type not in FACTORS or others.exists():
        return
    user: User = instance.user
    request = context.request
    here = request.session.session_key if request is not None and request.user == user else None
    end_sessions(by=actor_for_user(user), user=user, but=here)
