"""The numbered promises of the services: what is promised, what keeps it, and the evidence on this installation.

A :class:`Promise` is declared beside the policy that makes it. Whoever keeps it declares a :class:`Keeping`, with the
test that proves it; nobody else says that a promise is kept. A promise without keeping says why it is ``awaited``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from parvis.kernel.registry import Registry


@dataclass(frozen=True)
class Figure:
    """One number or fact of a proof, in French: « plus ancienne donnée », « 3 mars 2026 », limit « 30 jours ».

    ``headline`` shows it at the top of the page, above every promise.
    """

    label: str
    value: int | str
    limit: str = ""
    headline: bool = False


@dataclass(frozen=True)
class Evidence:
    """What was seen on this installation: whether the promise ``holds``, its figures, and when it happened.

    ``at`` is the moment of the fact, such as the last restore drill; without it, the moment at which one looked.
    ``nothing`` says, in French, why there is nothing to see yet, or nothing that can be seen on this installation:
    such evidence is shown and proves nothing.
    """

    figures: tuple[Figure, ...]
    holds: bool = True
    at: datetime | None = None
    nothing: str = ""


Look = Callable[[], Evidence | None]


@dataclass(frozen=True)
class Promise:
    """One promise, known by its number (``ALL-07``): of which ``service`` (its key), in plain French.

    ``awaited`` tells why nobody keeps it yet; it is shown until somebody does.
    """

    key: str
    service: str
    words: str
    awaited: str = ""


@dataclass(frozen=True)
class Keeping:
    """Who keeps promise ``key``: ``how`` in plain French, the ``test`` that proves it, the evidence if there is any.

    ``look`` returns ``None`` when this installation has nothing to show yet. It runs every night, never for a visitor,
    in a scope that reaches every row. A promise does not hold here while one of its ``controls`` fails.
    """

    key: str
    how: str
    test: str
    look: Look | None = None
    controls: tuple[str, ...] = ()


promises: Registry[Promise] = Registry("promise")
keepings: Registry[Keeping] = Registry("keeping of a promise")


def promise_all(service: str, seed: str, *said: tuple[str, str] | str, awaited: str = "") -> None:
    """Register the promises of one seed in order, numbered from 01; a pair says why that one is awaited."""
    for number, one in enumerate(said, start=1):
        words, reason = (one, awaited) if isinstance(one, str) else one
        promises.register(Promise(f"{seed}-{number:02}", service, words, reason))
