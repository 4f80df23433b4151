"""Services by words: how well the words fit, then how good the record is, then how near it is.

Ranking reads all the words of each answer. It is done for all of them up to ``RANKED``; beyond, the
words are too common to tell anything apart, and those that are named by them come first, ranked if
they are few, then all the others, the best records first.
"""

import json
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from django.contrib.postgres.search import SearchRank
from django.db.models import Case, F, FloatField, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Floor, Greatest, Round

from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.models import Service, ServiceEntry
from parvis.products.data_inclusion.queries.answers import ANSWER, Answers
from parvis.products.data_inclusion.queries.editions import edition, shelf
from parvis.products.data_inclusion.queries.nearby import Chord, Kilometres, Point, square_of_chord, within
from parvis.products.data_inclusion.queries.service_filters import ServiceFilters
from parvis.products.data_inclusion.queries.words import by_index, holds, roots_of

RANKED: Final = 2_000
NONE: Final = Value(None, output_field=FloatField())
Entries: TypeAlias = QuerySet[ServiceEntry]
Ranked: TypeAlias = list[tuple[str, int | None, float | None]]


@dataclass(frozen=True)
class Wanted:
    """Words, and a point with how far one would go from it, in kilometres."""

    words: str | None
    point: Point | None
    reach_km: float


def search_words(actor: Actor, filters: ServiceFilters, wanted: Wanted, *, page: int, size: int) -> Answers:
    """A page of services with their distance and how well they answer, the best first."""
    with by_index():
        ranked, total = _ranked(actor, filters, wanted, (page - 1) * size, size)
    found = Service.objects.visible_to(actor).filter(pk__in=[pk for pk, _, _ in ranked]).values_list("pk", *ANSWER)
    documents = {pk: f"{document}{tail}}}" for pk, document, tail in found}
    shown = [_found(documents[pk], distance, score) for pk, distance, score in ranked if pk in documents]
    return Answers(shown, total, page, size)


def _ranked(actor: Actor, filters: ServiceFilters, wanted: Wanted, first: int, size: int) -> tuple[Ranked, int]:
    """``size`` identifiers from the ``first`` with their distance and how well they answer; how many answer."""
    current = edition()
    entries = filters.apply(ServiceEntry.objects.visible_to(actor))
    if wanted.words is not None:
        entries = entries.filter(holds(F("words"), roots_of(wanted.words)))
    if wanted.point is not None:
        entries = _reached(entries, wanted.point, wanted.reach_km)
    total = shelf.get(("words", filters, wanted), current, entries.count)
    if first >= total:
        return [], total
    if wanted.point is not None:
        ranked = _around(entries, wanted, wanted.point, first, size)
    elif wanted.words is None:
        ranked = [(pk, None, None) for pk in entries.order_by("pk").values_list("pk", flat=True)[first : first + size]]
    elif total <= RANKED:
        ranked = _fittest(entries, wanted.words, first, size)
    else:
        key = ("titled", filters, wanted)
        titled = entries.filter(holds(F("title"), roots_of(wanted.words)))
        ranked = _named_first(entries, titled, wanted.words, shelf.get(key, current, titled.count), first, size)
    return ranked, total


def _reached(entries: Entries, point: Point, reach_km: float) -> Entries:
    """Those within reach, and those offered from afar."""
    farthest = square_of_chord(reach_km)
    near = Q(within(*point, reach_km)) & Q(chord__lte=farthest)
    return entries.annotate(chord=Chord(point)).filter(near | Q(remote=True))


def _around(entries: Entries, wanted: Wanted, point: Point, first: int, size: int) -> Ranked:
    """The fit of the words and the nearness, half and half."""
    distance = Case(When(on_site=True, then=Kilometres(point)), default=NONE, output_field=FloatField())
    reach = wanted.reach_km
    nearness = Greatest(1.0 - Coalesce(distance, Value(reach)) / reach, 0.0, output_field=FloatField())
    score = nearness if wanted.words is None else _fit(wanted.words) * 0.5 + nearness * 0.5
    whole = Cast(Round(distance), IntegerField())
    ranked = entries.annotate(kilometres=whole, score=score).order_by("-score", "-score_qualite", "pk")
    return list(ranked.values_list("pk", "kilometres", "score")[first : first + size])


def _fittest(entries: Entries, words: str, first: int, size: int) -> Ranked:
    """By tenths of fitness, then the best records."""
    ranked = entries.annotate(score=_fit(words)).order_by(Floor(F("score") * 10).desc(), "-score_qualite", "pk")
    return [(pk, None, score) for pk, score in ranked.values_list("pk", "score")[first : first + size]]


def _named_first(entries: Entries, titled: Entries, words: str, count: int, first: int, size: int) -> Ranked:
    """Those whose title has the words, then the others."""
    ranked: Ranked = []
    if first < count:
        order = _fittest if count <= RANKED else _best
        ranked = order(titled, words, first, size)
    if len(ranked) < size:
        others = entries.exclude(holds(F("title"), roots_of(words)))
        ranked += _best(others, words, max(0, first - count), size - len(ranked))
    return ranked


def _best(entries: Entries, words: str, first: int, size: int) -> Ranked:
    """The best records first; the fitness of each is told, it does not count."""
    chosen = list(entries.order_by("-score_qualite", "pk").values_list("pk", flat=True)[first : first + size])
    told: dict[str, Any] = dict(
        ServiceEntry.objects.filter(pk__in=chosen).annotate(score=_fit(words)).values_list("pk", "score")
    )
    return [(pk, None, told[pk]) for pk in chosen]


def _fit(words: str) -> Round:
    rank = SearchRank(F("words"), roots_of(words), normalization=Value(32), cover_density=True)
    return Round(Cast(rank, FloatField()), precision=2)


def _found(document: str, distance: int | None, score: float | None) -> str:
    said = json.dumps(None if score is None else round(score, 4))
    return f'{{"service":{document},"distance":{json.dumps(distance)},"score_recherche":{said}}}'
