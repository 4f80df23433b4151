"""A mail that a case wrote by itself and that reaches nobody: the office reads it, and somebody tells the person."""

import pytest

from parvis.core.notifications.actions.sending import return_mail, send
from parvis.core.notifications.models import Outgoing
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.models import Ligne, Saisine, Tache
from tests.factories.mediature import holder_of, make_saisine
from tests.factories.solliciter import make_admitted, make_question

pytestmark = pytest.mark.django_db


def handed_over(key):
    with open_scope(system("notifications.send"), reach=Reach.EVERYTHING, channel="job"):
        send(str(Outgoing.objects.get(key=key).pk))


def lines(saisine):
    return list(Ligne.objects.filter(saisine=saisine, words__contains="non distribué").values_list("words", flat=True))


def test_a_receipt_that_is_refused_is_told_and_becomes_a_task(office, mail_server):
    mail_server.recipient_answers = ["550 5.1.1 nobody"]
    saisine = make_saisine(office)
    handed_over("mediature.receipt")
    assert lines(saisine) == ["Courriel à la personne non distribué (« Accuser réception d’une saisine »)"]
    [task] = Tache.objects.filter(saisine=saisine)
    assert "Accuser réception" in task.words
    # The person reads neither, and nothing of them is written there.
    with open_scope(holder_of(saisine)):
        assert not Ligne.objects.filter(words__contains="non distribué").exists()
    assert saisine.requerant.email not in task.words + lines(saisine)[0]


def test_one_that_comes_back_later_is_told_once(office, mail_server):
    saisine = make_saisine(office)
    handed_over("mediature.receipt")
    assert lines(saisine) == []
    receipt = Outgoing.objects.get(key="mediature.receipt")
    assert receipt.envelope.startswith("retour-") or receipt.envelope == ""
    for _ in range(2):
        return_mail(str(receipt.pk), "5.1.1")
    assert len(lines(saisine)) == Tache.objects.filter(saisine=saisine).count() == 1


def test_a_question_that_does_not_reach_its_service_is_told_and_the_person_has_nothing_to_hear(office, mail_server):
    asked = make_question(make_admitted(office))
    mail_server.answers = ["550 5.7.1 no"]
    handed_over("mediature.asked")
    saisine = Saisine.objects.get(pk=asked.saisine_id)
    assert lines(saisine) == [
        "Courriel à un service non distribué (« Poser une question à un service de la collectivité »)"
    ]
    assert not Tache.objects.filter(saisine=saisine).exists()


def test_while_the_server_is_away_nothing_is_told_as_lost(office, mail_server):
    mail_server.stop()
    saisine = make_saisine(office)
    with pytest.raises(OSError):
        handed_over("mediature.receipt")
    assert lines(saisine) == []
    mail_server.start()
    handed_over("mediature.receipt")
    assert (len(mail_server.received), lines(saisine)) == (1, [])
