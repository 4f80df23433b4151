"""End sessions, and forget those that time has ended."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from parvis.core.accounts.models import User
from parvis.kernel.actor import Actor


@transaction.atomic
def end_sessions(*, by: Actor, user: User, but: str | None = None) -> int:
    """Sign ``user`` out everywhere, except in the session whose key is ``but``; return how many ended."""
    sessions = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    for session in sessions:
        session.end()
    return len(sessions)
