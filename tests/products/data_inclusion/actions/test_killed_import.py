"""An import killed without warning, in a process of its own, is resumed by the next one."""

import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from tests.processes import surroundings

SCRIPT = """
import os, signal, sys, django; django.setup()
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope
from parvis.products.data_inclusion.actions.importing import import_source
from tests.factories.data_inclusion import make_producer, raw

def read():
    for number in range(1, 101):
        if number == int(sys.argv[1]):
            os.kill(os.getpid(), signal.SIGKILL)
        yield raw(number)

with open_scope(system("tests"), reach=Reach.EVERYTHING, channel="test"):
    run = import_source(by=system("tests"), producer=make_producer(read), batch=10)
    print(run.pk, run.accepted, run.unchanged)
"""
COUNTS = """
SELECT (SELECT count(*) FROM data_inclusion_structure WHERE source_id = 'essai'),
       (SELECT count(*) FROM data_inclusion_stagedstructure),
       (SELECT cursor FROM data_inclusion_importrun WHERE source_id = 'essai'),
       (SELECT state FROM data_inclusion_importrun WHERE source_id = 'essai')
"""


@pytest.fixture
def database(template_database):
    owner, web = settings.PARVIS_OWNER, settings.PARVIS_WEB
    name = f"test_killed_{template_database[-6:]}"
    with psycopg.connect(
        owner.named(template_database).url.replace(template_database, "postgres"), autocommit=True
    ) as root:
        root.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        root.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template_database)
            )
        )
        yield owner.named(name), web.named(name)
        root.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def run_import(database, stop):
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, str(stop)],
        env=surroundings(*database, settings.PARVIS_DATA, mode="test", PYTHONPATH="."),
        capture_output=True,
        text=True,
        check=False,
    )


def test_killed_import_resumes_where_its_last_batch_ended(database):
    assert run_import(database, 58).returncode == -9
    with psycopg.connect(database[0].url) as connection:
        connection.execute("SELECT set_config('parvis.reach', 'everything', false)")
        assert connection.execute(COUNTS).fetchone() == (0, 50, 50, "running")
        done = run_import(database, 0)
        assert done.stdout.split()[1:] == ["100", "0"], done.stderr
        assert connection.execute(COUNTS).fetchone() == (100, 0, 100, "complete")
