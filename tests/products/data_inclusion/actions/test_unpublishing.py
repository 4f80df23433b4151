"""What no source has confirmed for two years is hidden, then erased by the night."""

from datetime import UTC, date, datetime, timedelta

import pytest

from parvis.core.privacy.actions.retention.night import run_night
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.products.data_inclusion.actions.unpublishing import unpublish_unconfirmed
from parvis.products.data_inclusion.models import Edition, Service, ServiceEntry, Structure
from tests.factories.data_inclusion import import_records, published, raw, raw_service

BY = system("tests")


@pytest.fixture(autouse=True)
def reference(db, acting):
    """One structure seen on the 1st of March 2026, another a day later, each with its service."""
    import_records([raw(1), raw(2), raw_service(1, 1), raw_service(2, 2)])
    for model, first, second in (
        (Structure, "essai--1", "essai--2"),
        (Service, "essai--s001", "essai--s002"),
    ):
        model.objects.filter(pk=first).update(last_seen=date(2026, 3, 1))
        model.objects.filter(pk=second).update(last_seen=date(2026, 3, 2))


def on(day):
    return clock.frozen(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def test_what_is_not_confirmed_for_24_months_is_hidden_then_erased():
    with on(date(2028, 2, 29)):
        assert unpublish_unconfirmed(by=BY) == 0
    day = date(2028, 3, 1)
    with on(day):
        assert unpublish_unconfirmed(by=BY) == 2
        assert unpublish_unconfirmed(by=BY) == 0
    assert set(published()) == {"essai--2"}
    assert list(ServiceEntry.objects.values_list("pk", flat=True)) == ["essai--s002"]
    assert Edition.objects.filter(cause__contains="24 mois").count() == 1
    run_night(by=BY, today=day + timedelta(days=29))
    assert Structure.objects.filter(pk="essai--1").exists()
    run_night(by=BY, today=day + timedelta(days=30))
    assert not Structure.objects.filter(pk="essai--1").exists()
    assert not Service.objects.filter(pk="essai--s001").exists()
    assert Structure.objects.filter(pk="essai--2").exists()
