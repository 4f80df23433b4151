"""« Tâches »: what administrators see and do, and nobody else."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.core.accounts.models import User
from parvis.core.jobs.actions.deferring import defer
from parvis.core.jobs.models import JobFailure
from tests.factories.sessions import signed_in_browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("declared", "static_folder")]


def person(email: str, *, administrator: bool) -> User:
    return User.objects.create_user(email, is_platform_administrator=administrator)


@pytest.fixture
def administrator(acting) -> User:
    return person("admin@parvis.test", administrator=True)


@pytest.fixture
def signed_in(administrator) -> Client:
    return signed_in_browser(administrator, second_factor=True)


def set_state(number: int, state: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [number])
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [state, number])


def failed(name: str = "a") -> int:
    number = defer("test.fail", name=name)
    set_state(number, "failed")
    JobFailure.objects.create(job=number, key="test.fail", attempt=1, error="ValueError", place="parvis/x.py:3 run")
    return number


def test_the_page_is_for_administrators_only(acting, client):
    assert client.get("/administration/taches/").status_code == 302
    client = signed_in_browser(person("nadia@parvis.test", administrator=False))
    assert client.get("/administration/taches/").status_code == 403
    number = failed()
    assert client.post(f"/administration/taches/{number}/relancer/").status_code == 403
    assert client.post(f"/administration/taches/{number}/annuler/").status_code == 403


def test_an_empty_queue_is_told(signed_in):
    page = signed_in.get("/administration/taches/").content.decode()
    assert "Aucune tâche ne correspond" in page
    assert "Aucun exécuteur de tâches n’est actif" in page
    assert "Oublier les tâches terminées depuis longtemps" in page


def test_a_failure_shows_its_error_and_its_place(signed_in):
    number = failed()
    page = signed_in.get("/administration/taches/").content.decode()
    assert f"nº {number}" in page
    assert "En échec" in page
    assert "ValueError" in page
    assert "parvis/x.py:3 run" in page
    assert "moins d’une seconde" in page
    assert f"/administration/taches/{number}/relancer/" in page


def test_filters_are_in_the_address(signed_in):
    broken, waiting = failed(), defer("test.note", name="b")
    by_state = signed_in.get("/administration/taches/?etat=failed").content.decode()
    assert f"nº {broken}" in by_state
    assert f"nº {waiting}" not in by_state
    by_job = signed_in.get("/administration/taches/?tache=test.note").content.decode()
    assert f"nº {broken}" not in by_job
    assert f"nº {waiting}" in by_job


@pytest.mark.parametrize(
    "query", ["etat=nothing", "tache=nothing", "avant=x", "avant=-1", "avant=99999999999999999999"]
)
def test_a_strange_address_shows_everything(signed_in, query):
    number = failed()
    answer = signed_in.get(f"/administration/taches/?{query}")
    assert answer.status_code == 200
    assert f"nº {number}" in answer.content.decode()


def test_older_jobs_are_on_the_next_page(signed_in):
    numbers = [defer("test.note", name="a") for _ in range(30)]
    first = signed_in.get("/administration/taches/?tache=test.note").content.decode()
    assert f"nº {numbers[5]}<" in first
    assert f"nº {numbers[4]}<" not in first
    assert f"?tache=test.note&amp;avant={numbers[5]}" in first
    second = signed_in.get(f"/administration/taches/?tache=test.note&avant={numbers[5]}").content.decode()
    assert f"nº {numbers[4]}<" in second
    assert "Revenir aux plus récentes" in second
    assert "Voir les plus anciennes" not in second


def test_as_many_queries_for_one_job_as_for_thirty(signed_in):
    failed()
    signed_in.get("/administration/taches/")
    with CaptureQueriesContext(connection) as one:
        signed_in.get("/administration/taches/")
    for _ in range(29):
        failed()
    with CaptureQueriesContext(connection) as thirty:
        signed_in.get("/administration/taches/")
    assert len(thirty) == len(one)


def test_a_failed_job_is_run_again_once(signed_in):
    number = failed()
    answer = signed_in.post(f"/administration/taches/{number}/relancer/", follow=True)
    assert "remise en file d’attente" in answer.content.decode()
    answer = signed_in.post(f"/administration/taches/{number}/relancer/", follow=True)
    assert "rien à relancer" in answer.content.decode()


def test_a_waiting_job_is_cancelled(signed_in):
    number = defer("test.note", name="a")
    answer = signed_in.post(f"/administration/taches/{number}/annuler/", follow=True)
    assert "elle ne sera pas exécutée" in answer.content.decode()
    assert "Annulée" in answer.content.decode()
    answer = signed_in.post(f"/administration/taches/{number}/annuler/", follow=True)
    assert "ne peut plus être annulée" in answer.content.decode()


def test_reading_never_acts(signed_in):
    number = failed()
    assert signed_in.get(f"/administration/taches/{number}/relancer/").status_code == 405
