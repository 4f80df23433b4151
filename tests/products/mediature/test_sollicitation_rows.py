"""Row security of questions, answers, confided pieces and services: without any filter of ours, and for every role."""

import pytest
from django.core.files.base import ContentFile

from parvis.core.documents.models import Document
from parvis.kernel.actor import VISITOR, Actor, ActorKind
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.asking import close_request
from parvis.products.mediature.actions.replying import reply
from parvis.products.mediature.enums import Visibilite
from parvis.products.mediature.models import (
    Collectivite,
    Ligne,
    Note,
    Piece,
    PieceConfiee,
    Reponse,
    Requerant,
    Saisine,
    ServiceInterne,
    Sollicitation,
)
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite
from tests.factories.organisations import make_membership, make_person
from tests.factories.solliciter import holder_of_link, make_admitted, make_piece, make_question

pytestmark = pytest.mark.django_db
TABLES = (Sollicitation, Reponse, PieceConfiee, ServiceInterne)


@pytest.fixture
def agent(office):
    return acting_as(make_agent(office))


@pytest.fixture
def asked(office, agent):
    """A question with a piece and an answer with a file; beside it, a piece that nobody sent."""
    saisine = make_admitted(office)
    sent, _ = make_piece(saisine, agent, "envoyee.txt"), make_piece(saisine, agent, "gardee.txt")
    Note.objects.create(saisine=saisine, text="Pour nous.")
    asked = make_question(saisine, pieces=[sent])
    with open_scope(holder_of_link(asked)) as scope:
        reply(by=scope.actor, sollicitation=asked, text="Voici.", files=[ContentFile(b"Un mot.", name="reponse.txt")])
    asked.code = saisine.code
    return asked


def seen(actor, *models):
    with open_scope(actor):
        return {model.__name__: model.objects.count() for model in models or TABLES}


def test_the_office_sees_all_of_its_own(asked, agent):
    assert seen(agent) == {"Sollicitation": 1, "Reponse": 1, "PieceConfiee": 2, "ServiceInterne": 1}


def test_nobody_else_sees_anything(asked, office):
    member = make_membership(organisation=office.organisation).user
    strangers = {
        "agent of another office": acting_as(make_agent(make_collectivite())),
        "member who is no agent": acting_as(member),
        "administrator": Actor(ActorKind.USER, str(make_person().pk), platform_administrator=True),
        "visitor": VISITOR,
        "another link": holder_of_link(make_question()),
        "the digest under another kind": Actor(ActorKind.CITIZEN, asked.access),
        "a system without reach": Actor(ActorKind.SYSTEM, asked.access),
    }
    for who, actor in strangers.items():
        found = seen(actor)
        expected = dict.fromkeys(found, 0) | ({"Sollicitation": 1} if who == "another link" else {})
        assert found == expected, who
    with open_scope(strangers["another link"]):
        assert not Sollicitation.objects.filter(pk=asked.pk).exists()


def test_the_service_sees_its_question_what_goes_with_it_and_no_other_row(asked):
    holder = holder_of_link(asked)
    assert seen(holder) == {"Sollicitation": 1, "Reponse": 1, "PieceConfiee": 2, "ServiceInterne": 0}
    with open_scope(holder):
        assert sorted(piece.label for piece in Piece.objects.all()) == ["envoyee.txt", "reponse.txt"]
    nothing = seen(holder, Saisine, Requerant, Note, Ligne, Document)
    assert nothing == dict.fromkeys(nothing, 0)


def test_what_becomes_the_mediators_own_is_no_longer_the_services(asked):
    Piece.objects.filter(label="envoyee.txt").update(visibility=Visibilite.MEDIATEUR)
    with open_scope(holder_of_link(asked)):
        assert [piece.label for piece in Piece.objects.all()] == ["reponse.txt"]


def test_once_closed_the_service_sees_that_it_was_and_nothing_else(asked, agent):
    with open_scope(agent):
        close_request(by=agent, sollicitation=asked)
    holder = holder_of_link(asked)
    assert seen(holder, *TABLES, Piece) == {
        "Sollicitation": 1, "Reponse": 0, "PieceConfiee": 0, "ServiceInterne": 0, "Piece": 0,
    }  # fmt: skip


def test_the_person_sees_the_answers_that_are_shared_and_nothing_of_the_questions(asked):
    person = holder_of(asked)
    assert seen(person) == dict.fromkeys(seen(person), 0)
    Reponse.objects.update(visibility=Visibilite.REQUERANT)
    assert seen(person) == {"Sollicitation": 0, "Reponse": 1, "PieceConfiee": 0, "ServiceInterne": 0}
    with open_scope(holder_of_link(asked)):
        assert Collectivite.objects.exists(), "an authority is public"
