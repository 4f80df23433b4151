"""Duplicates are found when a source is published, and told by the API until one of them is gone."""

import json

import pytest

from parvis.kernel.actor import system
from parvis.products.data_inclusion.actions.duplicates import mark_duplicates
from parvis.products.data_inclusion.actions.importing import import_source
from parvis.products.data_inclusion.actions.scoring import age_scores
from parvis.products.data_inclusion.models import Edition, ServiceEntry, Structure
from tests.factories.data_inclusion import import_records, make_producer, raw, raw_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]


def other(records, **options):
    return import_source(by=system("tests"), producer=make_producer(records, slug="autre", **options), batch=10)


def told():
    """The clusters, the best record first."""
    found = {}
    for pk, cluster in (
        Structure.objects.filter(cluster__gt="", source__in=["essai", "autre"], removed_at=None)
        .order_by("cluster_rank")
        .values_list("pk", "cluster")
    ):
        found.setdefault(cluster, []).append(pk)
    return found


def test_records_of_two_sources_are_told_the_same_in_their_answers():
    import_records([raw(1), raw(2)])
    assert told() == {}
    other([raw(9, nom="STRUCTURE 001", adresse="ailleurs")])
    assert told() == {"autre--9": ["autre--9", "essai--1"]}
    first = Structure.objects.get(pk="essai--1")
    assert json.loads(first.doublons) == [{"source": "autre", "id": "autre--9"}]
    assert json.loads(f"{first.document}{first.tail}}}")["doublons"] == json.loads(first.doublons)
    assert Structure.objects.get(pk="essai--2").doublons == "[]"


def test_the_best_record_has_the_best_score_then_the_latest_date():
    import_records([raw(1, date_maj="2026-09-01"), raw_service(1)])
    other([raw(1, date_maj="2026-10-01")])
    assert told() == {"autre--1": ["essai--1", "autre--1"]}
    entry = ServiceEntry.objects.get(pk="essai--s001")
    assert (entry.cluster, entry.cluster_rank) == ("autre--1", 1)
    import_records([raw(1, date_maj="2026-09-01")], version="2")
    assert told() == {"autre--1": ["autre--1", "essai--1"]}


@pytest.mark.parametrize(
    "change",
    [
        {"nom": "Un autre nom"},
        {"code_insee": "35238", "commune": "Rennes", "code_postal": "35000", "longitude": -1.68, "latitude": 48.1},
    ],
)
def test_a_record_that_changes_or_moves_leaves_its_duplicates(change):
    import_records([raw(1), raw_service(1)])
    other([raw(1)])
    assert told()
    import_records([raw(1, **change), raw_service(1)], version="2")
    assert told() == {}
    assert Structure.objects.get(pk="autre--1").doublons == "[]"
    assert ServiceEntry.objects.get(pk="essai--s001").cluster == ""


def test_a_removed_record_is_no_longer_a_duplicate():
    import_records([raw(1)])
    other([raw(1), raw(2)])
    import_records([raw(3, nom="Tout autre")], version="2")
    assert told() == {}
    assert '"doublons":[]' in Structure.objects.get(pk="autre--1").tail


def test_each_night_finds_what_publication_would_have_and_nothing_more():
    import_records([raw(1)])
    other([raw(1)])
    before, editions = told(), Edition.objects.count()
    assert mark_duplicates() == 0
    assert age_scores(by=system("tests")) == 0
    Structure.objects.update(cluster="", cluster_rank=0, doublons="[]")
    assert age_scores(by=system("tests")) > 0
    assert told() == before
    assert Edition.objects.count() == editions + 1
