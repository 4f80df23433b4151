"""Choices of this app."""

from enum import StrEnum

TERMS_VERSION = "2026-11"
"""The terms of use in force: recorded at sign-up and on each API token."""


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
