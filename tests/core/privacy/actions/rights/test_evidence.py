"""Each step leaves its proof and its line of the journal."""

import pytest

from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.actions.rights.evidence import everywhere, note
from parvis.core.privacy.enums.rights import StepKind
from parvis.core.privacy.models import RightsRequest
from parvis.kernel.actor import VISITOR, system
from parvis.kernel.scope import current_actor, open_scope
from tests.factories.rights import EMAIL, file_request, only_leg

pytestmark = pytest.mark.django_db


def test_a_step_is_proof_and_journal_at_once(acting):
    request = file_request()
    step = note(by=system("dpo"), request=request, leg=only_leg(request), kind=StepKind.ANSWERED, sent="Bonjour")
    assert (step.by, step.sent) == ("system:dpo", "Bonjour")
    line = JournalEntry.objects.filter(verb="rights.answered").get()
    assert line.categories == ["plateforme.droits.demandes"]
    assert "Bonjour" not in str(vars(line))
    assert EMAIL not in str(vars(line))


def test_whoever_acts_everywhere_is_still_themselves(acting):
    file_request()
    with open_scope(VISITOR):
        assert not RightsRequest.objects.exists()
        with everywhere(VISITOR):
            assert RightsRequest.objects.exists()
            assert current_actor() == VISITOR
        assert not RightsRequest.objects.exists()
