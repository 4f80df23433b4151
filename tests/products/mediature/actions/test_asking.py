"""A question to a service: sent once the saisine is admissible, with the pieces chosen for it, closed by the office."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.declarations.mail import Apart
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.asking import Demande, ask, close_request, share
from parvis.products.mediature.actions.handling import CHANGED, Conclusion, close, move, withdraw
from parvis.products.mediature.actions.replying import reply
from parvis.products.mediature.enums import Etat, Issue, Recevabilite, Visibilite
from parvis.products.mediature.models import Ligne, Piece, PieceConfiee, Reponse, Saisine, Sollicitation
from parvis.products.mediature.queries.relances import usual_due
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.messages import NOTICE, make_message
from tests.factories.solliciter import (
    QUESTION,
    code_of,
    holder_of_link,
    make_admitted,
    make_piece,
    make_question,
    make_service,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(acting):
    return make_collectivite(name="Dijon", email="mediateur@dijon.example")


@pytest.fixture
def mediator(office):
    return acting_as(make_agent(office))


@pytest.fixture
def saisine(office):
    return make_admitted(office)


def demande(office, **given):
    told = {"service": make_service(office), "question": QUESTION, "due_on": usual_due(clock.today())} | given
    return Demande(**told)


def does(actor, action, **given):
    with open_scope(actor):
        return action(by=actor, **given)


def refused(actor, **given):
    with pytest.raises(ValidationError) as error:
        does(actor, ask, **given)
    return " ".join(error.value.messages)


def again(saisine):
    return Saisine.objects.get(pk=saisine.pk)


def test_the_service_is_written_to_and_the_case_awaits_it(office, mediator, saisine):
    sent, kept = make_piece(saisine, mediator), make_piece(saisine, mediator, "autre.txt")
    asked = does(mediator, ask, saisine=saisine, demande=demande(office, pieces=(sent.pk,)))
    assert again(saisine).etat == Etat.ATTENTE_ADMINISTRATION
    assert [each.piece_id for each in PieceConfiee.objects.all()] == [sent.pk] != [kept.pk]
    mail = Outgoing.objects.get(key="mediature.asked")
    assert (mail.recipient, mail.reply_to) == (asked.service.email, "mediateur@dijon.example")
    assert f"/mediature/bureau/repondre/{code_of(asked)}/" in mail.text
    assert QUESTION not in mail.text, "a mail is read by more people than one thinks"
    assert "Benali" not in mail.text
    told = Ligne.objects.filter(saisine=saisine).order_by("pk")
    assert [line.visibility for line in told][-2:] == [Visibilite.BUREAU, Visibilite.REQUERANT]
    assert asked.reference == f"{saisine.number}-1"


def test_the_code_of_the_link_is_kept_nowhere(office, saisine):
    asked = make_question(saisine)
    columns = {str(value) for value in vars(Sollicitation.objects.get()).values()}
    assert code_of(asked) not in " ".join(columns)
    assert code_of(asked) != code_of(make_question(make_admitted(office)))


def test_what_is_not_admissible_asks_nobody(office, mediator):
    assert "recevable" in refused(mediator, saisine=make_saisine(office), demande=demande(office))
    assert not Sollicitation.objects.exists()


def test_a_stranger_an_ended_case_and_a_changed_one_ask_nobody(office, mediator, saisine):
    stranger = acting_as(make_agent(make_collectivite()))
    with pytest.raises((PermissionDenied, Saisine.DoesNotExist)):
        does(stranger, ask, saisine=saisine, demande=demande(office))
    assert refused(mediator, saisine=saisine, demande=demande(office), version=7) == CHANGED
    with open_scope(holder_of(saisine)) as scope:
        withdraw(by=scope.actor, saisine=saisine)
    assert "rouvrez" in refused(mediator, saisine=saisine, demande=demande(office))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"question": "  "}, "Écrivez la question"),
        ({"due_on": clock.today()}, "date à venir"),
        ({"pieces": (0,)}, "parmi les pièces"),
    ],
)
def test_what_is_wrong_is_said(office, mediator, saisine, wrong, said):
    assert said in refused(mediator, saisine=saisine, demande=demande(office, **wrong))


def test_a_service_of_another_office_or_archived_is_not_asked(office, mediator, saisine):
    for service in (make_service(make_collectivite()), make_service(office, archived_on=clock.today())):
        assert "annuaire" in refused(mediator, saisine=saisine, demande=demande(office, service=service))


def test_what_the_mediator_alone_reads_never_goes_even_sent_by_the_mediator(office, mediator, saisine):
    Saisine.objects.filter(pk=saisine.pk).update(mediateur=int(mediator.identifier))
    secret = make_piece(saisine, mediator, visibility=Visibilite.MEDIATEUR)
    elsewhere = make_piece(make_admitted(office), mediator)
    make_message(saisine, apart=Apart.SPAM, attachments=(NOTICE,))
    stranger = Piece.objects.get(label=NOTICE.name)
    for piece in (secret, elsewhere, stranger):
        assert "parmi les pièces" in refused(mediator, saisine=saisine, demande=demande(office, pieces=(piece.pk,)))


def test_a_closed_question_answers_no_more_and_the_case_awaits_nobody(office, mediator, saisine):
    first, second = make_question(saisine), make_question(saisine)
    does(mediator, close_request, sollicitation=first)
    assert again(saisine).etat == Etat.ATTENTE_ADMINISTRATION, "another service still owes its answer"
    does(mediator, close_request, sollicitation=second)
    assert again(saisine).etat == Etat.SOLLICITER_ADMINISTRATION
    with pytest.raises(ValidationError, match="n’a plus cette question ouverte"):
        does(mediator, close_request, sollicitation=second)
    with pytest.raises(ValidationError, match="a clos cette question"):
        does(holder_of_link(first), reply, sollicitation=first, text="Trop tard.")


def test_what_the_office_moved_meanwhile_stays(office, mediator, saisine):
    asked = make_question(saisine)
    does(mediator, move, saisine=saisine, to=Etat.FINALISATION)
    does(mediator, close_request, sollicitation=asked)
    assert again(saisine).etat == Etat.FINALISATION


@pytest.mark.parametrize("ends", ["closed", "withdrawn"])
def test_the_link_dies_with_the_case_whoever_ends_it(office, mediator, saisine, ends):
    asked = make_question(saisine)
    if ends == "closed":
        does(mediator, close, saisine=saisine, conclusion=Conclusion(Issue.PARTIEL, "Un accord."))
    else:
        does(holder_of(saisine), withdraw, saisine=saisine)
    assert Sollicitation.objects.get(pk=asked.pk).closed_at == again(saisine).closed_at
    with pytest.raises(ValidationError, match="a clos cette question"):
        does(holder_of_link(asked), reply, sollicitation=asked, text="Trop tard.")


def test_the_person_reads_an_answer_once_it_is_shared_with_what_was_joined(office, mediator, saisine):
    from django.core.files.base import ContentFile

    asked = make_question(saisine)
    files = [ContentFile(b"Un arrete.", name="arrete.txt")]
    given = does(holder_of_link(asked), reply, sollicitation=asked, text="Complet.", files=files)
    with open_scope(holder_of(saisine)):
        assert not Reponse.objects.exists()
        assert not Piece.objects.exists()
    does(mediator, share, reponse=given)
    with open_scope(holder_of(saisine)) as scope:
        assert [each.text for each in Reponse.objects.visible_to(scope.actor)] == ["Complet."]
        assert [piece.label for piece in Piece.objects.visible_to(scope.actor)] == ["arrete.txt"]
        assert not Sollicitation.objects.exists(), "the question stays between the office and the service"
    assert Outgoing.objects.filter(key="mediature.shared", recipient="samira.benali@exemple.fr").count() == 1
    does(mediator, share, reponse=given)
    assert Outgoing.objects.filter(key="mediature.shared").count() == 1


def test_a_stranger_shares_nothing(office, saisine):
    asked = make_question(saisine)
    given = does(holder_of_link(asked), reply, sollicitation=asked, text="Complet.")
    with pytest.raises((PermissionDenied, Saisine.DoesNotExist, Reponse.DoesNotExist)):
        does(acting_as(make_agent(make_collectivite())), share, reponse=given)
    assert Reponse.objects.get().visibility == Visibilite.BUREAU


def test_a_second_question_takes_the_next_reference(saisine):
    assert [make_question(saisine).reference for _ in range(2)] == [f"{saisine.number}-1", f"{saisine.number}-2"]
    assert Saisine.objects.get(pk=saisine.pk).recevabilite == Recevabilite.RECEVABLE
    assert Sollicitation.objects.filter(due_on__gt=clock.today() + timedelta(days=27)).count() == 2
