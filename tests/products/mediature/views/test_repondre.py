"""The page of a question, by its link: what it shows, what it takes, and when it no longer opens."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.asking import close_request
from parvis.products.mediature.models import Piece, Reponse, Sollicitation
from parvis.products.mediature.queries.access import new_code
from parvis.products.mediature.queries.relances import latest_extension
from parvis.products.mediature.views.holding import MISSES_PER_HOUR
from tests.factories.mediature import acting_as, make_agent
from tests.factories.solliciter import QUESTION, code_of, make_admitted, make_piece, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(office):
    return acting_as(make_agent(office))


@pytest.fixture
def asked(office, agent):
    saisine = make_admitted(office)
    sent, _ = make_piece(saisine, agent, "envoyee.txt"), make_piece(saisine, agent, "gardee.txt")
    return make_question(saisine, pieces=[sent])


def page(asked, more=""):
    return f"/mediature/bureau/repondre/{code_of(asked)}/{more}"


def text(answer):
    return answer.content.decode()


def test_the_service_reads_what_was_sent_and_only_that(client, asked):
    shown = text(client.get(page(asked)))
    for words in ("Dijon", QUESTION, "envoyee.txt", asked.service_name, asked.reference):
        assert words in shown
    for words in ("gardee.txt", "Benali", "refusé deux fois", "samira"):
        assert words not in shown


def test_a_code_is_typed_as_it_was_copied(client, asked):
    code = code_of(asked).lower()
    assert client.get(f"/mediature/bureau/repondre/{code[:4]}-{code[4:8]}-{code[8:]}/").status_code == 200


def test_an_answer_with_a_file_from_the_page(client, asked):
    given = {"text": "Complet.", "fichiers": [SimpleUploadedFile("arrete.txt", b"Un arrete.")]}
    answer = client.post(page(asked, "reponse/"), given, follow=True)
    assert "Votre réponse est arrivée" in text(answer)
    assert "arrete.txt" in text(answer)
    assert Reponse.objects.get().text == "Complet."


def test_what_is_wrong_keeps_what_was_typed(client, asked):
    wrong = client.post(page(asked, "delai/"), {"until": "2020-01-01", "why": "Congés d’été."})
    assert wrong.status_code == 422
    assert "Congés d’été." in text(wrong)
    assert "après celle qui était prévue" in text(wrong)
    for way in ("reponse/", "ailleurs/"):
        assert client.post(page(asked, way), {}).status_code == 422
    assert not Reponse.objects.exists()


def test_more_time_and_another_service(client, asked):
    until = latest_extension(Sollicitation.objects.get().due_on)
    assert client.post(page(asked, "delai/"), {"until": until.isoformat(), "why": "Congés."}).status_code == 302
    shown = text(client.get(page(asked)))
    assert "Prendre plus de temps" not in shown
    assert "Délai pris" in shown
    assert client.post(page(asked, "ailleurs/"), {"who": "La régie."}).status_code == 302


def test_a_piece_opens_once_it_is_clean_and_no_other_one_does(client, asked):
    sent, kept = Piece.objects.get(label="envoyee.txt"), Piece.objects.get(label="gardee.txt")
    Document.objects.update(scan=Scan.WAITING)
    assert client.get(page(asked, f"pieces/{sent.pk}/")).status_code == 302
    Document.objects.update(scan=Scan.CLEAN)
    served = client.get(page(asked, f"pieces/{sent.pk}/"))
    assert b"".join(served.streaming_content) == b"Le courrier."
    assert client.get(page(asked, f"pieces/{kept.pk}/")).status_code == 404
    Document.objects.update(destroyed_on=sent.given_at)
    assert client.get(page(asked, f"pieces/{sent.pk}/")).status_code == 404


def test_once_closed_the_link_says_so_and_opens_nothing(client, asked, agent):
    client.post(page(asked, "reponse/"), {"text": "Complet."})
    sent = Piece.objects.get(label="envoyee.txt")
    Document.objects.update(scan=Scan.CLEAN)
    with open_scope(agent):
        close_request(by=agent, sollicitation=asked)
    for way in ("", f"pieces/{sent.pk}/"):
        gone = client.get(page(asked, way))
        assert gone.status_code == 410
        assert "Cette question est close" in text(gone)
        assert QUESTION not in text(gone)
    assert client.post(page(asked, "reponse/"), {"text": "Encore."}).status_code == 410
    assert Reponse.objects.count() == 1


def test_neither_code_opens_the_page_of_the_other(client, asked):
    assert client.get(f"/mediature/suivi/{code_of(asked)}/").status_code == 404
    person = make_admitted()
    assert client.get(f"/mediature/bureau/repondre/{person.code}/").status_code == 404


def test_links_that_are_tried_are_counted(client, asked):
    for _ in range(MISSES_PER_HOUR):
        assert client.get(f"/mediature/bureau/repondre/{new_code()}/").status_code == 404
    assert client.get(f"/mediature/bureau/repondre/{new_code()}/").status_code == 429
    assert client.get(page(asked)).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get(page(asked)).status_code == 200


def test_the_page_is_kept_nowhere(client, asked):
    answer = client.get(page(asked))
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_thirty_answers_cost_no_more_queries_than_one(client, asked):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            client.get(page(asked))
        return len(captured)

    Reponse.objects.create(saisine_id=asked.saisine_id, sollicitation=asked, text="Une.")
    cost()
    one = cost()
    for number in range(29):
        Reponse.objects.create(saisine_id=asked.saisine_id, sollicitation=asked, text=f"{number}.")
    assert cost() == one
