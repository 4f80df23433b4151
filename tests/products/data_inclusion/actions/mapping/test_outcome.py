"""What becomes of a row."""

from parvis.products.data_inclusion.actions.mapping.outcome import Report
from tests.factories.mapping import make_lieu


def test_a_record_joins_its_lists_and_leaves_out_what_is_empty():
    record = make_lieu(typologie=("BIB", "EPN"), latitude=0.0).as_record()
    assert record["typologie"] == "BIB|EPN"
    assert record["latitude"] == 0.0
    assert "telephone" not in record
    assert "longitude" not in record


def test_a_correction_is_told_once():
    report = Report()
    report.corrected("telephone", "illisible")
    report.corrected("telephone", "illisible")
    assert report.lines == ["telephone : illisible"]
