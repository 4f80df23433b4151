"""The desk: a queue whose cost does not grow, filters in the address, and nobody else's requests."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.enums.rights import State
from parvis.core.privacy.models import RightsLeg
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Right
from tests.factories.accounts import protect
from tests.factories.data_inclusion import import_records, raw
from tests.factories.organisations import enter, make_membership, make_person
from tests.factories.rights import EMAIL, file_request, known_request, make_desk, only_leg

pytestmark = pytest.mark.django_db


def queries_of(client):
    with CaptureQueriesContext(connection) as captured:
        answer = client.get("/guichet-donnees/")
    return len(captured), answer.content.decode().count("<tr>") - 1


def test_the_queue_costs_the_same_for_one_and_for_thirty(acting, client):
    enter(client, make_desk())
    known_request()
    client.get("/guichet-donnees/")
    one, rows = queries_of(client)
    assert rows == 1
    for number in range(29):
        known_request(email=f"p{number}@exemple.fr")
    many, rows = queries_of(client)
    assert rows == 30
    assert many == one


def test_the_most_urgent_comes_first_and_lateness_shows(acting, client):
    enter(client, make_desk())
    known_request(email="b@exemple.fr", name="Berthe", on=date(2026, 3, 10))
    known_request(email="a@exemple.fr", name="Anselme", on=date(2026, 3, 1))
    file_request(email="c@exemple.fr", name="Clovis", on=date(2026, 3, 1))
    with clock.frozen(datetime(2026, 4, 6, 12, tzinfo=UTC)):
        page = client.get("/guichet-donnees/").content.decode()
        late = client.get("/guichet-donnees/?retard=on").content.decode()
        waiting = client.get("/guichet-donnees/?etat=attente").content.decode()
    assert page.index("Anselme") < page.index("Berthe")
    assert "Clovis" not in page
    assert "Anselme" in late
    assert "Berthe" not in late
    assert "Clovis" in waiting


def test_a_copy_is_handed_over_before_what_it_shows_is_destroyed(acting, client):
    enter(client, make_desk())
    legs = {leg.right: leg for leg in known_request(rights=[Right.OBJECT, Right.ACCESS]).legs.all()}
    queue = client.get("/guichet-donnees/").content.decode()
    first, then = (f"/guichet-donnees/{legs[right].pk}/" for right in (Right.ACCESS, Right.OBJECT))
    assert queue.index(first) < queue.index(then)
    assert f'href="{first}"' in client.get(then).content.decode()
    assert then not in client.get(first).content.decode()


def test_who_does_not_answer_sees_nothing(acting, client):
    make_desk()
    leg = only_leg(known_request())
    address = f"/guichet-donnees/{leg.pk}/"
    for user, status in (
        (make_desk("mediature"), 404),
        (make_membership(role="gestionnaire").user, 403),
        (make_person(), 403),
    ):
        enter(client, user)
        assert client.get(address).status_code == status
        assert client.post(f"{address}repondre/", {"outcome": "answered"}).status_code == status
    leg.refresh_from_db()
    assert leg.state == State.OPEN


def test_administrators_answer_where_there_is_no_desk(acting, client):
    administrator = protect(make_person(is_platform_administrator=True))
    known_request(service="coop")
    enter(client, administrator)
    assert "Zélie Morvan" in client.get("/guichet-donnees/").content.decode()


def test_previewing_is_a_consultation_that_is_journaled(acting, client):
    officer = make_desk()
    import_records([raw(1, courriel=EMAIL)])
    enter(client, officer)
    client.get(f"/guichet-donnees/{only_leg(known_request()).pk}/")
    read = JournalEntry.objects.filter(verb="read", actor_key=f"user:{officer.pk}").values_list("object_key", flat=True)
    assert "privacy.RightsRequest" in set(read)


def test_rectification_from_the_page(acting, client):
    enter(client, make_desk())
    import_records([raw(1, courriel=EMAIL)])
    leg = only_leg(known_request(rights=[Right.RECTIFY]))
    name = "changer:data_inclusion.Structure:essai--1:telephone"
    assert name in client.get(f"/guichet-donnees/{leg.pk}/").content.decode()
    nothing = client.post(f"/guichet-donnees/{leg.pk}/repondre/", {"outcome": "answered"})
    assert nothing.status_code == 422
    client.post(f"/guichet-donnees/{leg.pk}/repondre/", {"outcome": "answered", name: "+33381615051"})
    assert RightsLeg.objects.get(pk=leg.pk).state == State.ANSWERED


def test_mistakes_say_what_to_do(acting, client):
    enter(client, make_desk())
    leg = only_leg(known_request())
    refused = client.post(f"/guichet-donnees/{leg.pk}/repondre/", {"outcome": "refused", "remark": "Mes mots"})
    assert refused.status_code == 422
    assert "Choisissez un des motifs de la liste" in refused.content.decode()
    assert "Mes mots" in refused.content.decode()
    assert client.post(f"/guichet-donnees/{leg.pk}/prolonger/", {}).status_code == 422
    assert client.post(f"/guichet-donnees/{leg.pk}/demander-piece/", {}).status_code == 422
    assert client.post(f"/guichet-donnees/{leg.pk}/transmettre/", {}).status_code == 422
    assert client.post(f"/guichet-donnees/{leg.pk}/lever/").status_code == 302
    told = client.post(f"/guichet-donnees/{leg.pk}/prolonger/", {"delai-reason": "Trois sources."})
    assert told.status_code == 302
    assert RightsLeg.objects.get(pk=leg.pk).state == State.EXTENDED
