"""Three real sources against what the national map's own tool makes of them.

The data are their producers' and are not in this repository; without them these tests are skipped.
Each field may differ in no more cells than those looked at one by one, in which ours is right; a
cell that we fill and the tool does not is no difference.
"""

import contextlib
import csv
import gzip
import json
import os
from collections import Counter
from pathlib import Path

import pytest

from parvis.core.geography.queries.commune_directory import commune_directory
from parvis.kernel.french import opening_hours
from parvis.products.data_inclusion.actions.mapping.cells import columns_of
from parvis.products.data_inclusion.actions.mapping.communes import CommuneDirectory
from parvis.products.data_inclusion.actions.mapping.compiling import compile_mapping
from parvis.products.data_inclusion.actions.mapping.dates import read_date
from parvis.products.data_inclusion.actions.mapping.hours import read_hours
from parvis.products.data_inclusion.actions.mapping.language import Config, Day, Hours
from parvis.products.data_inclusion.actions.mapping.outcome import LISTS, Lieu, Report
from parvis.products.data_inclusion.actions.mapping.standard import read_record
from parvis.products.data_inclusion.actions.mapping.vocabulary import CHOICES
from parvis.products.data_inclusion.validators import Refusal

ROOT = Path(__file__).parents[5]
SHARED = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data"))
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SHARED.exists(), reason="les données des producteurs ne sont pas sur cette machine"),
]

# By source: its name, the records that only we keep, and how many cells differ, by field.
SOURCES = {
    "hub-lo": (
        "Hub-lo",
        0,
        # A former commune; producers' kinds that the tool forgets; hours it misreads, or that are not weekly;
        # postal codes that it chooses among several of a commune.
        {"commune": 1, "code_postal": 3, "code_insee": 1, "typologie": 23, "site_web": 4, "horaires": 27},
    ),
    "gironde": ("Gironde", 3, {"adresse": 3, "code_postal": 3, "typologie": 1, "site_web": 14}),
    "mednum-bfc": (
        "Mednum BFC",
        9,
        {"commune": 12, "code_postal": 3, "code_insee": 2, "site_web": 11, "horaires": 2},
    ),
}


@pytest.fixture(scope="module")
def directory(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return CommuneDirectory(commune_directory())


def unpacked(path):
    return json.loads(gzip.decompress(path.read_bytes()))


def rows_of(folder):
    if (folder / "source.json").exists():
        return json.loads((folder / "source.json").read_text())
    with (folder / "source.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def records_of(slug, directory):
    folder, name = SHARED / "lieux" / slug, SOURCES[slug][0]
    rows = rows_of(folder)
    config = json.loads((folder / "config.json").read_text())
    mapping = compile_mapping(config, source=name, communes=directory, columns=columns_of(rows))
    for index, row in enumerate(rows):
        with contextlib.suppress(Refusal):
            yield mapping.map_row(row, index).lieu


def same(field, left, right):
    if field in LISTS:
        return set(left.split("|")) == set(right.split("|"))
    if isinstance(left, float):
        return left == pytest.approx(right, abs=1e-6)
    # The tool leaves the dash that stood between a street and its postal code.
    return left.strip(" -–.") == right.strip(" -–.")


@pytest.mark.parametrize("slug", list(SOURCES))
def test_a_real_source_gives_what_the_national_tool_gives_or_better(slug, directory):
    _, more, allowed = SOURCES[slug]
    ours = {lieu.id: lieu.as_record() for lieu in records_of(slug, directory)}
    theirs = {record["id"]: record for record in unpacked(SHARED / "lieux" / slug / "expected.json.gz")}
    assert theirs.keys() <= ours.keys()
    assert len(ours.keys() - theirs.keys()) == more
    different = Counter(
        field
        for identifier, record in theirs.items()
        for field, value in record.items()
        if field not in ours[identifier] or not same(field, ours[identifier][field], value)
    )
    assert {field: count for field, count in different.items() if count > allowed.get(field, 0)} == {}


@pytest.mark.parametrize("slug", list(SOURCES))
def test_what_we_write_in_the_national_schema_is_read_back_the_same(slug, directory):
    for lieu in records_of(slug, directory):
        assert read_record(lieu.as_record(), directory, lieu.source).lieu == lieu
        assert not lieu.horaires or opening_hours.is_valid(lieu.horaires)


WEEK = Config(hours=Hours(week="x"))
DAY = Config(hours=Hours(days=(Day("Mo", ("x",)),)))


def hours(config, text):
    return read_hours(config, {"x": text}, Report())


@pytest.mark.parametrize(
    ("kind", "read", "least"),
    [
        ("horaires_semaine", lambda text: hours(WEEK, text), 162),
        ("heures_d_un_jour", lambda text: hours(DAY, text).removeprefix("Mo "), 261),
        ("date", lambda text: read_date(text)[0] or "1970-01-01", 334),
    ],
)
def test_cells_are_read_as_the_national_tool_does_or_better(kind, read, least):
    cases = unpacked(SHARED / "lieux" / "cases.json.gz")[kind]
    assert sum(read(case["in"]) == (case["out"] or "") for case in cases) >= least


def test_the_vocabulary_is_that_of_the_table_schema():
    schema = json.loads((SHARED / "standard" / "schema.json").read_text())
    fields = {field["name"]: field.get("constraints", {}) for field in schema["fields"]}
    assert set(fields) == set(Lieu.__dataclass_fields__)
    for name, words in CHOICES.items():
        if words is not None:
            pattern = fields[name]["pattern"].replace("\\", "")
            assert [word for word in words if word not in pattern and word != "Étapes numériques (La Poste)"] == []


def test_the_valid_example_of_the_schema_needs_no_mending(directory):
    with (SHARED / "standard" / "exemple-valide.csv").open(newline="") as file:
        [row] = csv.DictReader(file)
    mapped = read_record(row, directory, "exemple")
    # The example puts a place of Reims in Provence.
    assert mapped.corrections == ["localisation : à plus de 50 km de la commune, à vérifier"]
    assert {name: str(value) for name, value in mapped.lieu.as_record().items()} == {n: v for n, v in row.items() if v}
