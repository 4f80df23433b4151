"""The durations that pages speak of, each where it is decided: no page writes one by itself."""

from collections.abc import Callable, Mapping
from typing import Final

from parvis.core.privacy.queries.rights.deadlines import AHEAD, EXTENDED, LIFTING_NOTICE, MONTH
from parvis.core.privacy.queries.trackers.choices import OPPOSITION, VALID
from parvis.kernel.declarations.privacy import Period, category_named, services


def _of_tracker(service: str, name: str) -> Period:
    tracker = next(each for each in services.get(service).trackers if each.name == name)
    return Period.parse(tracker.lifetime)


def _of_category(key: str) -> Period:
    keep = category_named(key)[2].keep
    if keep is None:
        raise LookupError(f"Nothing says how long {key} is kept")
    return keep.length


TERMS: Final[Mapping[str, Callable[[], Period]]] = {
    "réponse": lambda: MONTH,
    "réponse prolongée": lambda: EXTENDED,
    "réponse visée avant": lambda: Period(days=AHEAD.days),
    "levée annoncée avant": lambda: Period(days=LIFTING_NOTICE.days),
    "choix": lambda: VALID,
    "opposition": lambda: _of_tracker("plateforme", OPPOSITION),
    "mesure": lambda: _of_tracker("territoires-numeriques", "_pk_id"),
    "journal": lambda: _of_category("plateforme.journal.traces"),
}


def term(name: str) -> Period:
    """The duration called ``name``; ``KeyError`` for another."""
    return TERMS[name]()
