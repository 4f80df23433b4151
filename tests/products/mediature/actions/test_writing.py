"""The office writes: who receives what, who sees whom, and what becomes of it."""

from email import message_from_bytes
from email.policy import default

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.core.messaging.queries.addresses import target_of
from parvis.core.notifications.actions.sending import return_mail, send
from parvis.core.notifications.enums import Delivery
from parvis.core.notifications.models import Outgoing
from parvis.kernel.actor import system
from parvis.kernel.declarations.notifications import NotReadyError
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions.handling import assign
from parvis.products.mediature.actions.registering import add_piece
from parvis.products.mediature.actions.writing import Ecrit, write_to
from parvis.products.mediature.enums import Visibilite
from parvis.products.mediature.models import Acheminement, Jointe, Ligne, Message, Piece
from parvis.products.mediature.queries.echanges import thread
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.messages import make_message
from tests.factories.organisations import make_membership, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def domain(settings):
    settings.PARVIS_MAIL_DOMAIN = "courriel.parvis.test"


@pytest.fixture
def office(acting):
    return make_collectivite(name="Dijon", email="mediateur@dijon.test")


def writes(user, saisine, **given):
    with open_scope(acting_as(user)) as scope:
        return write_to(by=scope.actor, saisine=saisine, ecrit=Ecrit(**{"text": "Pouvez-vous passer ?"} | given))


def sent(*messages):
    with open_scope(system("notifications.send"), reach=Reach.EVERYTHING, channel="job"):
        for number in Acheminement.objects.filter(message__in=messages).values_list("outgoing", flat=True):
            send(str(number))


def received(server):
    return [(to, message_from_bytes(raw, policy=default)) for _, to, raw in server.received]


def test_the_person_receives_it_and_answers_to_the_case(saisine, mediator, mail_server):
    message = writes(mediator, saisine, subject="Rendez-vous")
    sent(message)
    [(envelope, to, raw)] = mail_server.received
    mail = message_from_bytes(raw, policy=default)
    assert to == ["samira.benali@exemple.fr"]
    assert mail["From"].addresses[0].display_name == "Médiateur de Dijon"
    assert mail["Subject"] == "Rendez-vous"
    assert (target_of(mail["Reply-To"]).number, target_of(mail["Reply-To"]).genuine) == (saisine.number, True)
    assert target_of(envelope).key == "retour"
    assert target_of(envelope).genuine
    assert mail["Message-ID"] == message.message_id
    assert not mail["Auto-Submitted"]
    assert "Pouvez-vous passer ?" in mail.get_body(("plain",)).get_content()
    assert Acheminement.objects.get().state == Delivery.SENT
    assert message.visibility == Visibilite.REQUERANT
    assert Ligne.objects.filter(words="Message du bureau au requérant", visibility=Visibilite.REQUERANT).exists()


def test_an_answer_stays_in_the_thread(saisine, mediator, mail_server):
    came = make_message(saisine)
    message = writes(mediator, saisine, answers=came)
    sent(message)
    [(_, mail)] = received(mail_server)
    assert mail["In-Reply-To"] == mail["References"] == came.message_id
    assert Message.objects.get(pk=came.pk).handled_at is not None


@pytest.mark.parametrize("shown", [False, True])
def test_nobody_sees_the_others_unless_it_is_chosen(saisine, mediator, mail_server, shown):
    message = writes(mediator, saisine, others=["voirie@dijon.test", "maitre@avocat.test"], shown=shown)
    sent(message)
    everybody = {"samira.benali@exemple.fr", "voirie@dijon.test", "maitre@avocat.test"}
    found = received(mail_server)
    assert {to[0] for to, _ in found} == everybody
    for to, mail in found:
        told = {each for each in everybody if each in mail.as_string()}
        assert told == (everybody if shown else set(to))


def test_what_is_written_to_a_service_is_not_read_by_the_person(saisine, mediator):
    writes(mediator, saisine, to_person=False, others=["voirie@dijon.test"])
    mine = writes(mediator, saisine, text="Pour vous")
    holder = holder_of(saisine)
    with open_scope(holder):
        assert [each.message for each in thread(holder, saisine)] == [mine]
        assert list(Message.objects.all()) == [mine]
        assert {each.recipient for each in Acheminement.objects.all()} == {"samira.benali@exemple.fr"}


def test_somebody_without_address_reads_it_by_their_code(office, mediator):
    saisine = make_saisine(office, email="", street="3 rue des Lilas")
    message = writes(mediator, saisine)
    assert not Acheminement.objects.exists()
    holder = holder_of(saisine)
    with open_scope(holder):
        assert [each.message for each in thread(holder, saisine)] == [message]


def test_documents_leave_once_found_clean(saisine, mediator, mail_server):
    with open_scope(acting_as(mediator)) as scope:
        file = ContentFile(b"%PDF-1.7 avis", name="avis.pdf")
        piece = add_piece(by=scope.actor, saisine=saisine, file=file, visibility=Visibilite.BUREAU)
    with pytest.raises(ValidationError, match="pas trouvé sain"):
        writes(mediator, saisine, pieces=[piece])
    Document.objects.update(scan=Scan.CLEAN)
    message = writes(mediator, saisine, pieces=[Piece.objects.select_related("document").get(pk=piece.pk)])
    assert Piece.objects.get(pk=piece.pk).visibility == Visibilite.REQUERANT
    sent(message)
    [(_, mail)] = received(mail_server)
    [joined] = mail.iter_attachments()
    assert (joined.get_filename(), joined.get_content()) == ("avis.pdf", b"%PDF-1.7 avis")


