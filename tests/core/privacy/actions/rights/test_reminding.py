"""Those who answer are reminded before the last day, and after it."""

from datetime import UTC, date, datetime

import pytest

from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.actions.rights.reminding import remind_desks
from parvis.kernel import clock
from parvis.kernel.actor import system
from tests.factories.organisations import make_person
from tests.factories.rights import file_request, known_request, make_desk

pytestmark = pytest.mark.django_db


def test_each_desk_is_told_of_its_own_urgent_requests_once(acting):
    officer, administrator = make_desk(), make_person(is_platform_administrator=True)
    known_request(on=date(2026, 3, 1))
    known_request(on=date(2026, 3, 8), email="b@exemple.fr")
    known_request(on=date(2026, 3, 30), email="c@exemple.fr")
    file_request(on=date(2026, 3, 1), email="d@exemple.fr")
    with clock.frozen(datetime(2026, 4, 4, 12, tzinfo=UTC)):
        assert remind_desks(by=system("tests")) == 1
        known_request(service="coop", on=date(2026, 3, 1), addressee="Lina")
        remind_desks(by=system("tests"))
    mails = Outgoing.objects.filter(key="privacy.rights_reminder").order_by("created_on")
    assert [mail.recipient for mail in mails].count(officer.email) == 2
    assert administrator.email in {mail.recipient for mail in mails}
    assert "1 en retard, 1 à moins de 5 jours" in mails[0].subject
