"""What a visitor chose, as the browser keeps it: six months, then it is asked again; silence is a refusal."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest

from parvis.core.privacy.queries.trackers.shown import Purpose
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

    def beside(self, before: "Choice | None") -> "Choice":
        """With what was said before of other tools: both end with the older, for none may outlive its six months."""
        others = {tool: said for tool, said in (before.results if before else {}).items() if tool not in self.results}
        if before is None or not others:
            return self
        return Choice(self.number, before.made_on, {**others, **self.results})


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


def answered(page: PageTrackers, asked: Iterable[Purpose]) -> list[tuple[Purpose, bool | None]]:
    """Each purpose with what this browser said of it; nothing when it was never asked."""
    said = page.choice.results if page.choice else {}
    return [(purpose, said.get(purpose.tool)) for purpose in asked]


def presented(asked: Iterable[Purpose]) -> str:
    """The question as it is asked today, word for word but for its layout: it is kept with the proofs."""
    told = []
    for one in asked:
        by = f"{one.tracker.name}{f', hébergé par {one.tracker.host}' if one.tracker.host else ''}"
        told.append(f"{one.service.title} : {one.tracker.purpose} ({by} ; {Period.parse(one.tracker.lifetime)})")
    return "\n".join(told)


def fingerprint(text: str) -> str:
    """What proves a text without keeping it."""
    return hashlib.sha256(text.encode()).hexdigest()