def test_a_new_file_waits_for_the_antivirus_and_an_infected_one_never_leaves(saisine, mediator, mail_server):
    message = writes(mediator, saisine, files=[ContentFile(b"%PDF-1.7", name="a.pdf")])
    assert Jointe.objects.get(message=message).came
    with pytest.raises(NotReadyError):
        sent(message)
    [way] = thread(acting_as(mediator), saisine)[0].livraisons
    assert (way.label, way.words) == ("En attente", "l’antivirus lit encore les pièces jointes")
    assert mail_server.received == []
    Document.objects.update(scan=Scan.INFECTED)
    sent(message)
    [way] = thread(acting_as(mediator), saisine)[0].livraisons
    assert way.label == "Non distribué"
    assert "programme malveillant" in way.words
    assert mail_server.received == []


def test_while_the_mail_server_is_down_the_case_says_that_it_waits_and_nothing_is_lost(
    saisine,
    mediator,
    mail_server,
):
    message = writes(mediator, saisine)
    mail_server.stop()
    with pytest.raises(OSError):
        sent(message)
    [way] = thread(acting_as(mediator), saisine)[0].livraisons
    assert (way.label, way.words) == ("En attente", "le service de courriel ne répond pas, un nouvel essai suivra")
    mail_server.start()
    sent(message)
    sent(message)
    assert len(mail_server.received) == 1
    assert Acheminement.objects.get().state == Delivery.SENT


def test_a_refused_address_and_a_bounce_show_in_the_case(saisine, mediator, mail_server):
    mail_server.recipient_answers = ["550 5.1.1 nobody"]
    refused = writes(mediator, saisine)
    sent(refused)
    bounced = writes(mediator, saisine)
    sent(bounced)
    with open_scope(system("messaging.take"), reach=Reach.EVERYTHING):
        return_mail(str(Acheminement.objects.get(message=bounced).outgoing), "5.1.1")
        return_mail(str(Acheminement.objects.get(message=bounced).outgoing), "5.1.1")
    with open_scope(acting_as(mediator)) as scope:
        found = [each.livraisons[0] for each in thread(scope.actor, saisine)]
    assert [each.label for each in found] == ["Non distribué", "Non distribué"]
    assert found[1].words == "cette adresse n’existe pas : vérifiez-la"
    assert Ligne.objects.filter(words="Un message du bureau n’a pas été distribué").count() == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": "  "}, "text"), ({"to_person": False}, "to_person"), ({"others": ["pas une adresse"]}, "others"),
        ({"others": [f"a{n}@b.fr" for n in range(11)]}, "others"),
        ({"files": [ContentFile(b"x" * 15_000_001, name="a")]}, "fichiers"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(saisine, mediator, given, field):
    with pytest.raises(ValidationError) as refused:
        writes(mediator, saisine, **given)
    assert list(refused.value.message_dict) == [field]
    assert not Message.objects.exists()
    assert not Outgoing.objects.filter(key="mediature.message").exists()


def test_a_document_of_another_case_does_not_leave(saisine, office, mediator):
    with open_scope(acting_as(mediator)) as scope:
        other = add_piece(by=scope.actor, saisine=make_saisine(office), file=ContentFile(b"x", name="a.txt"))
    Document.objects.update(scan=Scan.CLEAN)
    with pytest.raises(ValidationError, match="de ce dossier"):
        writes(mediator, saisine, pieces=[other])


def test_an_exchange_that_the_mediator_keeps_is_read_by_nobody_else(saisine, office, mediator):
    with pytest.raises(ValidationError, match="se réserve"):
        writes(mediator, saisine, to_person=False, others=["ddd@exemple.fr"], alone=True)
    with open_scope(acting_as(mediator)) as scope:
        assign(by=scope.actor, saisine=saisine, to=mediator)
    with pytest.raises(ValidationError, match="se réserve"):
        writes(mediator, saisine, alone=True)
    mine = writes(mediator, saisine, to_person=False, others=["ddd@exemple.fr"], alone=True)
    reply = make_message(saisine, sender="ddd@exemple.fr", in_reply_to=mine.message_id)
    colleague = make_agent(office)
    for user, seen in ((mediator, [mine, reply]), (colleague, [])):
        with open_scope(acting_as(user)) as scope:
            assert [each.message for each in thread(scope.actor, saisine)] == seen
            assert list(Message.objects.order_by("pk")) == seen


def test_nobody_else_writes_nor_reads(saisine, office, mediator):
    message = writes(mediator, saisine)
    colleague = make_person()
    make_membership(colleague, office.organisation)
    for stranger in (colleague, make_agent(make_collectivite())):
        with pytest.raises((PermissionDenied, type(saisine).DoesNotExist)):
            writes(stranger, saisine)
        with open_scope(acting_as(stranger)):
            assert not Message.objects.filter(pk=message.pk).exists()
            assert not Acheminement.objects.exists()
