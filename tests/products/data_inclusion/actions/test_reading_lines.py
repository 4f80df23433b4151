"""Structures and services in one source: each line has its outcome, and nothing unchanged is lost."""

import pytest

from parvis.products.data_inclusion.actions.producers import Mapped
from parvis.products.data_inclusion.models import ImportLine, Service
from tests.factories.data_inclusion import import_records, raw, raw_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]


def services() -> list[str]:
    return list(Service.objects.filter(removed_at=None).order_by("pk").values_list("pk", flat=True))


def with_its_services(record):
    service = {name: value for name, value in raw_service(1).items() if name != "structure_id"}
    return Mapped(dict(record), services=[service | {"id": f"{record['id']}-{rank}"} for rank in (1, 2)])


def test_a_record_unchanged_keeps_its_services():
    records = [raw(1), raw(2)]
    import_records(records, translate=with_its_services)
    assert services() == ["essai--1-1", "essai--1-2", "essai--2-1", "essai--2-2"]
    records[1]["nom"] = "Nouveau nom"
    run = import_records(records, translate=with_its_services)
    assert (run.accepted, run.unchanged, run.removed) == (1, 1, 0)
    assert services() == ["essai--1-1", "essai--1-2", "essai--2-1", "essai--2-2"]


def test_a_structure_and_a_service_may_share_an_identifier():
    import_records([raw(1), raw_service(1, id="1")])
    assert services() == ["essai--1"]


def test_a_wrong_service_is_left_out_and_its_structure_stays():
    def translate(record):
        mapped = with_its_services(record)
        mapped.services[0]["description"] = "?"
        return mapped

    run = import_records([raw(1)], translate=translate)
    assert services() == ["essai--1-2"]
    line = ImportLine.objects.get(run=run)
    assert line.verdict == "corrected"
    assert "description" in line.corrections[0]


def test_a_wrong_value_of_a_list_is_taken_out_alone():
    run = import_records([raw(1), raw_service(1, publics=["tous-publics", "martiens"])])
    assert Service.objects.get().publics == ["tous-publics"]
    assert ImportLine.objects.get(run=run).record == "essai--s001"


def test_what_was_said_of_a_record_is_said_again_as_long_as_it_does_not_change():
    records = [raw(1, longitude="au nord"), raw(2)]
    first = import_records(records)
    assert first.corrected == 1
    again = import_records([raw(3), *records])
    assert (again.accepted, again.corrected, again.unchanged) == (1, 0, 2)
    line = again.lines.get()
    assert (line.number, line.record, line.verdict) == (2, "essai--1", "corrected")
    assert line.corrections == first.lines.get().corrections
    # The third time, from the import that wrote the record.
    assert import_records([raw(1, longitude="au nord")], version="3").lines.get().number == 1
    records[0]["longitude"] = 6.0
    assert not import_records(records, version="4").lines.exists()


def test_a_structure_and_a_service_of_the_same_identifier_do_not_take_each_others_remarks():
    records = [raw(1, longitude="au nord"), raw_service(1, id="1", longitude="au nord")]
    assert import_records(records).corrected == 2
    again = import_records(records, version="2")
    assert (again.unchanged, again.lines.count()) == (2, 0)
