"""Who signs in."""

from parvis.core.accounts.models.user import User

__all__ = ["User"]
