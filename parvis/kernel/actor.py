"""Who acts: a user, a citizen or a correspondent with proof, an API client, a visitor or the system itself."""

from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    """The kinds of actor that a trace can name."""

    USER = "user"
    CITIZEN = "citizen"
    CORRESPONDENT = "correspondent"
    CLIENT = "client"
    VISITOR = "visitor"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who reads or writes; carried by the scope, named by the journal.

    ``identifier`` is the primary key of the user or client, or the name of the system task.
    ``roles`` gives, for each organisation reached, the role held there.
    """

    kind: ActorKind
    identifier: str = ""
    label: str = ""
    platform_administrator: bool = False
    scopes: frozenset[str] = frozenset()
    roles: tuple[tuple[int, str], ...] = field(default=())

    @property
    def key(self) -> str:
        """Stable name for traces, such as ``user:12`` or ``system:retention``."""
        return f"{self.kind}:{self.identifier}" if self.identifier else str(self.kind)

    @property
    def organisations(self) -> frozenset[int]:
        """Primary keys of the organisations that this actor acts for."""
        return frozenset(organisation for organisation, _ in self.roles)

    @property
    def signed_in(self) -> bool:
        """Whether this actor is a person with an account."""
        return self.kind is ActorKind.USER

    def role_in(self, organisation: int) -> str | None:
        """The role held in ``organisation``, or ``None`` for a stranger to it."""
        return dict(self.roles).get(organisation)


VISITOR = Actor(ActorKind.VISITOR)


def system(task: str) -> Actor:
    """The platform acting by itself, for a named task."""
    return Actor(ActorKind.SYSTEM, identifier=task, label=f"système ({task})")
