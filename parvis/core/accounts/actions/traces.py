"""Lines of the journal about accounts: who did what to which account, never a value."""

from parvis.core.accounts.models import ApiToken, User
from parvis.core.journal.actions import record
from parvis.kernel.actor import Actor

IDENTITY = "plateforme.comptes.identite"
SIGN_IN = "plateforme.comptes.connexion"
SECURITY = "plateforme.comptes.securite"
CLIENTS = "plateforme.jetons.clients"


def trace_account(*, by: Actor, verb: str, user: User, category: str) -> None:
    """``by`` did ``verb`` to the account of ``user``."""
    key = f"accounts.User:{user.pk}"
    record(by=by, verb=verb, subjects=[key], categories=[category], object_key=key)


def trace_token(*, by: Actor, verb: str, token: ApiToken) -> None:
    """``by`` did ``verb`` to ``token``."""
    record(by=by, verb=verb, categories=[CLIENTS], object_key=f"accounts.ApiToken:{token.pk}")
