"""However large the file, what is held is a few mebibytes."""

import json
import tracemalloc

import pytest

from parvis.products.data_inclusion.actions.reading.opening import open_source

ROWS = 100_000
CEILING = 12 * 1024**2


def _csv(path):
    with path.open("w", encoding="cp1252") as stream:
        stream.write("id;nom;description;ville\n")
        for number in range(ROWS):
            stream.write(f'{number};"Médiathèque n° {number}";"{"présentation " * 20}";Besançon\n')


def _json(path):
    with path.open("w") as stream:
        stream.write("[")
        for number in range(ROWS // 4):
            stream.write(json.dumps({"id": number, "nom": "é" * 50, "description": "x" * 1000}) + ",")
        stream.write('{"id": -1}]')


@pytest.mark.parametrize(("write", "rows_at_least"), [(_csv, ROWS), (_json, ROWS // 4)])
def test_a_large_file_is_never_held(tmp_path, write, rows_at_least):
    path = tmp_path / "source"
    write(path)
    assert path.stat().st_size > 2 * CEILING
    tracemalloc.start()
    try:
        with open_source(str(path)) as rows:
            count = sum(1 for _ in rows)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count >= rows_at_least
    assert peak < CEILING
