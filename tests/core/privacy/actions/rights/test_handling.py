"""More time, another addressee, giving up, and copies that end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from parvis.core.documents.models import DataKey
from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.actions.rights.answering import Answer, answer
from parvis.core.privacy.actions.rights.delivering import NoCopyError, deliver
from parvis.core.privacy.actions.rights.handling import destroy_old_copies, extend, transmit, withdraw
from parvis.core.privacy.enums.rights import State, StepKind
from parvis.core.privacy.models import RightsLeg
from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, system
from parvis.kernel.declarations.privacy import Right
from tests.factories.data_inclusion import import_records, raw
from tests.factories.rights import EMAIL, file_request, known_request, only_leg, private

pytestmark = pytest.mark.django_db
DPO = system("tests")


def on(day):
    return clock.frozen(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def test_three_months_in_all_with_a_reason_the_person_told(acting):
    with on(date(2026, 1, 29)):
        leg = only_leg(known_request())
    with on(date(2026, 2, 28)):
        with pytest.raises(ValidationError, match="complexe"):
            extend(by=DPO, leg=leg, complexity=" ", link=private)
        extend(by=DPO, leg=leg, complexity="Trois sources à interroger.", link=private)
        with pytest.raises(ValidationError, match="ne peut plus"):
            extend(by=DPO, leg=leg, complexity="Encore.", link=private)
    leg.refresh_from_db()
    assert (leg.state, leg.due_on, leg.extended_on) == (State.EXTENDED, date(2026, 4, 29), date(2026, 2, 28))
    mail = Outgoing.objects.filter(recipient=EMAIL, key="privacy.rights_news").get()
    assert "Trois sources à interroger." in mail.text
    assert "29 avril 2026" in mail.text.replace("\N{NO-BREAK SPACE}", " ")


def test_no_extension_after_the_first_month(acting):
    with on(date(2026, 1, 29)):
        leg = only_leg(known_request())
    with on(date(2026, 3, 1)), pytest.raises(ValidationError, match="premier mois"):
        extend(by=DPO, leg=leg, complexity="Trois sources.", link=private)


def test_a_processor_passes_on_what_the_controller_needs(acting):
    leg = only_leg(known_request(service="mediature", addressee="Ville de Dole", text="Mon dossier de 2025."))
    transmit(by=DPO, leg=leg, email="dpo@dole.example")
    leg.refresh_from_db()
    mail = Outgoing.objects.get(recipient="dpo@dole.example")
    assert leg.transmitted_to == "dpo@dole.example"
    assert mail.reply_to == EMAIL
    for told in (leg.request.number, "Zélie Morvan", EMAIL, "Mon dossier de 2025."):
        assert told in mail.text
    own = only_leg(known_request(rights=[Right.RESTRICT]))
    with pytest.raises(ValidationError, match="pour le compte"):
        transmit(by=DPO, leg=own, email="dpo@dole.example")


def test_withdrawing_closes_what_waits_and_nothing_else(acting, client):
    request = file_request(rights=[Right.ACCESS, Right.RESTRICT])
    assert withdraw(by=VISITOR, request=request) == 2
    assert withdraw(by=VISITOR, request=request) == 0
    assert {leg.state for leg in RightsLeg.objects.filter(request=request)} == {State.WITHDRAWN}
    assert file_request().pk != request.pk, "who gave up may ask again"


def test_a_copy_ends_after_thirty_days(acting):
    import_records([raw(1, courriel=EMAIL)])
    leg = answer(by=DPO, leg=only_leg(known_request()), given=Answer(State.ANSWERED), link=private)
    assert deliver(by=VISITOR, leg=leg)
    with clock.frozen(clock.now() + timedelta(days=29)):
        assert destroy_old_copies(by=DPO) == 0
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert destroy_old_copies(by=DPO) == 1
    assert not DataKey.objects.filter(document_id=leg.bundle).exists()
    leg.refresh_from_db()
    with pytest.raises(NoCopyError):
        deliver(by=VISITOR, leg=leg)
    assert leg.steps.filter(kind=StepKind.DESTROYED).count() == 1
