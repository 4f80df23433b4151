"""Services by words: how well the words fit, then how good the record is, then how near it is.

Ranking reads all the words of each answer. It is done so up to ``RANKED`` answers; beyond, all the words
are common ones, and what is prepared of these for each edition says the same much sooner.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from django.contrib.postgres.search import SearchRank
from django.db.models import Case, F, FloatField, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Greatest, Round

from parvis.kernel.actor import Actor
from parvis.kernel.database.prepared import Prepared
from parvis.kernel.database.words import by_index, holds, roots, roots_of
from parvis.products.data_inclusion.models import ServiceEntry, ServiceWords
from parvis.products.data_inclusion.models.record import WHOLE_COUNTRY
from parvis.products.data_inclusion.queries.answers import Answers
from parvis.products.data_inclusion.queries.editions import edition, shelf
from parvis.products.data_inclusion.queries.nearby import Chord, Kilometres, Point, square_of_chord, within
from parvis.products.data_inclusion.queries.search import Entitles
from parvis.products.data_inclusion.queries.service_filters import ServiceFilters
from parvis.products.data_inclusion.queries.services import SERVICES
from parvis.products.data_inclusion.queries.territories import place_holding

RANKED: Final = 2_000
# By tenths of fitness, then the best records.
_FITTEST: Final = """
    SELECT pk, score FROM ({}) AS found (pk, score_qualite, score)
    ORDER BY floor(score * 10) DESC, score_qualite DESC, pk LIMIT %s OFFSET %s
"""
_COUNT: Final = "SELECT count(*) FROM ({}) AS found"
# Where all the words are common, from the sets of those that have them; the database looks no further then.
_COUNT_COMMON: Final = f"""
    SELECT CASE WHEN every THEN total ELSE (SELECT count(*) FROM ({{}}) AS found) END FROM (
        SELECT count(root) > 0 AND count(root) = cardinality(roots) AS every, bit_count(bit_and(services)) AS total
        FROM (SELECT tsvector_to_array({roots("%s")}) AS roots OFFSET 0) wanted
        LEFT JOIN data_inclusion_commonroot ON root = ANY(roots)
            AND edition_id = (SELECT max(id) FROM data_inclusion_edition)
        GROUP BY roots
    ) known
"""
# The numbers of services in the current edition, four bytes each.
_NUMBERS: Final = """
    SELECT string_agg(int4send((first + rank - 1)::int), '')
    FROM data_inclusion_qualitystretch, unnest(identifiers) WITH ORDINALITY AS each (identifier, rank)
    WHERE identifier COLLATE "C" IN ({}) AND edition_id = %s
