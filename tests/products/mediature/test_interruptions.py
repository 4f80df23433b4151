"""A disk that fills up, an antivirus that is away, a worker that is killed: nothing is lost, and it is said."""

import signal
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as configuration
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from parvis.core.documents.actions.scanning import scan, scan_what_waits
from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.core.documents.queries.antivirus import AntivirusError
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions import reporting, reprendre
from parvis.products.mediature.enums import EtatReprise
from parvis.products.mediature.models import CasPasse, LigneReprise, Piece, Rapport, Reprise
from tests.factories.disk import antivirus, small_disk, stored_in
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_draft, make_past
from tests.processes import surroundings

ROOT = Path(__file__).parents[3]
LINES = 20_000


def photo(size=300_000):
    return SimpleUploadedFile("photo.jpg", b"\xff\xd8\xff\xe0" + b"x" * size, "image/jpeg")


@pytest.mark.django_db
def test_a_document_that_finds_no_room_is_told_and_the_draft_stays(acting, client, settings, tmp_path):
    draft, _, code = make_draft(make_collectivite())
    page = reverse("mediature:step", args=[code, "pieces"])
    client.raise_request_exception = False
    with small_disk(tmp_path / "disk") as disk:
        stored_in(settings, disk.folder)
        disk.fill(leave=100_000)
        answer = client.post(page, {"fichiers": [photo()]})
        assert answer.status_code == 507
        assert "n’a pas été gardé" in answer.text
        assert not Piece.objects.exists()
        assert disk.files == []
        draft.refresh_from_db()
        assert draft.answers["facts"] in client.get(reverse("mediature:step", args=[code, "faits"])).text
        disk.free()
        assert client.post(page, {"fichiers": [photo()]}).status_code == 302
        assert Piece.objects.count() == len(disk.files) == 1


@pytest.mark.django_db
def test_a_report_that_finds_no_room_for_its_files_is_not_frozen(office, settings, tmp_path):
    make_past(office, 8, received_on=date(2025, 3, 1))
    by = acting_as(make_agent(office))
    with small_disk(tmp_path / "disk") as disk, open_scope(by):
        stored_in(settings, disk.folder)
        report = reporting.begin_report(by=by, organisation=office.organisation_id, year=2025)
        disk.fill()
        with pytest.raises(OSError, match="No space left"):
            reporting.finalise(by=by, rapport=report, version=report.version)
        held = Rapport.objects.get()
        assert (held.finalised_at, held.pdf, held.odt, disk.files) == (None, None, None, [])
        disk.free()
        reporting.finalise(by=by, rapport=held, version=held.version)
        assert len(disk.files) == 2


@pytest.mark.django_db
def test_while_the_antivirus_is_away_a_document_waits_and_says_so(acting, client, settings, tmp_path):
    settings.PARVIS_CLAMD = "127.0.0.1:9"
    _, _, code = make_draft(make_collectivite())
    page = reverse("mediature:step", args=[code, "pieces"])
    client.post(page, {"fichiers": [photo(1000)]})
    document = Document.objects.get()
    with pytest.raises(AntivirusError):
        scan(str(document.pk))
    assert "Analyse antivirus en attente" in client.get(page).text
    with antivirus(tmp_path) as settings.PARVIS_CLAMD:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
        scan_what_waits()
        with connection.cursor() as cursor:
            cursor.execute("SELECT args #>> '{payload,document}' FROM procrastinate_jobs")
            [(again,)] = cursor.fetchall()
        scan(again)
    assert Document.objects.get(pk=document.pk).scan == Scan.CLEAN
    assert "Analysé : sain" in client.get(page).text


def deposited(by, office, lines):
    text = "Date;Mode\n" + "".join(f"01/03/2024;{'Mail' if each % 2 else 'Tel'}\n" for each in range(lines))
    file = ContentFile(text.encode(), name="passe.csv")
    made = reprendre.deposit_past(by=by, organisation=office.organisation_id, file=file)
    Document.objects.filter(pk=made.document_id).update(scan=Scan.CLEAN)
    reprendre.try_out(by=by, reprise=made, mapping={"Date": "received_on", "Mode": "canal"})
    return made


@pytest.mark.django_db
def test_a_reading_that_stopped_half_way_begins_again_when_it_is_asked(office, browser, tmp_path, monkeypatch):
    by, task = acting_as(make_agent(office)), system("mediature.past")
    with open_scope(by):
        made = deposited(by, office, 90_000)
    address = reverse("mediature:past_one", args=[made.pk])
    with small_disk(tmp_path / "disk") as disk:
        monkeypatch.setattr(tempfile, "tempdir", str(disk.folder))
        disk.fill()
        with pytest.raises(OSError, match="No space left"), open_scope(task, organisations=[office.organisation_id]):
            reprendre.run_trial(by=task, reprise=made.pk)
        monkeypatch.undo()
    assert "Recommencer si rien n’avance" in browser.get(address).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert browser.post(f"{address}recommencer/").status_code == 302
    assert browser.post(f"{address}recommencer/").status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [reprendre.TRY])
        assert cursor.fetchone() == (1,)
    with open_scope(task, organisations=[office.organisation_id]):
        reprendre.run_trial(by=task, reprise=made.pk)
    assert Reprise.objects.get().etat == EtatReprise.ESSAYEE
    assert LigneReprise.objects.count() == 90_000


@pytest.fixture
def worker(database_apart, tmp_path):
    """Start a real worker; none outlives the test, whose database goes with it."""
    started = []

    def start(*options):
        environment = surroundings(configuration.PARVIS_OWNER, configuration.PARVIS_WEB, tmp_path, mode="test")
        started.append(subprocess.Popen([sys.executable, "manage.py", "worker", *options], cwd=ROOT, env=environment))
        return started[-1]

    yield start
    for each in started:
        each.kill()
        each.wait()


def taken():
    with open_scope(system("tests"), reach=Reach.EVERYTHING, channel="test"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT line) FROM mediature_caspasse")
        return cursor.fetchone()


def forget_the_dead():
    """Its last sign of life is an hour old."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")


def test_past_years_that_two_killed_workers_took_over_are_finished_by_a_third(worker, settings, tmp_path):
    stored_in(settings, tmp_path / "files")
    task = system("mediature.past")
    with open_scope(system("tests"), reach=Reach.EVERYTHING, channel="test") as scope:
        office = make_collectivite()
        by = acting_as(make_agent(office))
        scope.readings.clear()
    with open_scope(by):
        made = deposited(by, office, LINES)
    with open_scope(task, organisations=[office.organisation_id]):
        reprendre.run_trial(by=task, reprise=made.pk)
    with open_scope(by):
        reprendre.take_over(by=by, reprise=Reprise.objects.get())
    seen = 0
    for _ in range(2):
        killed, end = worker(), time.monotonic() + 90
        while taken()[0] <= seen:
            assert killed.poll() is None, "the worker stopped by itself"
            assert time.monotonic() < end, "no line was taken over"
            time.sleep(0.002)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        forget_the_dead()
        seen = taken()[0]
    assert 0 < seen < LINES
    assert worker("--drain").wait(timeout=240) == 0
    assert taken() == (LINES, LINES)
    with open_scope(system("tests"), reach=Reach.EVERYTHING, channel="test") as scope:
        held = Reprise.objects.get()
        assert (held.etat, held.document) == (EtatReprise.TERMINEE, None)
        assert CasPasse.objects.count() == LINES
        scope.readings.clear()
