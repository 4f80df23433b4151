"""Mails: one action, no data, to the right people."""

import pytest

from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.queries.rights.people import secret_of
from tests.factories.organisations import make_membership
from tests.factories.rights import EMAIL, file_request, known_request, make_desk

pytestmark = pytest.mark.django_db


def test_the_link_is_sent_to_the_address_alone(acting):
    request = file_request(text="Un secret.")
    mail = Outgoing.objects.get(key="privacy.rights_confirm")
    assert mail.recipient == EMAIL
    assert f"/mes-droits/suivi/{request.number}/{secret_of(request)}/" in mail.text
    assert "Un secret." not in mail.text
    assert "Zélie" not in mail.text


def test_officers_are_told_and_other_members_are_not(acting):
    officer = make_desk()
    organisation = officer.memberships.get().organisation
    member = make_membership(organisation=organisation).user
    known_request()
    told = set(Outgoing.objects.filter(key="privacy.rights_desk").values_list("recipient", flat=True))
    assert told == {officer.email}
    assert member.email not in told
    mail = Outgoing.objects.get(key="privacy.rights_desk")
    assert EMAIL not in mail.text