"""
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
    first = (page - 1) * size
    with by_index():
        if wanted.words is not None and wanted.point is None:
            ranked, total = _reader(filters).ranked(wanted.words, first, size)
        else:
            ranked, total = _ranked(actor, filters, wanted, first, size)
    documents = SERVICES.of(actor, [pk for pk, _, _ in ranked])
    shown = [_found(documents[pk], distance, score) for pk, distance, score in ranked if pk in documents]
    return Answers(shown, total, page, size)


class _Reader:
    """Services by their words alone, among those that pass some filters, by statements made once for all words."""

    def __init__(self, filters: ServiceFilters) -> None:
        def found(actor: Actor, words: str) -> QuerySet[ServiceWords]:
            held = ServiceWords.objects.visible_to(actor).filter(holds(F("words"), roots_of(words))).order_by()
            if filters.empty:
                return held
            return held.filter(entry__in=filters.apply(ServiceEntry.objects.visible_to(actor)))

        self._filters = filters
        self._count = Prepared(
            lambda actor, words: found(actor, words).values_list("pk"),
            1,
            around=_COUNT_COMMON if filters.empty else _COUNT,
            planned=False,
        )
        self._fittest = Prepared(
            lambda actor, words: found(actor, words).values_list("entry_id", "score_qualite", _fit(words)),
            1,
            around=_FITTEST,
            planned=False,
        )
        self._numbers = Prepared(
            lambda actor: filters.apply(ServiceEntry.objects.visible_to(actor)).order_by().values_list("pk"),
            around=_NUMBERS,
            planned=False,
        )

    def ranked(self, words: str, first: int, size: int) -> tuple[Ranked, int]:
        """``size`` identifiers from the ``first`` and how well they answer; how many answer."""
        current = edition()
        asked = [words, words] if self._filters.empty else [words]
        total = shelf.get(("words", self._filters, words), current, lambda: self._count.rows(*asked)[0][0])
        if first >= total:
            return [], total
        scored = self._at_once(words, current, first, size) if total > RANKED else None
        if scored is None:
            scored = self._fittest.rows(words, size, first)
        return [(pk, None, score) for pk, score in scored], total

    def _at_once(self, words: str, current: int, first: int, size: int) -> list[tuple[str, float]] | None:
        """The same from what is prepared for the edition ``current``; ``None`` when it is not ready."""
        # Loaded for common words only: numpy comes with it.
        from parvis.products.data_inclusion.queries.common_words import fittest

        if self._filters.empty:
            return fittest(words, current, None, first, size)
        among = self._numbers.rows(current)[0][0]
        return None if among is None else fittest(words, current, among, first, size)


@lru_cache(maxsize=100)
def _reader(filters: ServiceFilters) -> _Reader:
    return _Reader(filters)


def _ranked(actor: Actor, filters: ServiceFilters, wanted: Wanted, first: int, size: int) -> tuple[Ranked, int]:
    """The same around a point, or without any word."""
    entries = filters.apply(ServiceEntry.objects.visible_to(actor))
    if wanted.words is not None:
        entries = entries.filter(holds(F("roots__words"), roots_of(wanted.words)))
    if wanted.point is not None:
        entries = _reached(entries, wanted.point, wanted.reach_km)
        entries = entries.filter(_open_to(wanted.point, wanted.reach_km))
    total = shelf.get(("words", filters, wanted), edition(), entries.count)
    if first >= total:
        return [], total
    if wanted.point is not None:
        ranked = _around(entries, wanted, wanted.point, first, size)
    else:
        ranked = [(pk, None, None) for pk in entries.order_by("pk").values_list("pk", flat=True)[first : first + size]]
    return ranked, total


def _reached(entries: Entries, point: Point, reach_km: float) -> Entries:
    """Those within reach, and those offered from afar."""
    farthest = square_of_chord(reach_km)
    near = Q(within(*point, reach_km)) & Q(chord__lte=farthest)
    return entries.annotate(chord=Chord(point.on_sphere())).filter(near | Q(remote=True))


def _open_to(point: Point, reach_km: float) -> Q:
    """Those open to who lives there; at sea or abroad, those within reach, and those open to the whole country."""
    place = place_holding(point)
    if place is not None:
        return Q(place.entitles())
    return Q(chord__lte=square_of_chord(reach_km)) | Q(Entitles(list(WHOLE_COUNTRY)))


def _around(entries: Entries, wanted: Wanted, point: Point, first: int, size: int) -> Ranked:
    """The fit of the words and the nearness, half and half."""
    reach = wanted.reach_km
    # Beyond reach, only what is offered from afar is left: nobody goes there.
    here = Q(on_site=True, chord__lte=square_of_chord(reach))
    distance = Case(When(here, then=Kilometres(point.on_sphere())), default=NONE, output_field=FloatField())
    nearness = Greatest(1.0 - Coalesce(distance, Value(reach)) / reach, 0.0, output_field=FloatField())
    score = nearness if wanted.words is None else _fit(wanted.words, "roots__words") * 0.5 + nearness * 0.5
    whole = Cast(Round(distance), IntegerField())
    ranked = entries.annotate(kilometres=whole, score=score).order_by("-score", "-score_qualite", "pk")
    return list(ranked.values_list("pk", "kilometres", "score")[first : first + size])


def _fit(words: str, among: str = "words") -> Cast:
    rank = SearchRank(F(among), roots_of(words), normalization=Value(32), cover_density=True)
    return Cast(Round(Cast(rank, FloatField()), precision=2), FloatField())


def _found(document: bytes, distance: int | None, score: float | None) -> bytes:
    said = (json.dumps(each).encode() for each in (distance, None if score is None else round(score, 4)))
    return b'{"service":%b,"distance":%b,"score_recherche":%b}' % (document, *said)
