"""The directory of services: each office has its own."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.directory import Coordonnees, archive, correct, inscribe
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import ServiceInterne
from tests.factories.mediature import acting_as, make_agent, make_collectivite
from tests.factories.organisations import make_membership
from tests.factories.solliciter import make_service

pytestmark = pytest.mark.django_db
TOLD = Coordonnees(" Service scolaire ", "ecoles@dijon.example", "03 80 00 00 00")


def does(office, action, **given):
    actor = acting_as(make_agent(office, Fonction.ASSISTANT))
    with open_scope(actor):
        return action(by=actor, **given)


def test_a_service_is_inscribed_corrected_archived_and_taken_back(office):
    service = does(office, inscribe, organisation=office.organisation_id, told=TOLD)
    assert service.name == "Service scolaire"
    does(office, correct, service=service, told=Coordonnees("Écoles", "ecoles@dijon.example"))
    does(office, archive, service=service, archived=True)
    found = ServiceInterne.objects.get()
    assert (found.name, found.phone, found.archived_on is None) == ("Écoles", "", False)
    does(office, archive, service=service, archived=False)
    assert ServiceInterne.objects.asked().count() == 1


def test_a_name_is_taken_once_unless_it_was_archived(office):
    first = does(office, inscribe, organisation=office.organisation_id, told=TOLD)
    with pytest.raises(ValidationError, match="déjà ce nom"):
        does(office, inscribe, organisation=office.organisation_id, told=TOLD)
    does(office, archive, service=first, archived=True)
    does(office, inscribe, organisation=office.organisation_id, told=TOLD)
    with pytest.raises(ValidationError, match="déjà ce nom"):
        does(office, archive, service=first, archived=False)


def test_a_wrong_address_is_refused(office):
    with pytest.raises(ValidationError):
        does(office, inscribe, organisation=office.organisation_id, told=Coordonnees("Écoles", "pas une adresse"))


def test_nobody_writes_in_the_directory_of_another_office(office):
    theirs = make_collectivite()
    service = make_service(theirs)
    with pytest.raises(PermissionDenied):
        does(office, inscribe, organisation=theirs.organisation_id, told=TOLD)
    for action in (lambda **g: correct(told=TOLD, **g), lambda **g: archive(archived=True, **g)):
        with pytest.raises(ServiceInterne.DoesNotExist):
            does(office, action, service=service)
    member = acting_as(make_membership(organisation=office.organisation).user)
    with open_scope(member), pytest.raises(PermissionDenied):
        inscribe(by=member, organisation=office.organisation_id, told=TOLD)
