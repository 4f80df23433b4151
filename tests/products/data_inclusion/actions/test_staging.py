"""One row that the database cannot keep is refused alone; its batch is kept."""

import pytest

from parvis.products.data_inclusion.models import ImportLine, Service
from tests.factories.data_inclusion import import_records, published, raw, raw_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]


def test_a_null_character_refuses_its_line_and_no_other():
    run = import_records([raw(1), raw(2, nom="Nul\x00"), raw(3), raw_service(1, description="Nulle \x00 part")])
    assert set(published()) == {"essai--1", "essai--3"}
    assert not Service.objects.exists()
    refused = ImportLine.objects.filter(run=run).values_list("record", flat=True)
    assert sorted(refused) == ["essai--2", "essai--s001"]
    assert (run.accepted, run.refused) == (2, 2)
