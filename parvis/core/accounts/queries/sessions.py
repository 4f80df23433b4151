"""Where an account is open, in words that its owner recognises."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet

from parvis.core.accounts.models import User
from parvis.kernel import clock

# In the order in which they must be looked for: each names itself after those that it comes from.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X": "Mac",
    "Linux": "Linux",
}


@dataclass(frozen=True)
class OpenSession:
    """One browser in which the account is open."""

    since: datetime
    device: str
    ip: str
    is_current: bool


def living_sessions(user: User) -> QuerySet[UserSession]:
    """The sessions of ``user`` that time has not ended."""
    living = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=clock.now())
    return UserSession.objects.filter(Exists(living), user=user)


def open_sessions(user: User, current_key: str | None) -> list[OpenSession]:
    """Where the account is open, this browser first, then the latest."""
    found = [
        OpenSession(session.created_at, device_of(session.user_agent), session.ip, session.session_key == current_key)
        for session in living_sessions(user).order_by("-created_at", "-pk")
    ]
    return sorted(found, key=lambda session: not session.is_current)


def device_of(user_agent: str) -> str:
    """« Firefox sur Windows », from what the browser says of itself."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return f"{browser or 'Navigateur inconnu'} sur {system}" if system else browser or "Appareil inconnu"
