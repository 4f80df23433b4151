"""The mails that a case writes by itself: to whom they go, and where an answer to them lands."""

import pytest

from parvis.core.notifications.models import Outgoing
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.informing import DECIDED
from parvis.products.mediature.actions.mailing import mail_handlers, mail_person
from parvis.products.mediature.actions.telling import CAME
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Requerant
from parvis.products.mediature.queries.echanges import case_address
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine

pytestmark = pytest.mark.django_db


def written(saisine, by):
    Outgoing.objects.all().delete()
    with open_scope(by):
        sent = mail_person(by, DECIDED, saisine, decision="recevable", reasons="Oui.", remedies=False)
    return sent, list(Outgoing.objects.all())


def test_an_answer_of_the_person_lands_in_the_case_or_at_the_office(saisine, mediator, settings):
    by = acting_as(mediator)
    settings.PARVIS_MAIL_DOMAIN = "courriel.parvis.test"
    sent, [mail] = written(saisine, by)
    assert (sent, mail.recipient, mail.reply_to) == (True, saisine.requerant.email, case_address(saisine))
    settings.PARVIS_MAIL_DOMAIN = ""
    _, [mail] = written(saisine, by)
    assert mail.reply_to == saisine.organisation.collectivite.email


def test_whoever_gave_no_address_is_written_nothing(saisine, mediator):
    Requerant.objects.filter(pk=saisine.requerant_id).update(email="", phone="+33380123456")
    saisine.requerant.refresh_from_db()
    assert written(saisine, acting_as(mediator)) == (False, [])


def test_those_who_handle_a_case_are_told_by_whoever_sees_nothing_of_the_office(acting):
    office = make_collectivite(email="bureau@ville.exemple")
    saisine = make_saisine(office)
    told = []
    for fonction in (None, Fonction.MEDIATEUR, Fonction.PRINCIPAL):
        agent = make_agent(office, fonction) if fonction else None
        Outgoing.objects.all().delete()
        holder = holder_of(saisine)
        with open_scope(holder):
            mail_handlers(holder, CAME, saisine, ended=False)
        told.append({each.recipient for each in Outgoing.objects.all()} == {agent.email if agent else office.email})
    assert told == [True, True, True]
