"""Who is named by a source is told once; whom no source names any more is noted, so that the night ends the trace."""

import pytest

from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, system
from parvis.kernel.scope import open_scope
from parvis.products.data_inclusion.actions.informing import inform_contacts
from parvis.products.data_inclusion.models import ContactNotice, Service
from tests.factories.data_inclusion import import_services, offer
from tests.factories.rights import EMAIL

pytestmark = pytest.mark.django_db
BY = system("tests")


def test_the_trace_follows_the_sources_and_shows_to_nobody(acting):
    import_services([offer(rank, contact_nom_prenom="Zélie Morvan", courriel=EMAIL) for rank in range(1, 8)])
    assert inform_contacts(by=BY) == 1
    [mail] = Outgoing.objects.all()
    assert "et 2 autres services" in mail.text
    with open_scope(VISITOR):
        assert not ContactNotice.objects.exists()
    for removed_at, gone_on in ((clock.now(), clock.today()), (None, None)):
        Service.objects.update(removed_at=removed_at)
        assert inform_contacts(by=BY) == 0
        assert ContactNotice.objects.get().gone_on == gone_on
