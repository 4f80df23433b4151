"""The desk: a queue whose cost does not grow, filters in the address, and nobody else's requests."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.accounts.models import User
from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.enums.rights import Channel, Ground, State
from parvis.core.privacy.models import RightsLeg
from parvis.core.privacy.queries.rights.letters import answer_words
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.declarations.privacy import Right
from parvis.kernel.scope import reading_restricted
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


def test_what_is_frozen_is_said_and_nothing_typed_is_lost(acting, client):
    officer = make_desk("plateforme")
    user = make_person(email=EMAIL, first_name="Zelie")
    actor = Actor(ActorKind.USER, identifier=str(user.pk), label=str(user))
    given = {"service": "plateforme", "by": actor, "channel": Channel.ACCOUNT, "email": ""}
    leg = only_leg(file_request(rights=[Right.RECTIFY], **given))
    limitation = only_leg(file_request(rights=[Right.RESTRICT], **given))
    enter(client, officer)
    name = f"accounts.User:{user.pk}:first_name"
    assert f'name="changer:{name}"' in client.get(f"/guichet-donnees/{leg.pk}/").content.decode()
    assert client.post(f"/guichet-donnees/{limitation.pk}/repondre/", {"outcome": "answered"}).status_code == 302
    refused = client.post(
        f"/guichet-donnees/{leg.pk}/repondre/",
        {"outcome": "answered", "remark": "Mes mots", f"changer:{name}": "Prénom juste"},
    )
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Rien n’est rectifié" in page
    assert limitation.request.number in page
    assert "Mes mots" in page
    assert f'name="gele:{name}" value="Prénom juste"' in page
    again = client.post(f"/guichet-donnees/{leg.pk}/repondre/", {"outcome": "answered", f"gele:{name}": "Prénom juste"})
    assert again.status_code == 422
    assert f'name="gele:{name}" value="Prénom juste"' in again.content.decode()
    with reading_restricted("test"):
        assert User.objects.get(pk=user.pk).first_name == "Zelie"


def test_what_is_typed_is_kept_when_something_else_is_wrong(acting, client):
    enter(client, make_desk())
    import_records([raw(1, courriel=EMAIL)])
    leg = only_leg(known_request(rights=[Right.RECTIFY]))
    name = "changer:data_inclusion.Structure:essai--1:telephone"
    wrong = client.post(f"/guichet-donnees/{leg.pk}/repondre/", {"outcome": "partly", name: "+33381615051"})
    assert wrong.status_code == 422
    assert f'name="{name}" value="+33381615051"' in wrong.content.decode()


def test_the_form_promises_of_the_letter_what_it_has(acting, client):
    enter(client, make_desk())
    leg = only_leg(known_request(rights=[Right.OBJECT]))
    page = client.get(f"/guichet-donnees/{leg.pk}/").content.decode()
    assert "La décision y est déjà ; en cas de refus, même partiel, le motif et les voies de recours aussi." in page
    assert "CNIL" not in answer_words(leg, State.ANSWERED, "", "")
    for outcome in (State.PARTLY, State.REFUSED):
        words = answer_words(leg, outcome, Ground.COMPELLING, "")
        assert Ground.COMPELLING.label in words
        assert "CNIL" in words


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
