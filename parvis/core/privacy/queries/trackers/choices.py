"""What a visitor chose, as the browser keeps it: six months, then it is asked again; silence is a refusal."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest

from parvis.core.privacy.queries.trackers.tools import MATOMO, consent_trackers, measured_by_matomo, service_of
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Period, Service

COOKIE = "parvis_choix"
OPPOSITION = "piwik_ignore"
VALID = Period.parse("P6M")
LONGEST = 400


@dataclass(frozen=True)
class Choice:
    """One choice: its number, its day, and what was said for each tool."""

    number: UUID
    made_on: date
    results: Mapping[str, bool]

    def __str__(self) -> str:
        said = "".join(f".{tool}-{int(given)}" for tool, given in sorted(self.results.items()))
        return f"{self.number.hex}.{self.made_on:%Y%m%d}{said}"

    @classmethod
    def parse(cls, text: str) -> "Choice | None":
        """Read what ``str()`` writes; ``None`` for anything else, as if nothing had been chosen."""
        number, _, rest = text[:LONGEST].partition(".")
        day, *said = rest.split(".")
        pairs = [one.rpartition("-") for one in said]
        if any(given not in {"0", "1"} for _, _, given in pairs):
            return None
        try:
            made_on = datetime.strptime(day, "%Y%m%d").date()  # noqa: DTZ007  a civil date has no zone
            return cls(UUID(number), made_on, {tool: given == "1" for tool, _, given in pairs})
        except ValueError:
            return None

    def holds(self, today: date) -> bool:
        """Whether the choice still stands."""
        return self.made_on <= today < VALID.after(self.made_on)


@dataclass(frozen=True)
class PageTrackers:
    """What the page of one request may load, and what it must ask."""

    service: Service
    choice: Choice | None
    opposed: bool

    @property
    def asked(self) -> list[str]:
        """The tools that wait for a choice on this page."""
        return [tracker.tool for tracker in consent_trackers(self.service)]

    @property
    def must_ask(self) -> bool:
        """Whether something here was never chosen, or too long ago, or before a purpose was added."""
        said = self.choice.results if self.choice else {}
        return any(tool not in said for tool in self.asked)

    @property
    def loaded(self) -> list[str]:
        """The tools that this page loads: those accepted, and the exempt measure unless it was opposed."""
        said = self.choice.results if self.choice else {}
        accepted = [tool for tool in self.asked if said.get(tool)]
        return accepted if self.opposed or not measured_by_matomo(self.service) else [*accepted, MATOMO]


def opposed(request: HttpRequest) -> bool:
    """Whether the visitor asked not to be counted."""
    return bool(request.COOKIES.get(OPPOSITION))


def page_trackers(request: HttpRequest) -> PageTrackers:
    """What ``request`` shows of the visitor's choices; a signal of the browser not to be followed is an opposition."""
    choice = Choice.parse(request.COOKIES.get(COOKIE, ""))
    if choice and not choice.holds(clock.today()):
        choice = None
    signal = request.headers.get("Sec-GPC") == "1" or request.headers.get("DNT") == "1"
    return PageTrackers(service_of(request.path_info), choice, signal or opposed(request))


def presented(service: Service) -> str:
    """The words of the question, as they are asked today: their fingerprint goes with the proof."""
    told = [(one.tool, one.purpose, one.host, one.lifetime) for one in consent_trackers(service)]
    return json.dumps([service.key, service.title, told], ensure_ascii=False)


def fingerprint(text: str) -> str:
    """What proves a text without keeping it."""
    return hashlib.sha256(text.encode()).hexdigest()
