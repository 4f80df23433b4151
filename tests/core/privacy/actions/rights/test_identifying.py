"""The least proof, and a clock that stops only while it is awaited."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.core.documents.models import DataKey, Document
from parvis.core.privacy.actions.rights.answering import Answer, answer
from parvis.core.privacy.actions.rights.identifying import ask_for_document, give_document, identify
from parvis.core.privacy.enums.rights import Ground, Proof, State, StepKind
from parvis.core.privacy.models import RightsRequest
from parvis.core.privacy.queries.rights.people import person_of
from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, system
from tests.factories.rights import PHONE, at_desk, file_request, known_request, link_sent, only_leg, private

pytestmark = pytest.mark.django_db
DPO = system("tests")


def on(day):
    return clock.frozen(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def test_the_link_stops_and_starts_the_clock(acting):
    with on(date(2026, 3, 1)):
        request = file_request()
    with on(date(2026, 3, 11)):
        identify(by=VISITOR, request=request, proof=Proof.LINK, desk=at_desk)
        identify(by=VISITOR, request=request, proof=Proof.DOCUMENT, desk=at_desk)
    leg = only_leg(request)
    assert (leg.state, leg.due_on) == (State.OPEN, date(2026, 4, 11))
    assert leg.request.proof == Proof.LINK, "once known, known"


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(waits=st.lists(st.integers(0, 9), min_size=1, max_size=3), between=st.integers(0, 3))
def test_pauses_add_up_to_the_days_awaited(acting, waits, between):
    """Whatever the pauses, the answer is due a month after receipt and as many days later as proof was awaited."""
    RightsRequest.objects.all().delete()
    day = date(2026, 1, 30)
    with on(day):
        request = file_request()
    for rank, wait in enumerate(waits):
        if rank:
            day += timedelta(days=between)
            with on(day):
                ask_for_document(by=DPO, request=request, reason="Deux homonymes.", link=private)
        day += timedelta(days=wait)
        with on(day):
            identify(by=DPO, request=request, proof=Proof.FILE, desk=at_desk)
    assert only_leg(request).due_on == date(2026, 2, 28) + timedelta(days=sum(waits))


def test_a_number_that_was_only_typed_proves_nothing(acting):
    request = known_request(phone=PHONE)
    assert not person_of(request).reached.phones
    request.proof = Proof.FILE
    assert person_of(request).reached.phones == {PHONE}
    request.proof = Proof.NONE
    assert not person_of(request).reached


def test_a_document_needs_a_reason_is_sealed_and_destroyed_at_the_decision(acting, client):
    request = known_request()
    with pytest.raises(ValidationError, match="par écrit"):
        ask_for_document(by=DPO, request=request, reason="  ", link=private)
    ask_for_document(by=DPO, request=request, reason="Deux personnes portent ce nom.", link=private)
    assert only_leg(request).state == State.IDENTITY
    page = client.get(link_sent()).content.decode()
    assert "Deux personnes portent ce nom." in page
    assert "Est-ce bien vous" not in page
    client.post(f"{link_sent()}confirmer/")
    assert only_leg(request).state == State.IDENTITY, "a link does not lift a doubt written down"
    client.post(f"{link_sent()}piece/", {"file": ContentFile(b"%PDF-1.7 identite", name="cni.pdf")})
    request.refresh_from_db()
    document = Document.objects.get(pk=request.document)
    assert (document.name, DataKey.objects.filter(document=document).count()) == ("piece", 1)
    identify(by=DPO, request=request, proof=Proof.DOCUMENT, desk=at_desk)
    answer(by=DPO, leg=only_leg(request), given=Answer(State.ANSWERED, Ground.NOTHING), link=private)
    request.refresh_from_db()
    document.refresh_from_db()
    assert request.document is None
    assert document.destroyed_on is not None
    assert not DataKey.objects.filter(document=document).exists()
    kinds = [step.kind for step in request.steps.all()]
    assert kinds.count(StepKind.PROOF_DESTROYED) == 1


def test_no_document_is_taken_that_nobody_asked_for(acting):
    with pytest.raises(ValidationError, match="Aucune pièce"):
        give_document(by=VISITOR, request=known_request(), file=ContentFile(b"x", name="x.txt"))
