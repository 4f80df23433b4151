"""What is published stays whole: records that left, sources that fail, editions that were replaced."""

import pytest

from parvis.kernel.actor import system
from parvis.products.data_inclusion.actions.importing import SourceFailed, import_source
from parvis.products.data_inclusion.enums import RunState
from parvis.products.data_inclusion.models import ImportRun, StagedStructure, Structure
from tests.factories.data_inclusion import SLUG, import_records, interrupted_at, make_producer, published, raw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]


def test_record_gone_from_the_source_is_unpublished_and_comes_back():
    records = [raw(number) for number in range(1, 6)]
    import_records(records)
    run = import_records(records[:4])
    assert run.removed == 1
    gone = Structure.objects.get(pk="essai--5")
    assert gone.removed_at is not None
    assert gone.pk not in published()
    import_records(records)
    assert "essai--5" in published()
    assert Structure.objects.get(pk="essai--5").first_seen == gone.first_seen


def test_refused_record_keeps_its_last_good_version():
    import_records([raw(1), raw(2)])
    run = import_records([raw(1), raw(2, nom="x")])
    assert (run.refused, run.removed) == (1, 0)
    assert published()["essai--2"] == "Structure 002"


def failing_after(count):
    def read():
        yield from (raw(number, nom=f"Autre {number}") for number in range(1, count + 1))
        raise OSError("connexion perdue")

    return read


def test_failing_source_keeps_its_last_good_version():
    import_records([raw(number) for number in range(1, 31)])
    before = published()
    with pytest.raises(SourceFailed):
        import_source(by=system("tests"), producer=make_producer(failing_after(25)), batch=10)
    assert published() == before
    run = ImportRun.objects.filter(source=SLUG).first()
    assert (run.state, run.error) == (RunState.FAILED, "OSError : connexion perdue")
    assert not StagedStructure.objects.exists()


def test_empty_source_is_a_failure_and_removes_nothing():
    import_records([raw(1)])
    with pytest.raises(SourceFailed):
        import_records([])
    assert published() == {"essai--1": "Structure 001"}


def test_interrupted_import_of_an_older_edition_is_abandoned():
    records = [raw(number) for number in range(1, 36)]
    with pytest.raises(KeyboardInterrupt):
        import_source(by=system("tests"), producer=interrupted_at(records, 25), batch=10)
    newer = import_records(records[:5], version="2")
    assert ImportRun.objects.get(source=SLUG, version="1+1").state == RunState.ABANDONED
    assert (newer.accepted, len(published())) == (5, 5)
