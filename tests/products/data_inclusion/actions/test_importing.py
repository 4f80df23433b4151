"""The import: nothing half-published, nothing lost, nothing stopped by one bad line."""

import json
from dataclasses import replace

import pytest

from parvis.kernel.actor import system
from parvis.kernel.clock import PARIS
from parvis.products.data_inclusion.actions.importing import import_source
from parvis.products.data_inclusion.actions.producers import Mapped
from parvis.products.data_inclusion.enums import RunState, Verdict
from parvis.products.data_inclusion.models import ImportLine, ImportRun, StagedStructure, Structure
from tests.factories.data_inclusion import SLUG, import_records, interrupted_at, make_producer, published, raw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]


def test_import_publishes_every_record_with_its_provenance():
    run = import_records([raw(number) for number in range(1, 26)])
    assert (run.state, run.accepted, run.refused, run.removed) == (RunState.COMPLETE, 25, 0, 0)
    structure = Structure.objects.get(pk="essai--7")
    day = run.started_at.astimezone(PARIS).date()
    assert (structure.first_seen, structure.last_seen, structure.last_import) == (day, day, run)
    assert (structure.code_departement, structure.code_region) == ("25", "27")
    assert len(structure.record_hash) == 64
    assert not StagedStructure.objects.exists()


def test_second_import_changes_nothing_and_says_so():
    records = [raw(number) for number in range(1, 26)]
    first = import_records(records)
    before = list(Structure.objects.filter(source=SLUG).order_by("pk").values())
    second = import_records(records)
    assert (second.unchanged, second.accepted, second.corrected, second.removed) == (25, 0, 0, 0)
    assert list(Structure.objects.filter(source=SLUG).order_by("pk").values()) == before
    assert before[0]["last_import_id"] == first.pk


def test_changed_record_is_the_only_one_written():
    records = [raw(number) for number in range(1, 6)]
    import_records(records)
    records[2]["nom"] = "Nouveau nom"
    run = import_records(records)
    assert (run.accepted, run.unchanged) == (1, 4)
    assert published()["essai--3"] == "Nouveau nom"
    assert json.loads(Structure.objects.get(pk="essai--3").document + "}")["nom"] == "Nouveau nom"
    assert [structure.pk for structure in Structure.objects.filter(last_import=run)] == ["essai--3"]


@pytest.mark.parametrize(
    "poison",
    [
        {"nom": "ab"},
        {"nom": None},
        {"date_maj": "demain"},
        {"nom": "nul\x00nul"},
        {"id": None},
        {"nom": 12},
        {"latitude": float("nan")},
        {"nom": "\ud800 seul"},
    ],
)
def test_poisoned_record_stops_nobody(poison):
    records = [raw(number) for number in range(1, 16)]
    records[4] |= poison
    run = import_records(records)
    assert run.state == RunState.COMPLETE
    assert len(published()) == 14
    line = run.lines.get()
    assert (line.number, line.verdict) == (5, Verdict.REFUSED)
    assert line.reason
    assert run.refused == 1


def test_exploding_translation_refuses_its_line_only():
    def translate(record):
        if record["id"] == "3":
            raise ZeroDivisionError
        return Mapped(dict(record))

    run = import_records([raw(number) for number in range(1, 6)], translate=translate)
    assert (run.accepted, run.refused) == (4, 1)


def test_wrong_optional_value_is_left_out_and_reported():
    run = import_records([raw(1, courriel="pas une adresse", horaires_accueil="le matin", code_postal="250")])
    assert run.corrected == 1
    corrections = run.lines.get().corrections
    assert {"horaires_accueil", "code_postal"} == {
        each["said"].split(" : ")[0] for each in corrections if isinstance(each, dict)
    }
    assert {"le matin", "250"} == {each["before"] for each in corrections if isinstance(each, dict)}
    assert [each for each in corrections if isinstance(each, str)] == [
        "courriel : adresse électronique non valable, retiré"
    ]
    structure = Structure.objects.get(pk="essai--1")
    assert (structure.courriel, structure.horaires_accueil, structure.code_postal) == ("", "", "")


def test_name_ending_with_a_full_stop_is_kept_with_a_warning():
    run = import_records([raw(1, nom="Association Les Amis.")])
    assert run.corrected == 1
    assert published()["essai--1"] == "Association Les Amis."


def test_same_identifier_twice_is_refused_the_second_time():
    run = import_records([raw(1), raw(2), raw(1, nom="Encore")])
    assert (run.accepted, run.refused) == (2, 1)
    assert published()["essai--1"] == "Structure 001"


def test_interrupted_import_resumes_after_its_last_batch():
    records = [raw(number) for number in range(1, 36)]
    records[3]["courriel"] = "faux"
    with pytest.raises(KeyboardInterrupt):
        import_source(by=system("tests"), producer=interrupted_at(records, 25), batch=10)
    assert published() == {}
    run = ImportRun.objects.get(source=SLUG)
    assert (run.state, run.cursor, StagedStructure.objects.count()) == (RunState.RUNNING, 20, 20)
    resumed = import_records(records)
    assert resumed.pk == run.pk
    assert (resumed.accepted, resumed.corrected, resumed.lines_read) == (34, 1, 35)
    assert len(published()) == 35
    assert ImportLine.objects.filter(run=run).count() == 1


def test_an_interrupted_import_closes_what_it_was_reading():
    opened = ((number, raw(number)) for number in range(1, 3))

    def interrupt(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_source(
            by=system("tests"), producer=replace(make_producer([]), read=lambda: opened), advance=interrupt, batch=1
        )
    assert opened.gi_frame is None


def test_progress_is_told_as_lines_are_done():
    told = []
    producer = make_producer([raw(number) for number in range(1, 26)])
    import_source(by=system("tests"), producer=producer, advance=lambda *step: told.append(step), batch=10)
    assert told == [(10, 25), (20, 25), (25, 25)]
