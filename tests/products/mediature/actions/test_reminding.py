"""The code of a draft, sent to oneself."""

from datetime import date

import pytest

from parvis.core.notifications.models import Outgoing
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.reminding import remind
from parvis.products.mediature.queries.access import in_groups
from tests.factories.mediature import make_collectivite, make_draft

pytestmark = pytest.mark.django_db


def test_the_mail_gives_the_code_the_link_and_the_day(acting):
    _, by, code = make_draft(make_collectivite())
    address = f"https://parvis.example/mediature/saisine/{code}/"
    with open_scope(by):
        remind(by=by, to="ana@exemple.fr", code=code, address=address, until=date(2026, 4, 1))
    mail = Outgoing.objects.get(key="mediature.draft")
    assert mail.recipient == "ana@exemple.fr"
    for said in (in_groups(code), address, "mercredi\xa01er\xa0avril\xa02026"):
        assert said in mail.text
    assert code not in mail.subject
