"""Who a signed-in person is, with the roles that their memberships give."""

from parvis.core.accounts.models import User
from parvis.core.accounts.queries.actors import actor_for_user
from parvis.core.organisations.models import Membership
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.scope import open_scope, unnoted


def member_actor(user: User) -> Actor:
    """The actor that ``user`` is today: one query for the roles, whatever their number.

    Knowing who acts is not a consultation: nothing of it goes to the journal.
    """
    with unnoted(), open_scope(Actor(ActorKind.USER, identifier=str(user.pk))):
        rows = Membership.objects.current().filter(user=user).order_by("organisation_id")
        return actor_for_user(user, roles=tuple(rows.values_list("organisation_id", "role")))
