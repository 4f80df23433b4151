"""The order of searches by words that many services have: the one of all the matches scored one by one."""

import json
from itertools import combinations, count
from math import floor

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.kernel.actor import VISITOR
from parvis.kernel.database.words import plain
from parvis.products.data_inclusion.actions.editions import gather_common_roots
from parvis.products.data_inclusion.models import CommonRoot, QualityStretch, ServiceEntry
from parvis.products.data_inclusion.queries.common_words import fittest
from parvis.products.data_inclusion.queries.editions import edition, shelf
from parvis.products.data_inclusion.queries.service_filters import ServiceFilters
from parvis.products.data_inclusion.queries.text_search import Wanted, search_words
from tests.factories.data_inclusion import import_records, raw, raw_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]
versions = count(1)
WORDS = ("jonglage", "escrime", "poterie", "rendez-vous")
EVERY = ServiceFilters()
NAIVE = f"""
    SELECT entry_id, score_qualite, round(ts_rank_cd(words, query, 32)::float8::numeric, 2)::float8
    FROM data_inclusion_servicewords, plainto_tsquery('pg_catalog.french', {plain("%s")}) AS query WHERE words @@ query
"""
texts = st.lists(st.sampled_from((*WORDS, *WORDS, "autrement", "de")), max_size=14).map(" ".join)
services = st.lists(
    st.tuples(texts, texts, st.sampled_from(("2026-10-01", "2025-08-01")), st.sampled_from(("25056", "70550"))),
    min_size=1,
    max_size=12,
)


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    for module in ("queries.text_search", "actions.editions"):
        monkeypatch.setattr(f"parvis.products.data_inclusion.{module}.RANKED", 2)
    for module, name, value in (("actions.common_roots", "_AT_ONCE", 8), ("queries.common_words", "_AT_ONCE", 3)):
        monkeypatch.setattr(f"parvis.products.data_inclusion.{module}.{name}", value)


def publish(told: list[tuple[str, str, str, str]]) -> None:
    import_records(
        [
            raw(1, nom="Lieu"),
            *(
                raw_service(
                    number, nom=f"Ici {title}", description=f"Texte {text}.", date_maj=updated, code_insee=commune
                )
                for number, (title, text, updated, commune) in enumerate(told)
            ),
        ],
        version=str(next(versions)),
    )


def naive(words: str, filters: ServiceFilters) -> list[tuple[str, float]]:
    """All the matches scored, then sorted: by tenths of fitness, by quality, by identifier."""
    left = set(filters.apply(ServiceEntry.objects.all()).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(NAIVE, [words])
        found = [row for row in cursor.fetchall() if row[0] in left]
    found.sort(key=lambda row: (-floor(row[2] * 10), -row[1], row[0]))
    return [(pk, score) for pk, _, score in found]


def asked(words: str, filters: ServiceFilters = EVERY, size: int = 5) -> list[tuple[str, float]]:
    """What the pages give, one after the other."""
    shelf.get("nothing", -1, lambda: None)
    found: list[tuple[str, float]] = []
    for page in count(1):
        answers = search_words(VISITOR, filters, Wanted(words, None, 50.0), page=page, size=size)
        items = [json.loads(each) for each in answers.documents]
        found += [(item["service"]["id"], item["score_recherche"]) for item in items]
        if page >= answers.pages:
            assert answers.total == len(found)
            return found
    raise AssertionError


def wordings() -> list[str]:
    return [" ".join(each) for length in (1, 2, 3) for each in combinations(WORDS, length)]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=services)
def test_common_words_are_in_the_order_of_all_matches_scored_one_by_one(told):
    publish(told)
    gather_common_roots()
    for words in wordings():
        expected = naive(words, EVERY)
        assert asked(words) == expected
        # Common as they are, they are ranked from what is prepared.
        if len(expected) > 2:
            assert fittest(words, edition(), None, 0, 100) == expected


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=services)
def test_filters_leave_the_order_of_common_words_as_it_is(told):
    publish(told)
    gather_common_roots()
    here = ServiceFilters(code_commune="25056")
    for words in wordings():
        assert asked(words, here) == naive(words, here)


PUBLISHED = [
    ("escrime", "jonglage", "2026-10-01", "25056"),
    ("", "escrime escrime jonglage", "2025-08-01", "25056"),
    ("", "jonglage autrement escrime", "2026-10-01", "70550"),
    ("jonglage escrime", "", "2025-08-01", "70550"),
    ("", "escrime de jonglage", "2026-10-01", "25056"),
]


def test_what_is_prepared_for_an_edition_orders_no_other():
    publish(PUBLISHED)
    gather_common_roots()
    before = asked("escrime jonglage")
    publish(PUBLISHED[::-1][:4])
    assert fittest("escrime jonglage", edition(), None, 0, 5) is None
    after = asked("escrime jonglage")
    assert after == naive("escrime jonglage", EVERY) != before
    gather_common_roots()
    assert fittest("escrime jonglage", edition(), None, 0, 5) == after


def test_words_of_which_one_is_rare_and_services_no_longer_known_are_ranked_one_by_one():
    publish(PUBLISHED)
    gather_common_roots()
    assert fittest("escrime hydravion", edition(), None, 0, 5) is None
    QualityStretch.objects.all().delete()
    assert fittest("escrime jonglage", edition(), None, 0, 5) is None
    assert asked("escrime jonglage") == naive("escrime jonglage", EVERY)


def test_a_reference_without_common_words_prepares_nothing():
    publish(PUBLISHED[:1])
    assert gather_common_roots() == 0
    assert not CommonRoot.objects.exists()
