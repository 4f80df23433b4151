"""Who read about a person, and when: dates, purposes and qualities, never the name of whoever read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from parvis.core.journal.models import JournalEntry
from parvis.core.journal.queries.subjects import known_pseudonyms
from parvis.kernel.actor import ActorKind
from parvis.kernel.declarations.privacy import category_named

QUALITIES = {
    ActorKind.USER: "un agent habilité",
    ActorKind.CLIENT: "un programme autorisé, par l’API",
    ActorKind.SYSTEM: "la plateforme elle-même",
    ActorKind.CITIZEN: "une personne, par le lien privé d’une demande",
    ActorKind.CORRESPONDENT: "un service interrogé, par le lien d’une question",
    ActorKind.VISITOR: "quelqu’un qui n’était pas connecté",
}
# Before anybody is signed in, an account is only read to sign in, to register or to find a lost password.
SIGNING_IN = "quelqu’un qui se connectait au compte, ou essayait"
ACCOUNTS = "plateforme.comptes"


@dataclass(frozen=True)
class Consultation:
    """One line of the journal that names the person."""

    at: datetime
    who: str
    what: str
    purposes: tuple[str, ...]
    categories: tuple[str, ...]


@dataclass
class Repeated:
    """The same consultation, ``times`` in one minute: ``at`` is the last of them."""

    at: datetime
    who: str
    what: str
    times: int = 1


@dataclass(frozen=True)
class Readings:
    """What was done for the same purposes, the latest first."""

    purposes: tuple[str, ...]
    lines: list[Repeated]


def consultations(keys: Iterable[str], but: Collection[str] = (), limit: int | None = None) -> list[Consultation]:
    """What the journal says was read or done about whoever it knows by ``keys``, the latest first.

    ``but`` are the actors whose acts are not consultations: the person, by their account or by a link of their own.
    """
    pseudonyms = known_pseudonyms(keys)
    if not pseudonyms:
        return []
    lines = JournalEntry.objects.filter(subjects__overlap=pseudonyms).exclude(actor_key__in=but)
    return [_consultation(line) for line in lines.order_by("-recorded_at", "-id")[:limit]]


def by_purposes(found: Iterable[Consultation]) -> list[Readings]:
    """The consultations as a page says them: each set of purposes once, the latest consulted first."""
    readings: dict[tuple[str, ...], Readings] = {}
    for each in found:
        lines = readings.setdefault(each.purposes, Readings(each.purposes, [])).lines
        if lines and (lines[-1].who, lines[-1].what, _minute(lines[-1].at)) == (each.who, each.what, _minute(each.at)):
            lines[-1].times += 1
        else:
            lines.append(Repeated(each.at, each.who, each.what))
    return list(readings.values())


def recipients_served(found: Iterable[Consultation]) -> list[str]:
    """Who was really served, among those outside the teams."""
    return sorted({each.who for each in found if each.who == QUALITIES[ActorKind.CLIENT]})


def _consultation(line: JournalEntry) -> Consultation:
    kind = ActorKind(line.actor_key.partition(":")[0])
    role = {"administrateur": "l’administration de la plateforme", "dpo": "le délégué à la protection des données"}
    categories = [category_named(key) for key in line.categories if _known(key)]
    return Consultation(
        line.recorded_at,
        role.get(line.actor_role, SIGNING_IN if _signs_in(kind, line) else QUALITIES[kind]),
        "lecture" if line.verb == "read" else "intervention",
        tuple(dict.fromkeys(purpose.words for _, activity, _ in categories for purpose in activity.purposes)),
        tuple(dict.fromkeys(category.label for _, _, category in categories)),
    )


def _signs_in(kind: ActorKind, line: JournalEntry) -> bool:
    return kind is ActorKind.VISITOR and line.verb == "read" and line.activity == ACCOUNTS


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _known(key: str) -> bool:
    try:
        category_named(key)
    except LookupError:
        return False
    return True
