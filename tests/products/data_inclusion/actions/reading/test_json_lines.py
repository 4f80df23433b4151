"""One object a line; a faulty line costs nothing to the others."""

import json

from parvis.kernel.reading.rows import Format
from tests.factories.files import broken_lines, lines_of, values_of, write


def test_each_line_is_a_record(tmp_path):
    path = write(tmp_path / "x.jsonl", "\n".join(json.dumps({"id": n, "nom": "é"}) for n in (1, 2)))
    assert values_of(path) == [{"id": 1, "nom": "é"}, {"id": 2, "nom": "é"}]


def test_a_faulty_line_is_told_with_its_number(tmp_path):
    path = write(tmp_path / "x.jsonl", '{"id": 1}\n{"id": \n\n[3]\n{"id": 4}\n')
    assert [line for line, _ in broken_lines(path)] == [2, 4]
    assert [row.line for row in lines_of(path)] == [1, 2, 4, 5]
    assert Format.JSON_LINES == "JSON Lines"
