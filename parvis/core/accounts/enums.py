"""Choices of this app."""

from enum import StrEnum
from typing import Final

TERMS_VERSION = "2026-11"
"""The terms of use in force: recorded at sign-up and on each API token."""
API_TERMS_PAGE: Final = "/api/v1/docs#conditions"
"""Where, on the site, the terms that bind a token are read."""
TOKEN_SCOPES: Final = {"api": "lire les structures et les services par l’API"}
"""What a token may be asked for, and what each scope opens."""


class TokenRefusal(StrEnum):
    """Why a token opens nothing, and what to do about it, in the words of the answer."""

    UNKNOWN = "unknown"
    REVOKED = "revoked"
    EXPIRED = "expired"
    TERMS = "terms"

    @property
    def message(self) -> str:
        """What to tell whoever presented the token."""
        return {
            TokenRefusal.UNKNOWN: "Jeton inconnu. Vérifiez que vous l’avez copié en entier.",
            TokenRefusal.REVOKED: "Ce jeton a été révoqué. Demandez-en un nouveau.",
            TokenRefusal.EXPIRED: "Ce jeton a expiré. Demandez-en un nouveau.",
            TokenRefusal.TERMS: (
                "Les conditions d’utilisation ont changé depuis la création de ce jeton. "
                "Acceptez la version en vigueur pour en obtenir un nouveau."
            ),
        }[self]
