"""A person changes the name they go by."""

from django.db import transaction

from parvis.core.accounts.actions.traces import IDENTITY, trace_account
from parvis.core.accounts.models import User
from parvis.kernel.actor import Actor


@transaction.atomic
def rename_user(*, by: Actor, user: User, first_name: str, last_name: str) -> None:
    """Write the name as given."""
    user.first_name, user.last_name = first_name, last_name
    user.save(update_fields=["first_name", "last_name"])
    trace_account(by=by, verb="accounts.rename", user=user, category=IDENTITY)
