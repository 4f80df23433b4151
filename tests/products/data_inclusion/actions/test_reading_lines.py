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
