import json

import pytest

from parvis.kernel.reading.rows import Format, SourceUnreadable
from parvis.products.data_inclusion.actions.reading.opening import open_source
from tests.factories.files import broken_lines, lines_of, values_of, write

RECORDS = [{"id": 1, "nom": "é", "où": {"x": 1.5, "l": [1, {"y": None}]}}, {"id": 2, "nom": "deux", "où": {}}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_an_array_is_read_with_its_nesting(tmp_path, encoding):
    path = write(tmp_path / "x.json", json.dumps(RECORDS, ensure_ascii=False, indent=1), encoding)
    assert values_of(path) == RECORDS


def test_the_values_of_a_top_level_object_are_the_rows(tmp_path):
    path = write(tmp_path / "x.json", json.dumps({"a": RECORDS[0], "b": RECORDS[1]}))
    assert values_of(path) == RECORDS


def test_the_only_list_of_an_envelope_holds_the_rows(tmp_path):
    path = write(tmp_path / "x.json", json.dumps({"total": 2, "items": RECORDS, "page": {"n": 1}}))
    assert values_of(path) == RECORDS


@pytest.mark.parametrize(
    "document", [{"data": {"lieux": RECORDS}}, {"data": {"lieux": {"a": RECORDS[0], "b": RECORDS[1]}}}]
)
def test_a_key_leads_to_the_rows(tmp_path, document):
    path = write(tmp_path / "x.json", json.dumps(document))
    assert values_of(f"{path}@data.lieux") == RECORDS


def test_several_lists_ask_for_a_key_and_say_which(tmp_path):
    path = write(tmp_path / "x.json", json.dumps({"a": RECORDS, "b": RECORDS}))
    with pytest.raises(SourceUnreadable, match="@a, @b"):
        open_source(str(path))
    with pytest.raises(SourceUnreadable, match="Rien sous la clé « c »"):
        open_source(f"{path}@c")


def test_numbers_keep_their_sense(tmp_path):
    path = write(tmp_path / "x.json", '[{"a": 1, "b": 1.0, "c": 12345678901234567890123, "d": true}]')
    row = values_of(path)[0]
    assert row == {"a": 1, "b": 1.0, "c": 12345678901234567890123, "d": True}
    assert isinstance(row["a"], int)
    assert isinstance(row["b"], float)


def test_members_that_are_no_record_are_told(tmp_path):
    path = write(tmp_path / "x.json", json.dumps([1, {"id": 2}, None, [3]]))
    assert [line for line, _ in broken_lines(path)] == [1, 3, 4]


def test_a_member_too_large_or_too_deep_is_refused_alone(tmp_path):
    deep: dict = {}
    for _ in range(60):
        deep = {"a": deep}
    records = [
        {"id": 1, "nom": "x" * (1024**2 + 1)}, {str(n): n for n in range(1001)}, deep, {"id": 4, "t": list(range(60_000))}, {"id": 5},
    ]  # fmt: skip
    path = write(tmp_path / "x.json", json.dumps(records))
    assert [line for line, _ in broken_lines(path)] == [1, 2, 3, 4]
    assert lines_of(path)[4].values == {"id": 5}


def test_a_text_that_never_ends_stops_the_reading_early(tmp_path):
    path = write(tmp_path / "x.json", '[{"a": "' + "x" * (24 * 1024**2))
    with pytest.raises(SourceUnreadable, match="8 Mio"):
        open_source(str(path))


@pytest.mark.parametrize(
    "text", ['[{"id": 1}, {"id": 2', '[{"id": 1} {"id": 2}]', '[{"id": NaN}]', '{"id": 1}]', "[" * 5000]
)
def test_a_damaged_file_says_so(tmp_path, text):
    with pytest.raises(SourceUnreadable, match="abîmé"):
        open_source(str(write(tmp_path / "x.json", text)))


def test_geojson_rows_are_properties_and_a_point(tmp_path):
    square = {"type": "Polygon", "coordinates": [[[0, 0], [0, 2], [2, 2], [2, 0], [0, 0]]]}
    features = [
        {"type": "Feature", "id": 7, "properties": {"nom": "a"}, "geometry": {"type": "Point", "coordinates": [6.02, 47.24]}},
        {"type": "Feature", "properties": {"id": 8, "latitude": 1}, "geometry": {"type": "Point", "coordinates": [6, 47]}},
        {"type": "Feature", "properties": None, "geometry": square},
        {"type": "Feature", "properties": {"id": 9}, "geometry": {"type": "Polygon", "coordinates": "?"}},
    ]  # fmt: skip
    path = write(tmp_path / "x.geojson", json.dumps({"features": features, "type": "FeatureCollection", "crs": {}}))
    with open_source(str(path)) as rows:
        assert (rows.format, rows.count) == (Format.GEOJSON, 4)
    assert values_of(path) == [
        {"nom": "a", "id": 7, "longitude": 6.02, "latitude": 47.24},
        {"id": 8, "latitude": 1},
        {"longitude": 1.0, "latitude": 1.0},
        {"id": 9},
    ]
    assert values_of(f"{path}@features")[0]["geometry"]["coordinates"] == [6.02, 47.24]


def test_json_lines_lose_only_their_broken_lines(tmp_path):
    path = write(tmp_path / "x", '{"id": 1}\n{"id": 2, "a": NaN}\n\n{"id": 3\n[1]\n{"id": 4}')
    with open_source(str(path)) as rows:
        assert rows.format == Format.JSON_LINES
        lines = list(rows)
    assert [line.line for line in lines] == [1, 2, 4, 5, 6]
    assert broken_lines(path) == [(4, "ce n'est pas du JSON"), (5, "ce n'est pas un objet")]
    assert lines[1].values == {"id": 2, "a": None}


def test_a_single_object_on_one_line_is_not_json_lines(tmp_path):
    assert values_of(write(tmp_path / "x.json", '{"items": [{"id": 1}]}\n')) == [{"id": 1}]
