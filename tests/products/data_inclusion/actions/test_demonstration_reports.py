"""Visitors of the demonstration have seen errors, once, for its administrators to handle."""

import pytest

from parvis.products.data_inclusion.actions.demonstration_reports import SEEN, report_some
from parvis.products.data_inclusion.actions.producers import Mapped
from parvis.products.data_inclusion.models import ErrorReport
from parvis.products.data_inclusion.queries.demonstration import SLUG
from tests.factories.data_inclusion import import_records, import_services, offer, raw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]


def test_nothing_is_reported_of_what_is_not_invented():
    import_services([offer(1)])
    report_some()
    assert not ErrorReport.objects.exists()


def test_invented_services_are_reported_once():
    services = [offer(number) for number in range(1, 5)]
    import_records([raw(1)], slug=SLUG, translate=lambda record: Mapped(dict(record), services=services))
    report_some()
    report_some()
    assert list(ErrorReport.objects.order_by("record").values_list("record", "wrong")) == [
        (f"{SLUG}--s{rank}", wrong) for rank, (wrong, _, _) in enumerate(SEEN, start=1)
    ]
