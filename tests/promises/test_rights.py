"""Promises about rights, common to all (02, 03, 04), and those of data·inclusion (09)."""

import json
import re
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from parvis.core.documents.models import Document
from parvis.core.documents.queries.contents import content_of
from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.actions.rights.answering import Answer, answer
from parvis.core.privacy.actions.rights.handling import extend
from parvis.core.privacy.enums.rights import State, StepKind
from parvis.core.privacy.models import RightsLeg, RightsStep
from parvis.core.privacy.queries.rights.evidence import answers_in_time
from parvis.core.privacy.queries.rights.terms import terms_of
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Right, services
from parvis.products.data_inclusion.actions.informing import inform_contacts
from parvis.products.data_inclusion.models import ContactNotice, Service
from parvis.products.data_inclusion.queries.informing import contacts_told
from parvis.products.mediature.models import Requerant
from tests.factories.data_inclusion import import_records, import_services, offer, published, raw, raw_service
from tests.factories.mediature import make_saisine
from tests.factories.organisations import make_person
from tests.factories.rights import EMAIL, file_request, known_request, only_leg, private

pytestmark = pytest.mark.django_db
DPO = system("tests")


def noon(day):
    return clock.frozen(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


@pytest.mark.parametrize("service", list(services), ids=lambda service: service.key)
def test_all_02_each_promised_right_is_asked_from_one_form_and_reaches_its_controllers_alone(acting, client, service):
    answers_for = {
        (controller.name, activity.key)
        for activity in service.activities
        for controller in activity.responsibility.controllers
    }
    for right in {promise.right for promise in service.promised}:
        form = client.get(f"/mes-droits/vous/?service={service.key}&droit={right}")
        assert form.status_code == 200
        request = file_request(
            service=service.key, rights=[right], email=f"{right}@exemple.fr", addressee="À qui de droit"
        )
        legs = list(RightsLeg.objects.filter(request=request))
        assert {leg.right for leg in legs} == {right}
        assert {(leg.controller, activity) for leg in legs for activity in leg.activities} == answers_for


def test_all_03_one_calendar_month_more_only_with_a_reason_told_in_time_and_lateness_shows(acting):
    with noon(date(2026, 1, 31)):
        leg, other = (only_leg(known_request(rights=[right])) for right in (Right.ACCESS, Right.RESTRICT))
    assert leg.due_on == date(2026, 2, 28)
    with noon(date(2026, 2, 28)):
        with pytest.raises(ValidationError):
            extend(by=DPO, leg=leg, complexity="", link=private)
        extend(by=DPO, leg=leg, complexity="Trois sources à interroger.", link=private)
    leg.refresh_from_db()
    assert leg.due_on == date(2026, 4, 30)
    assert "Trois sources à interroger." in Outgoing.objects.get(key="privacy.rights_news").text
    with noon(date(2026, 3, 1)):
        with pytest.raises(ValidationError):
            extend(by=DPO, leg=other, complexity="Trois sources à interroger.", link=private)
        assert [figure.value for figure in answers_in_time().figures if figure.headline] == [1]


def test_all_04_same_answer_known_or_not_and_no_proof_before_the_least(acting, client):
    make_person(email=EMAIL)
    told = []
    for email in (EMAIL, "inconnue@exemple.fr"):
        page = client.post(
            "/mes-droits/vous/?service=plateforme&droit=access", {"name": "Zélie Morvan", "email": email}, follow=True
        )
        mail = Outgoing.objects.get(key="privacy.rights_confirm", recipient=email)
        text = page.content.decode() + mail.subject + mail.text
        told.append(re.sub(r'D-\w{4}-\w{4}|\w{32}|nonce="[^"]+"|value="\w{64}"', "", text))
        assert "pièce d’identité" not in mail.text
    assert told[0] == told[1]


@pytest.mark.parametrize("right", [Right.ACCESS, Right.RECTIFY, Right.OBJECT, Right.RESTRICT])
def test_di_09_each_right_of_a_contact_is_asked_and_answered(acting, right):
    import_records([raw(1), raw_service(1, courriel=EMAIL)])
    new = {("data_inclusion.Service", "essai--s001", "telephone"): "+33381615051"} if right is Right.RECTIFY else {}
    given = Answer(State.ANSWERED, changes=new)
    asked = only_leg(known_request(rights=[right]))
    shown = Service.objects.filter(courriel=EMAIL)
    assert shown.exists() is (right is not Right.OBJECT), "an objection alone hides before the answer"
    leg = answer(by=DPO, leg=asked, given=given, link=private)
    assert shown.exists() is (right not in {Right.OBJECT, Right.RESTRICT}), "the answer makes a limitation take effect"
    assert (leg.state, leg.late) == (State.ANSWERED, False)
    assert list(published()) == ["essai--1"]


@pytest.mark.parametrize("right", [Right.ACCESS, Right.RECTIFY, Right.ERASE, Right.OBJECT, Right.PORT])
def test_me_12_each_right_of_who_files_is_asked_and_answered_portability_in_a_file_for_programs(acting, right):
    saisine = make_saisine(email=EMAIL, last_name="Morvan")
    person = f"mediature.Requerant:{saisine.requerant_id}"
    leg = only_leg(known_request(service="mediature", rights=[right]))
    changes = {(*person.split(":"), "last_name"): "Le Morvan"} if right is Right.RECTIFY else {}
    leg = answer(by=DPO, leg=leg, given=Answer(State.ANSWERED, changes=changes), link=private)
    assert (leg.state, leg.late) == (State.ANSWERED, False)
    assert Requerant.objects.filter(email=EMAIL).exists() is (right is not Right.ERASE)
    if right is Right.RECTIFY:
        assert Requerant.objects.get().last_name == "Le Morvan"
    if right in {Right.ACCESS, Right.PORT}:
        handed = b"".join(content_of(Document.objects.get(pk=leg.bundle)))
        given = json.loads(
            zipfile.ZipFile(BytesIO(handed)).read("vos-donnees.json") if right is Right.ACCESS else handed
        )
        assert "La mairie a refusé deux fois mon inscription à la cantine" in json.dumps(given, ensure_ascii=False)


def test_me_17_one_month_to_answer_and_nobody_known_by_their_mail_proves_who_they_are(acting):
    make_saisine(email=EMAIL)
    with noon(date(2026, 1, 31)):
        leg = only_leg(known_request(service="mediature"))
    assert (leg.due_on, leg.state) == (date(2026, 2, 28), State.OPEN)
    assert not RightsStep.objects.filter(request=leg.request, kind=StepKind.PROOF_ASKED).exists()
    assert "pièce d’identité" not in "".join(Outgoing.objects.values_list("text", flat=True))


def test_di_08_who_is_named_by_a_source_is_told_once_within_a_month(acting):
    with noon(date(2026, 3, 1)):
        import_services(
            [offer(1, contact_nom_prenom="Zélie Morvan", courriel=EMAIL), offer(2, courriel="b@exemple.fr")]
        )
        assert inform_contacts(by=DPO) == 1
        assert inform_contacts(by=DPO) == 0
    [mail] = Outgoing.objects.filter(key="data_inclusion.contact_notice")
    assert mail.recipient == EMAIL
    words = " ".join(mail.text.split())
    terms = terms_of("data-inclusion.contacts.contact")
    told = (
        "Service 001",
        "Source d'essai",
        *terms.purposes,
        *terms.bases,
        *terms.recipients,
        terms.kept,
        "dpo@numericite.eu",
        "cnil.fr",
    )
    assert [each for each in told if " ".join(each.split()) not in words] == []
    assert "/mes-droits/droits/?service=data-inclusion" in mail.text
    assert EMAIL not in str(ContactNotice.objects.values())
    Service.objects.filter(courriel="b@exemple.fr").update(contact_nom_prenom="Ali Ba")
    with noon(date(2026, 4, 1)):
        assert contacts_told().holds, "a month has not gone by"
    with noon(date(2026, 4, 2)):
        assert [figure.value for figure in contacts_told().figures] == [1, 1]
        assert not contacts_told().holds
        inform_contacts(by=DPO)
        assert contacts_told().holds
