"""Who may: named predicates on an actor and, where there is one, an object."""

from collections.abc import Callable
from dataclasses import dataclass

from parvis.kernel.actor import Actor, ActorKind

Test = Callable[[Actor, object | None], bool]


@dataclass(frozen=True)
class Policy:
    """A rule that a route, a template and an action can ask the same question of."""

    key: str
    test: Test

    def allows(self, actor: Actor, subject: object | None = None) -> bool:
        """Whether ``actor`` may, given ``subject``."""
        return self.test(actor, subject)

    def __and__(self, other: "Policy") -> "Policy":
        return Policy(f"({self.key} & {other.key})", lambda a, s: self.allows(a, s) and other.allows(a, s))

    def __or__(self, other: "Policy") -> "Policy":
        return Policy(f"({self.key} | {other.key})", lambda a, s: self.allows(a, s) or other.allows(a, s))

    def __invert__(self) -> "Policy":
        return Policy(f"~{self.key}", lambda a, s: not self.allows(a, s))


PUBLIC = Policy("public", lambda actor, subject: True)
VISITOR_ONLY = Policy("visitor", lambda actor, subject: not actor.signed_in)
SIGNED_IN = Policy("signed-in", lambda actor, subject: actor.signed_in)
PLATFORM_ADMINISTRATOR = Policy(
    "platform-administrator", lambda actor, subject: actor.signed_in and actor.platform_administrator
)


def client_with(scope: str) -> Policy:
    """A program whose token carries ``scope``."""
    return Policy(f"client:{scope}", lambda actor, subject: actor.kind is ActorKind.CLIENT and scope in actor.scopes)


def any_role(*roles: str) -> Policy:
    """A person who holds one of ``roles`` in at least one organisation."""
    return Policy(f"role:{'|'.join(roles)}", lambda actor, subject: any(role in roles for _, role in actor.roles))
