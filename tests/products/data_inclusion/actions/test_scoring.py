"""Quality falls with age, by itself, and what carries it changes its edition."""

from datetime import timedelta

import pytest
from django.db import connection

from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.products.data_inclusion.actions.scoring import age_scores
from parvis.products.data_inclusion.models import Edition, Service, ServiceEntry, Structure
from tests.factories.data_inclusion import import_records, raw, raw_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]


def scores():
    return (
        Service.objects.get(pk="essai--s001").score_qualite,
        ServiceEntry.objects.get(pk="essai--s001").score_qualite,
        Structure.objects.get(pk="essai--1").score_qualite,
    )


def test_a_score_falls_at_two_years_everywhere_it_is_written():
    import_records([raw(1), raw_service(1, date_maj=clock.today().isoformat())])
    before = scores()
    assert len(set(before)) == 1
    editions = Edition.objects.count()
    with clock.frozen(clock.now() + timedelta(days=731)):
        assert age_scores(by=system("tests")) > 0
    after = scores()
    assert len(set(after)) == 1
    assert after[0] < before[0]
    assert Edition.objects.count() == editions + 1
    assert f'"score_qualite":{after[0]:g}' in Service.objects.get(pk="essai--s001").tail


def test_means_are_rounded_as_the_schema_rounds_them():
    """Every mean that can be: up to ten criteria, each a half or, for freshness, a hundredth."""
    means = [
        (halves / 2 + hundredths / 100) / count
        for count in range(1, 11)
        for halves in range(2 * count)
        for hundredths in range(101)
        if halves / 2 + hundredths / 100 <= count
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(data_inclusion_hundredths(x) ORDER BY rank) "
            "FROM unnest(%s::float8[]) WITH ORDINALITY AS given (x, rank)",
            [means],
        )
        (found,) = cursor.fetchone()
    assert {mean: got for mean, got in zip(means, found, strict=True) if got != round(mean, 2)} == {}


def test_scores_of_today_change_nothing_and_make_no_edition():
    import_records([raw(1), raw_service(1)])
    editions = Edition.objects.count()
    assert age_scores(by=system("tests")) == 0
    assert Edition.objects.count() == editions
