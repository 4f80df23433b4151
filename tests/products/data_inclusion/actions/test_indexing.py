"""What is published is found; what is removed or renamed is found no more under its old words."""

import pytest
from data_inclusion.schema.v1 import Thematique

from parvis.kernel.database.words import holds, roots_of
from parvis.products.data_inclusion.models import ServiceEntry, ServiceWords
from parvis.products.data_inclusion.models.record import number_of
from tests.factories.data_inclusion import import_records, raw, raw_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]


def found(words: str) -> list[str]:
    from django.db.models import F

    entries = ServiceWords.objects.filter(holds(F("words"), roots_of(words)))
    return sorted(entries.values_list("entry_id", flat=True))


def test_words_are_found_in_any_gender_number_and_without_accents():
    import_records([raw(1), raw_service(1, nom="Accueil des réfugiées")])
    for typed in ("réfugiés", "REFUGIEE", "réfugiées"):
        assert found(typed) == ["essai--s001"], typed


def test_a_service_that_its_source_removes_is_found_no_more():
    import_records([raw(1), raw_service(1), raw_service(2)])
    assert ServiceEntry.objects.count() == 2
    import_records([raw(1), raw_service(1)])
    assert list(ServiceEntry.objects.values_list("pk", flat=True)) == ["essai--s001"]


def test_a_structure_that_changes_its_name_changes_the_words_of_its_services():
    import_records([raw(1, nom="Atelier du pain"), raw_service(1)])
    assert found("pain") == ["essai--s001"]
    import_records([raw(1, nom="Atelier du bois"), raw_service(1)])
    assert (found("pain"), found("bois")) == ([], ["essai--s001"])


def test_a_theme_is_found_by_its_name_and_by_its_category_under_the_numbers_that_queries_compute():
    themes = {each.value for each in Thematique if each.value.startswith(("numerique--", "mobilite--"))}
    import_records([raw(1), raw_service(1, thematiques=sorted(themes))])
    held = set(ServiceEntry.objects.get().thematiques)
    assert held == {number_of(each) for each in themes | {"numerique", "mobilite"}}


@pytest.mark.parametrize(
    ("zones", "open_to_all"), [([], True), (["france"], True), (["25", "99100"], True), (["25"], False)]
)
def test_a_service_for_the_whole_country_is_open_to_all(zones, open_to_all):
    import_records([raw(1), raw_service(1, zone_eligibilite=zones)])
    assert ServiceEntry.objects.get().open_to_all is open_to_all
