"""« /sante/ » tells the truth, quickly, and nothing else."""

import json
import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.db import connection

from parvis.core.jobs.queries import health
from parvis.kernel import clock


@pytest.fixture(autouse=True)
def folder(static_folder):
    """Every request here crosses the static files."""


DOWN = """
import json, os, time, django
django.setup()
from django.test import Client
from django.conf import settings
settings.DATABASES["default"].update(HOST={host!r}, PORT={port!r})
from django.db import connection
connection.settings_dict.update(HOST={host!r}, PORT={port!r})
client = Client()
client.get("/sante/")
start = time.monotonic()
answer = client.get("/sante/")
print(json.dumps([answer.status_code, time.monotonic() - start, answer.content.decode()]))
"""


def beat(age: timedelta) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [clock.now() - age])


def test_health_is_good_when_everything_is_there(queue, client):
    beat(timedelta(seconds=5))
    health._expected_migrations()
    answer = client.get("/sante/")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.cookies == {}
    body = answer.json()
    assert body["etat"] == "en service"
    assert set(body["controles"]) >= {"base", "disque", "migrations", "taches"}
    assert all(control["sain"] for control in body["controles"].values())


@pytest.mark.parametrize("silence", [None, timedelta(seconds=61)])
def test_health_is_bad_without_a_living_worker(queue, client, silence):
    if silence:
        beat(silence)
    answer = client.get("/sante/")
    assert answer.status_code == 503
    assert answer.json()["etat"] == "en panne"
    assert answer.json()["controles"]["taches"] == {
        "sain": False,
        "message": "Aucun exécuteur de tâches ne donne signe de vie.",
    }


def test_health_is_bad_when_a_migration_is_missing(queue, client):
    beat(timedelta(0))
    health._expected_migrations()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs' RETURNING name, applied")
        removed = cursor.fetchall()
        try:
            answer = client.get("/sante/")
        finally:
            cursor.executemany("INSERT INTO django_migrations (app, name, applied) VALUES ('jobs', %s, %s)", removed)
    assert answer.status_code == 503
    assert not answer.json()["controles"]["migrations"]["sain"]


def test_health_is_bad_when_the_disk_is_full(queue, client, settings):
    beat(timedelta(0))
    settings.PARVIS_DISK_FREE_MINIMUM = 1 << 60
    answer = client.get("/sante/")
    assert answer.status_code == 503
    assert answer.json()["controles"]["disque"] == {"sain": False, "message": "Le disque est presque plein."}


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", "9"), ("192.0.2.1", "5432")], ids=["refused", "silent"])
def test_health_answers_quickly_without_a_database(host, port):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "parvis.config.settings"}
    done = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", DOWN.format(host=host, port=port)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    status, seconds, body = json.loads(done.stdout.splitlines()[-1])
    assert status == 503
    assert seconds < 1
    assert not json.loads(body)["controles"]["base"]["sain"]
    assert host not in body
    assert "psycopg" not in body


def test_a_probe_that_hangs_is_late_and_the_others_are_told(queue, client):
    from parvis.kernel.declarations.health import Finding, Probe, probes

    probes.register(Probe("test-lent", lambda: time.sleep(3) or Finding(healthy=True, message="")))
    try:
        start = time.monotonic()
        body = client.get("/sante/").json()
    finally:
        del probes._items["test-lent"]
    assert time.monotonic() - start < 1
    assert body["controles"]["test-lent"] == {"sain": False, "message": "Pas de réponse à temps."}
    assert body["controles"]["base"]["sain"]
