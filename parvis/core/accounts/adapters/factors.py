"""What django-allauth asks about second factors."""

import base64
import hashlib
from functools import lru_cache

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet

from parvis.core.accounts.models import User
from parvis.kernel.masters import masters

SITE_NAME = "Parvis"


@lru_cache(maxsize=1)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    """Encrypts with the first of these master keys, reads what any of them encrypted."""
    digests = [hashlib.sha256(f"parvis.accounts.factors:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class FactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted, and names things in French."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret with the master key: a copy of the database gives no code."""
        return _cipher(masters()).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again, in memory only."""
        return _cipher(masters()).decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002  allauth's keyword
        """A name that tells keys apart before the person chooses one."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Clé d’accès" if number == 1 else f"Clé d’accès n° {number}"

    def _get_site_name(self) -> str:
        return SITE_NAME
