"""What can go wrong at the start is told in one French line that says what to do."""

import errno
import os
import socket
import subprocess
import sys

import pytest

from parvis.config.cli import advice_for


def parvis(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_port_already_taken_names_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = parvis("demo", PORT=str(port), PARVIS_MODE="test")
    assert result.returncode == 1
    assert f"Le port {port} est déjà pris" in result.stderr
    assert f"PORT={port + 1} make demo" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_database_that_is_down_is_said_without_traceback(tmp_path):
    result = parvis(
        "migrate",
        DATABASE_URL=f"postgresql://parvis@/parvis?host={tmp_path}",
        PARVIS_MODE="demo",
        PARVIS_DATA=str(tmp_path),
    )
    assert result.returncode == 1
    assert "la base de données ne répond pas" in result.stderr
    assert "Traceback" not in result.stderr


def test_production_without_a_secret_key_does_not_start(tmp_path):
    result = parvis(
        "check", DATABASE_URL="postgresql://parvis@127.0.0.1:1/parvis", PARVIS_MODE="", PARVIS_DATA=str(tmp_path)
    )
    assert result.returncode == 1
    assert "PARVIS_SECRET_KEY doit être défini" in result.stderr


def test_a_full_disk_is_said():
    assert "le disque est plein" in advice_for(OSError(errno.ENOSPC, "No space left on device"))


def test_a_defect_of_ours_keeps_its_traceback():
    assert advice_for(ValueError("anything")) is None


@pytest.mark.django_db
def test_the_reference_pages_are_what_the_code_says():
    result = parvis("reference")
    assert result.returncode == 0, result.stderr
