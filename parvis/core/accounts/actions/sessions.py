"""End sessions, and forget those that time has ended."""

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef

from parvis.core.accounts.actions.traces import SECURITY, trace_account
from parvis.core.accounts.models import User
from parvis.core.journal.actions import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor


@transaction.atomic
def end_sessions(*, by: Actor, user: User, but: str | None = None) -> int:
    """Sign ``user`` out everywhere, except in the session whose key is ``but``; return how many ended."""
    sessions = list(UserSession.objects.filter(user=user).exclude(session_key=but or ""))
    for session in sessions:
        session.end()
    if sessions:
        trace_account(by=by, verb="accounts.end-sessions", user=user, category=SECURITY)
    return len(sessions)


@transaction.atomic
def forget_past_sessions(*, by: Actor) -> int:
    """Erase what is kept of sessions that are over and of lockouts that have been lifted."""
    Session.objects.filter(expire_date__lte=clock.now()).delete()
    living = Session.objects.filter(session_key=OuterRef("session_key"))
    sessions, _ = UserSession.objects.exclude(Exists(living)).delete()
    lifted = clock.now() - settings.AXES_COOLOFF_TIME
    attempts, _ = AccessAttempt.objects.filter(attempt_time__lte=lifted).delete()
    if sessions or attempts:
        record(by=by, verb="accounts.forget", categories=[SECURITY], count=sessions + attempts)
    return sessions + attempts
