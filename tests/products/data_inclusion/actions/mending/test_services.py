"""Whole services, real and absurd."""

from data_inclusion.schema.v1 import Service
from hypothesis import given, settings

from parvis.products.data_inclusion.actions.mending.services import mend_service
from tests.factories.messy import mended_once_for_all, records
from tests.factories.places import small_territory

PLACES = small_territory()


@given(values=records(Service))
@settings(max_examples=60)
def test_any_service_is_mended_once_for_all(values):
    mended_once_for_all(mend_service, values, PLACES)


def test_lists_written_in_a_cell_are_lists():
    mended = mend_service({"publics": "jeunes|familles", "modes_accueil": '["a-distance"]'}, PLACES)
    assert sorted(mended.values["publics"]) == ["familles", "jeunes"]
    assert mended.values["modes_accueil"] == ["a-distance"]
