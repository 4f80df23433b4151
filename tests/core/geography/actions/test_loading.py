"""An edition is loaded whole or not at all, once, and the past is kept."""

import subprocess
import sys

import pytest
import shapely
from django.db import connection

from parvis.core.geography.actions.loading import load_territory
from parvis.core.geography.enums import Niveau
from parvis.core.geography.models import Commune, Contour, Millesime
from parvis.core.geography.queries.communes import commune_holding, current_commune
from parvis.kernel.actor import system
from tests.factories.geography import Square, small_source

pytestmark = pytest.mark.django_db

TASK = system("tests")
AMONT = Square("25901", "Amont", east=0, population=300)
AVAL = Square("25902", "Aval", east=1, population=50)


def load(source) -> tuple[bool, list[tuple[int, int]]]:
    seen: list[tuple[int, int]] = []
    return load_territory(by=TASK, advance=lambda done, total: seen.append((done, total)), source=source), seen


def test_an_edition_is_loaded_with_its_progress(tmp_path):
    loaded, seen = load(small_source(tmp_path, AMONT, AVAL))
    assert loaded
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]
    assert {commune.name for commune in Commune.objects.current().filter(departement="25")} == {"Amont", "Aval"}
    assert Millesime.objects.get(key="geography").loaded_by == "system:tests"
    assert commune_holding(6.05, 47.05) == current_commune("25901")
    assert commune_holding(6.15, 47.05) == current_commune("25902")
    for niveau in (Niveau.EPCI, Niveau.DEPARTEMENT, Niveau.REGION):
        contour = Contour.objects.get(niveau=niveau)
        assert shapely.from_wkb(bytes(contour.geometry)).equals(shapely.box(6, 47, 6.2, 47.1)), niveau


def test_the_same_edition_is_not_loaded_twice(tmp_path, django_assert_max_num_queries):
    source = small_source(tmp_path, AMONT)
    load(source)
    with django_assert_max_num_queries(4):
        assert load(source) == (False, [(100, 100)])
    assert load(small_source(tmp_path, AMONT, AVAL))[0], "another content of the same version"


class StopHereError(Exception):
    pass


@pytest.mark.parametrize("percent", [45, 95])
def test_an_interrupted_load_leaves_the_edition_in_force(tmp_path, percent):
    load(small_source(tmp_path / "before", AMONT))
    state = list(Commune.objects.filter(active=True).values()), list(Contour.objects.values_list("code")), list(
        Millesime.objects.values()
    )  # fmt: skip

    def stop(done: int, total: int) -> None:
        if done == percent:
            raise StopHereError

    after = small_source(tmp_path / "after", AMONT, AVAL)
    with pytest.raises(StopHereError):
        load_territory(by=TASK, advance=stop, source=after)
    assert state == (list(Commune.objects.filter(active=True).values()), list(Contour.objects.values_list("code")), list(
        Millesime.objects.values()
    ))  # fmt: skip
    assert load(after)[0]
    assert current_commune("25902").name == "Aval"


STOPPED = """
import sys, time
import django
django.setup()
from pathlib import Path
from django.db import connection
from parvis.core.geography.actions.loading import load_territory
from parvis.core.geography.queries.official_data import OfficialData
from parvis.kernel.actor import system
connection.settings_dict["NAME"] = sys.argv[1]
def advance(done, total):
    if done == 95:
        print("everything is written", flush=True)
        time.sleep(60)
load_territory(by=system("killed"), advance=advance, source=OfficialData(Path(sys.argv[2])))
"""


def test_a_load_killed_in_the_middle_leaves_nothing_of_itself(tmp_path):
    small_source(tmp_path / "new", AMONT)
    before = Commune.objects.filter(active=True).count()
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", STOPPED, connection.settings_dict["NAME"], str(tmp_path / "new")],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    with child, child.stdout:
        assert child.stdout.readline() == "everything is written\n"
        child.kill()
    assert Commune.objects.filter(active=True).count() == before
    assert not Millesime.objects.filter(loaded_by="system:killed").exists()
    assert load(small_source(tmp_path / "new", AMONT))[0]
