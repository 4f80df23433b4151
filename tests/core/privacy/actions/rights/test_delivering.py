"""The copy is handed over, and the proof says so without its content."""

import pytest

from parvis.core.privacy.actions.rights.answering import Answer, answer
from parvis.core.privacy.actions.rights.delivering import NoCopyError, deliver
from parvis.core.privacy.enums.rights import State, StepKind
from parvis.core.privacy.models import RightsStep
from parvis.kernel.actor import VISITOR, system
from tests.factories.data_inclusion import import_records, raw
from tests.factories.rights import EMAIL, known_request, only_leg, private

pytestmark = pytest.mark.django_db


def test_what_is_handed_over_is_what_the_proof_says(acting):
    import_records([raw(1, courriel=EMAIL)])
    leg = only_leg(known_request())
    with pytest.raises(NoCopyError):
        deliver(by=VISITOR, leg=leg)
    answered = answer(by=system("dpo"), leg=leg, given=Answer(State.ANSWERED), link=private)
    assert deliver(by=VISITOR, leg=answered).startswith(b"PK")
    digests = set(RightsStep.objects.exclude(digest="").values_list("digest", flat=True))
    assert len(digests) == 1
    assert RightsStep.objects.filter(kind=StepKind.DOWNLOADED).count() == 1
    assert not RightsStep.objects.filter(sent__contains=EMAIL).exists()
