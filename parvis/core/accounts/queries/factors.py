"""What protects an account besides its password."""

from allauth.mfa.models import Authenticator

from parvis.core.accounts.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes replace a lost factor; they are not one."""


def has_second_factor(user: User) -> bool:
    """Whether an application that gives codes, or a key, protects this account."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()
