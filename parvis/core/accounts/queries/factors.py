"""What protects an account besides its password."""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt

from parvis.core.accounts.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes replace a lost factor; they are not one."""


def has_second_factor(user: User) -> bool:
    """Whether an application that gives codes, or a key, protects this account."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def current_code(email: str) -> str:
    """The code that the person's application shows now; for the demonstration only."""
    factor = Authenticator.objects.get(user__email=email.strip().lower(), type=Authenticator.Type.TOTP)
    secret = decrypt(factor.data["secret"])
    return format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD))
