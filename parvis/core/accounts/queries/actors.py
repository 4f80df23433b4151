"""Who acts: the actor of a person's account, and of a program's token."""

from parvis.core.accounts.enums import TokenRefusal
from parvis.core.accounts.models import ApiToken, User
from parvis.core.accounts.models.tokens import PREFIX_LENGTH
from parvis.core.accounts.queries.factors import has_second_factor
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.database.prepared import Prepared
from parvis.kernel.scope import open_scope, unnoted

_COLUMNS = [field.attname for field in ApiToken._meta.concrete_fields]
_BY_PREFIX = Prepared(
    lambda actor, prefix: ApiToken.objects.filter(prefix=prefix).values_list(*_COLUMNS), slots=1, scoped=False
)
TOKEN_START = "parvis_"  # noqa: S105  what every token begins with, not a secret


class TokenRefusedError(PermissionError):
    """A token was presented that opens nothing; ``refusal`` tells why, ``str()`` says it in French."""

    def __init__(self, refusal: TokenRefusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def actor_for_user(user: User, *, roles: tuple[tuple[int, str], ...] = ()) -> Actor:
    """The actor of a signed-in person, holding ``roles`` in the organisations given.

    An administrator of the platform acts as one only while a second factor protects the account:
    every session that lives then has proven it (see the README).
    """
    return Actor(
        ActorKind.USER,
        identifier=str(user.pk),
        label=str(user),
        platform_administrator=user.is_platform_administrator and has_second_factor(user),
        roles=roles,
    )


def client_for_token(token: str) -> Actor:
    """The actor of the program that presents ``token``; raise :class:`TokenRefusedError` when it opens nothing."""
    prefix = token.removeprefix(TOKEN_START)[:PREFIX_LENGTH]
    # Nobody consults this row: it is read to know who is acting, by the holder of the token themselves.
    with unnoted():
        rows = _BY_PREFIX.rows(prefix) if token.startswith(TOKEN_START) else []
    known = ApiToken.from_db("default", _COLUMNS, rows[0]) if rows else None
    if known is None or not known.matches(token):
        raise TokenRefusedError(TokenRefusal.UNKNOWN)
    if known.refusal is not None:
        raise TokenRefusedError(known.refusal)
    actor = Actor(ActorKind.CLIENT, identifier=str(known.pk), label=known.name, scopes=frozenset(known.scopes))
    if known.last_used_on != clock.today():
        # The day is enough to tell a token that nobody uses any more; one write a day.
        with open_scope(actor, channel="api"):
            ApiToken.objects.filter(pk=known.pk).update(last_used_on=clock.today())
    return actor
