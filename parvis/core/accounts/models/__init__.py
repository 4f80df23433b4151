"""Who signs in: people and programs."""

from parvis.core.accounts.models.calls import ApiCalls
from parvis.core.accounts.models.tokens import ApiToken
from parvis.core.accounts.models.user import User

__all__ = ["ApiCalls", "ApiToken", "User"]
