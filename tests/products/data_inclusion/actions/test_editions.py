"""Counts of common words: what is prepared for an edition gives what would be counted, and serves no other edition."""

from itertools import combinations, count

import pytest
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.kernel.actor import VISITOR
from parvis.kernel.database.words import holds, roots_of
from parvis.products.data_inclusion.actions.editions import COMMON_ROOTS, gather_common_roots
from parvis.products.data_inclusion.models import CommonRoot, ServiceWords
from parvis.products.data_inclusion.queries.editions import shelf
from parvis.products.data_inclusion.queries.service_filters import ServiceFilters
from parvis.products.data_inclusion.queries.text_search import Wanted, search_words
from tests.factories.data_inclusion import import_records, raw, raw_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]
versions = count(1)
WORDS = ("jonglage", "hydravion", "calligraphie", "escrime", "poterie")


@pytest.fixture
def few_are_many(monkeypatch):
    monkeypatch.setattr("parvis.products.data_inclusion.queries.text_search.RANKED", 2)
    monkeypatch.setattr("parvis.products.data_inclusion.actions.editions.RANKED", 2)


def total(words: str, filters: ServiceFilters | None = None) -> int:
    shelf.get("nothing", -1, lambda: None)
    # A page far beyond: nothing is ranked.
    return search_words(VISITOR, filters or ServiceFilters(), Wanted(words, None, 50.0), page=1_000, size=1).total


def publish(descriptions: list[str], version: str = "1") -> None:
    import_records(
        [raw(1, nom="Lieu"), *(raw_service(n, nom="Ici", description=each) for n, each in enumerate(descriptions))],
        version=version,
    )


@pytest.mark.usefixtures("few_are_many")
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held=st.lists(st.sets(st.sampled_from(WORDS)), min_size=1, max_size=20))
def test_crossing_sets_counts_what_reading_the_words_counts(held):
    publish(["Ateliers " + " ".join(sorted(each)) for each in held], version=str(next(versions)))
    gather_common_roots()
    for length in (1, 2, 3):
        for words in combinations(WORDS, length):
            wanted = " ".join(words)
            counted = sum(set(words) <= each for each in held)
            assert ServiceWords.objects.filter(holds(F("words"), roots_of(wanted))).count() == counted
            assert total(wanted) == counted


@pytest.mark.usefixtures("few_are_many")
def test_sets_are_what_is_counted_in_their_own_edition_only():
    publish(["permis"] * 5)
    assert gather_common_roots() >= 1
    CommonRoot.objects.filter(root="perm").update(services="xF8F0")
    assert total("permis") == 9
    publish(["permis"] * 4, version="2")
    assert total("permis") == 4


@pytest.mark.usefixtures("few_are_many")
def test_sets_say_nothing_of_a_search_with_filters_nor_of_a_rare_word():
    publish(["permis"] * 5 + ["permis hydravion"])
    gather_common_roots()
    CommonRoot.objects.update(services="xFF")
    assert total("permis hydravion") == 1
    assert total("permis", ServiceFilters(types=("atelier",))) == 0


def test_each_edition_has_its_sets_prepared_once():
    publish(["permis"])
    publish(["logement"], version="2")
    assert ProcrastinateJob.objects.filter(task_name=COMMON_ROOTS, status="todo").count() == 1
