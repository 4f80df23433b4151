"""Create, revoke and replace the tokens of programs."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from parvis.core.accounts.actions.traces import trace_token
from parvis.core.accounts.enums import TERMS_VERSION
from parvis.core.accounts.models import ApiToken
from parvis.core.accounts.models.tokens import PREFIX_LENGTH, token_hash
from parvis.core.accounts.queries.actors import TOKEN_START
from parvis.kernel import clock
from parvis.kernel.actor import Actor

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class IssuedToken:
    """A token and its secret, which is known here for the only time."""

    token: ApiToken
    secret: str


@transaction.atomic
def create_token(*, by: Actor, name: str, scopes: list[str], lasts: timedelta | None = None) -> IssuedToken:
    """Let a program call the API for ``scopes``; whoever creates the token accepts the terms in force."""
    prefix = "".join(secrets.choice(ALPHABET) for _ in range(PREFIX_LENGTH))
    secret = f"{TOKEN_START}{prefix}_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        name=name,
        prefix=prefix,
        secret_hash=token_hash(secret),
        scopes=sorted(set(scopes)),
        terms_version=TERMS_VERSION,
        created_by_id=int(by.identifier) if by.signed_in else None,
        expires_on=clock.now() + lasts if lasts else None,
    )
    trace_token(by=by, verb="accounts.create-token", token=token)
    return IssuedToken(token, secret)


@transaction.atomic
def revoke_token(*, by: Actor, token: ApiToken) -> None:
    """Close a token at once and for good; revoking it again changes nothing."""
    if token.revoked_on is None:
        token.revoked_on = clock.now()
        token.save(update_fields=["revoked_on"])
        trace_token(by=by, verb="accounts.revoke-token", token=token)


@transaction.atomic
def rotate_token(*, by: Actor, token: ApiToken) -> IssuedToken:
    """Replace a token by a new one of the same name, scopes and duration, and close the old one."""
    lasts = token.expires_on - token.created_on if token.expires_on else None
    issued = create_token(by=by, name=token.name, scopes=token.scopes, lasts=lasts)
    revoke_token(by=by, token=token)
    return issued
