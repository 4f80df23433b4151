"""Services by words: how well the words fit, then how good the record is, then how near it is."""

import json
from dataclasses import dataclass
from math import sin
from typing import TypeAlias

from django.contrib.postgres.search import SearchRank
from django.db.models import Case, F, FloatField, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import ASin, Cast, Coalesce, Floor, Greatest, Least, Round, Sqrt

from parvis.core.geography.queries.distance import EARTH_RADIUS_KM
from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.models import Service, ServiceEntry
from parvis.products.data_inclusion.queries.answers import ANSWER, Answers
from parvis.products.data_inclusion.queries.editions import edition, shelf
from parvis.products.data_inclusion.queries.nearby import Point, chord_to, within
from parvis.products.data_inclusion.queries.service_filters import ServiceFilters
from parvis.products.data_inclusion.queries.words import holds, roots_of

Ranked: TypeAlias = QuerySet[ServiceEntry, tuple[str, int | None, float | None]]
NONE = Value(None, output_field=FloatField())


@dataclass(frozen=True)
class Wanted:
    """Words, and a point with how far one would go from it, in kilometres."""

    words: str | None
    point: Point | None
    reach_km: float


def search_words(actor: Actor, filters: ServiceFilters, wanted: Wanted, *, page: int, size: int) -> Answers:
    """A page of services with their distance and how well they answer, the best first."""
    current = edition()
    entries = filters.apply(ServiceEntry.objects.visible_to(actor))
    if wanted.words is not None:
        entries = entries.filter(holds(F("service__words"), roots_of(wanted.words)))
    if wanted.point is not None:
        entries = _reached(entries, wanted.point, wanted.reach_km)
    total = shelf.get(("words", filters, wanted), current, entries.count)
    first = (page - 1) * size
    if first >= total:
        return Answers([], total, page, size)
    ranked = list(_ranked(entries, wanted)[first : first + size])
    found = Service.objects.visible_to(actor).filter(pk__in=[pk for pk, _, _ in ranked]).values_list("pk", *ANSWER)
    documents = {pk: f"{document}{tail}}}" for pk, document, tail in found}
    return Answers(
        [_found(documents[pk], distance, score) for pk, distance, score in ranked if pk in documents],
        total, page, size,
    )  # fmt: skip


def _reached(entries: QuerySet[ServiceEntry], point: Point, reach_km: float) -> QuerySet[ServiceEntry]:
    """Those within reach, and those offered from afar."""
    farthest = (2 * sin(min(reach_km / 2 / EARTH_RADIUS_KM, 1.57))) ** 2
    near = Q(within(*point, reach_km)) & Q(chord__lte=farthest)
    return entries.annotate(chord=chord_to(point)).filter(near | Q(remote=True))


def _ranked(
    entries: QuerySet[ServiceEntry], wanted: Wanted
) -> QuerySet[ServiceEntry, tuple[str, int | None, float | None]]:
    fit = NONE if wanted.words is None else _fit(wanted.words)
    if wanted.point is None:
        ranked = entries.annotate(kilometres=NONE, score=fit)
        return _best_first(ranked, wanted).values_list("pk", "kilometres", "score")
    half = Least(Sqrt(F("chord")) / 2.0, 1.0)
    length = ASin(half, output_field=FloatField()) * (2 * EARTH_RADIUS_KM)
    distance = Case(When(on_site=True, then=length), default=NONE, output_field=FloatField())
    reach = wanted.reach_km
    nearness = Greatest(1.0 - Coalesce(distance, Value(reach)) / reach, 0.0, output_field=FloatField())
    score = nearness if wanted.words is None else fit * 0.5 + nearness * 0.5
    whole = Cast(Round(distance), IntegerField())
    ranked = entries.annotate(kilometres=whole, score=score).order_by("-score", "-score_qualite", "pk")
    return ranked.values_list("pk", "kilometres", "score")


def _best_first(entries: QuerySet[ServiceEntry], wanted: Wanted) -> QuerySet[ServiceEntry]:
    """By tenths of fitness, then the best records."""
    if wanted.words is None:
        return entries.order_by("pk")
    return entries.order_by(Floor(F("score") * 10).desc(), "-score_qualite", "pk")


def _fit(words: str) -> Round:
    rank = SearchRank(F("service__words"), roots_of(words), normalization=Value(32), cover_density=True)
    return Round(Cast(rank, FloatField()), precision=2)


def _found(document: str, distance: int | None, score: float | None) -> str:
    said = json.dumps(None if score is None else round(score, 4))
    return f'{{"service":{document},"distance":{json.dumps(distance)},"score_recherche":{said}}}'
