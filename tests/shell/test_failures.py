"""When the platform fails: the right status, in French, without the database; as problem details for programs."""

import errno
from contextlib import contextmanager

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.test import Client
from django.urls import path

from parvis.config import urls as project
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.shell.failures import Failure, failure_of


@opens_to(PUBLIC)
def broken(request):
    raise RuntimeError("broken")


@opens_to(PUBLIC)
def full(request):
    raise OSError(errno.ENOSPC, "No space left on device")


@opens_to(PUBLIC)
def refusing(request):
    raise PermissionDenied


@opens_to(PUBLIC)
def asking(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


handler400, handler403 = project.handler400, project.handler403
handler404, handler500 = project.handler404, project.handler500
urlpatterns = [
    path("broken/", broken),
    path("full/", full),
    path("refusing/", refusing),
    path("asking/", asking),
    path("api/broken", broken),
    path("api/asking", asking),
    *project.urlpatterns,
]


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = "tests.shell.test_failures"
    return Client(raise_request_exception=False)


@contextmanager
def database_down():
    """Point the connection at a port where nobody listens."""
    connection.close()
    before = connection.settings_dict["HOST"], connection.settings_dict["PORT"]
    connection.settings_dict["HOST"], connection.settings_dict["PORT"] = "127.0.0.1", "1"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["HOST"], connection.settings_dict["PORT"] = before


def test_unexpected_error_is_told_without_its_details(visitor):
    response = visitor.get("/broken/")
    assert response.status_code == 500
    assert "Une erreur est survenue de notre côté" in response.content.decode()
    assert "RuntimeError" not in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_database_down_is_told_without_touching_it(visitor, django_db_blocker):
    with django_db_blocker.unblock(), database_down():
        response = visitor.get("/asking/")
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "momentanément indisponible" in response.content.decode()


def test_database_down_is_told_when_the_session_is_read_too(visitor, django_db_blocker, settings):
    visitor.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    with django_db_blocker.unblock(), database_down():
        response = visitor.get("/asking/")
    assert response.status_code == 503


def test_program_gets_problem_details(visitor, django_db_blocker):
    with django_db_blocker.unblock(), database_down():
        response = visitor.get("/api/asking")
    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["title"] == "Le service est momentanément indisponible"
    assert visitor.get("/api/broken").json()["status"] == 500
    assert visitor.get("/api/nulle-part").json() == {
        "type": "about:blank",
        "title": "Page introuvable",
        "status": 404,
        "detail": "La page que vous cherchez n’existe pas, ou n’existe plus.",
    }


def test_full_disk_is_told(visitor):
    response = visitor.get("/full/")
    assert response.status_code == 507
    assert "n’a pas été gardé" in response.content.decode()


def test_failure_is_recognised_by_its_cause():
    wrapped = OperationalError("could not extend file")
    wrapped.__cause__ = psycopg.errors.DiskFull("disk")
    assert failure_of(wrapped) is Failure.DISK_FULL
    assert failure_of(psycopg.errors.AdminShutdown("bye")) is Failure.DATABASE_DOWN
    assert failure_of(psycopg.errors.TooManyConnections("many")) is Failure.DATABASE_DOWN
    assert failure_of(psycopg.errors.QueryCanceled("slow")) is Failure.UNEXPECTED
    assert failure_of(None) is Failure.UNEXPECTED


def test_form_without_its_proof_is_told():
    response = Client(enforce_csrf_checks=True).post("/")
    assert response.status_code == 403
    assert "Ce formulaire est resté ouvert trop longtemps" in response.content.decode()


WRITTEN = "Bonjour,\n\nvoici une longue réponse <b>à garder</b>."


def sent_late(site="http://testserver", **fields):
    posted = {"text": WRITTEN, "password": "une phrase de passe assez longue", "name": "Jeanne"} | fields
    return Client(enforce_csrf_checks=True).post("/", posted, headers={"origin": site} if site else {})


def test_what_was_written_in_a_form_that_is_refused_is_given_back():
    page = sent_late().content.decode()
    assert "voici une longue réponse &lt;b&gt;à garder&lt;/b&gt;." in page
    assert "phrase de passe" not in page
    assert "Jeanne" not in page


@pytest.mark.parametrize("site", ["https://ailleurs.example", "null", ""])
def test_nothing_that_another_site_sends_is_shown(site):
    assert "voici une longue" not in sent_late(site).content.decode()


def test_what_was_written_when_we_fail_is_given_back(visitor):
    response = visitor.post("/full/", {"text": WRITTEN}, headers={"origin": "http://testserver"})
    assert response.status_code == 507
    assert "voici une longue réponse" in response.content.decode()


@pytest.mark.django_db
def test_whoever_is_signed_out_while_writing_is_told_and_loses_nothing():
    page = Client().post("/mediature/bureau/lot/", {"text": WRITTEN}, headers={"origin": "http://testserver"})
    assert page.status_code == 403
    assert "Vous n’êtes plus connecté" in page.content.decode()
    assert "voici une longue réponse" in page.content.decode()
    assert 'href="/compte/login/"' in page.content.decode()


def test_a_visitor_who_never_was_signed_in_is_not_told_otherwise(visitor):
    page = visitor.post("/refusing/", {"text": WRITTEN}, headers={"origin": "http://testserver"})
    assert page.status_code == 403
    assert "Accès réservé" in page.content.decode()


def test_unknown_host_is_refused(visitor):
    assert visitor.get("/", headers={"host": "autre.example"}).status_code == 400
    headers = {"host": "autre.example", "origin": "http://autre.example"}
    assert visitor.post("/", {"text": WRITTEN}, headers=headers).status_code == 400
