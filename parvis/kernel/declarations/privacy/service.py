"""What a service promises: its processings, their data, rights, trackers, measures and decisions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from parvis.kernel.declarations.privacy.keeping import Copy, Keep
from parvis.kernel.declarations.privacy.law import Basis, PromisedRight
from parvis.kernel.declarations.privacy.people import Contact, Feed, Processor, Recipient, Responsibility
from parvis.kernel.declarations.privacy.promises import Look
from parvis.kernel.registry import Registry


@dataclass(frozen=True)
class Purpose:
    """Why: one aim, on exactly one basis."""

    words: str
    basis: Basis | None


class Special(StrEnum):
    """Whether data of articles 9 or 10 (health, beliefs, offences) are involved."""

    NEVER = "never"
    POSSIBLE = "possible"
    INTENDED = "intended"


@dataclass(frozen=True)
class Category:
    """A set of data treated alike. ``key`` is the last part of ``<service>.<activity>.<category>``."""

    key: str
    label: str
    data: tuple[str, ...]
    subjects: str
    keep: Keep | None
    source: str = ""
    optional: tuple[str, ...] = ()
    special: Special = Special.NEVER
    copies: tuple[Copy, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Activity:
    """One processing: a line of the register of article 30. ``commitments`` are rules that whoever does it keeps.

    ``criteria`` are those of the nine that no other declaration shows (keys of ``Criterion``); ``cnil_list`` is the
    line of the CNIL's list of processings that always need an impact assessment.
    """

    key: str
    title: str
    responsibility: Responsibility
    purposes: tuple[Purpose, ...]
    categories: tuple[Category, ...]
    recipients: tuple[Recipient, ...] = ()
    feeds: tuple[Feed, ...] = ()
    processors: tuple[Processor, ...] = ()
    impact_assessment: bool = False
    automated: str = ""
    note: str = ""
    commitments: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    cnil_list: str = ""


class TrackerBasis(StrEnum):
    """Why a tracker may be set (article 82 of the law of 6 January 1978)."""

    NECESSARY = "necessary"
    EXEMPT_AUDIENCE = "audience"
    CONSENT = "consent"

    @property
    def words(self) -> str:
        """The basis in French."""
        return {
            TrackerBasis.NECESSARY: "strictement nécessaire au service, sans consentement",
            TrackerBasis.EXEMPT_AUDIENCE: "mesure d’audience exemptée de consentement",
            TrackerBasis.CONSENT: "votre consentement",
        }[self]


class Storage(StrEnum):
    """Where a tracker is kept."""

    COOKIE = "cookie"
    LOCAL = "local"


@dataclass(frozen=True)
class Tracker:
    """A cookie or anything like it. Without ``lifetime`` it ends with the browser session.

    ``sets`` are the names that the browser shows, ``*`` standing for any end; by default the name and its aliases.
    ``tool`` names who sets it when it is not this software: the settings say where that tool is, and without them it
    is never loaded. In local storage, nothing ends by itself: without lifetime it stays until one clears it.
    """

    name: str
    purpose: str
    basis: TrackerBasis
    lifetime: str = ""
    host: str = ""
    opt_out: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    sets: tuple[str, ...] = ()
    tool: str = ""
    storage: Storage = Storage.COOKIE

    def covers(self, name: str) -> bool:
        """Whether what the browser shows as ``name`` is this tracker."""
        return any(
            name.startswith(one[:-1]) if one.endswith("*") else name == one
            for one in self.sets or (self.name, *self.aliases)
        )


@dataclass(frozen=True)
class Control:
    """What the software does by itself to hold measures, in words, and the ``test`` that proves it.

    Declared once, by the app that does it; measures of any service name it by its ``key``. ``look`` gives what can
    be seen of it on this installation, as for a promise.
    """

    key: str
    words: str
    test: str
    look: Look | None = None


controls: Registry[Control] = Registry("control")


@dataclass(frozen=True)
class SecurityMeasure:
    """A promised protection: held by a declared ``control``, named by its key, or by people (``organisational``)."""

    words: str
    control: str = ""
    organisational: str = ""


@dataclass(frozen=True)
class Decision:
    """How a gap or a doubt in a service's own text is read, why, and whether its controller has signed (``on``)."""

    key: str
    question: str
    reading: str
    why: str
    by: str
    on: date | None = None

    @property
    def pending(self) -> bool:
        """Whether nobody has signed yet."""
        return self.on is None


@dataclass(frozen=True)
class Identity:
    """What is asked of a person who exercises a right."""

    words: str
    decision: str = ""


@dataclass(frozen=True)
class Link:
    """A page elsewhere that helps."""

    label: str
    url: str


CNIL_ADDRESS = "CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07"
CNIL_COMPLAINT = Link("Adresser une plainte à la CNIL", "https://www.cnil.fr/fr/plaintes")


@dataclass(frozen=True)
class Service:
    """One service and its whole policy. ``key`` starts the category keys, ``slug`` its address.

    ``erases_only`` is the promise that nothing outlives its term: no anonymised copy, nothing handed back.
    """

    key: str
    slug: str
    title: str
    mission: str
    who: str
    contact: Contact
    activities: tuple[Activity, ...]
    promised: tuple[PromisedRight, ...]
    statutory: tuple[PromisedRight, ...] = ()
    deadline: str = "P1M"
    deadline_decision: str = ""
    identity: Identity = Identity("")
    exercise: tuple[str, ...] = ()
    officer: Contact | None = None
    recipients: tuple[Recipient, ...] = ()
    processors: tuple[Processor, ...] = ()
    trackers: tuple[Tracker, ...] = ()
    trackers_note: str = ""
    measures: tuple[SecurityMeasure, ...] = ()
    decisions: tuple[Decision, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    order: int = 100
    pages: tuple[str, ...] = ()
    erases_only: bool = False

    @property
    def addresses(self) -> tuple[str, ...]:
        """How the addresses of its pages begin: ``pages`` or its slug, and its policy."""
        return (*(self.pages or (f"/{self.slug}/",)), f"/confidentialite/{self.slug}/")

    def category_key(self, activity: Activity, category: Category) -> str:
        """The key by which columns name a category."""
        return f"{self.key}.{activity.key}.{category.key}"

    def categories(self) -> Iterator[tuple[str, Activity, Category]]:
        """Every category of the service with its key and its activity."""
        for activity in self.activities:
            for category in activity.categories:
                yield self.category_key(activity, category), activity, category


services: Registry[Service] = Registry("service declaration")


def category_named(key: str) -> tuple[Service, Activity, Category]:
    """The category known by ``key``; ``LookupError`` when no service declares it."""
    service = services.get(key.partition(".")[0])
    for known, activity, category in service.categories():
        if known == key:
            return service, activity, category
    raise LookupError(f"No category declared as {key!r}")
