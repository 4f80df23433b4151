"""Who a signed-in person is, with the roles that their memberships give."""

from parvis.core.accounts.models import User
from parvis.core.accounts.queries import actors as accounts
from parvis.core.organisations.models import Membership
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.scope import open_scope, unnoted


def actor_for_user(user: User) -> Actor:
    """The actor that ``user`` is today; one query, and one more for an administrator of the platform.

    Knowing who acts is not a consultation: nothing of it goes to the journal.
    """
    person = Actor(ActorKind.USER, identifier=str(user.pk), label=str(user))
    with unnoted(), open_scope(person):
        rows = Membership.objects.current().filter(user=user).order_by("organisation_id")
        return accounts.actor_for_user(user, roles=tuple(rows.values_list("organisation_id", "role")))
