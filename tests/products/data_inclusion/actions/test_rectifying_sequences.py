"""Whatever the source gives, and whenever a person has it put right or hidden: the same as a few lines say."""

import json
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from parvis.core.privacy.actions.rights.answering import Answer, answer
from parvis.core.privacy.actions.rights.hiding import show_again
from parvis.core.privacy.enums.rights import Ground, State
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Right
from parvis.products.data_inclusion.models import RectifiedContact, Service
from tests.factories.data_inclusion import import_records, raw, raw_service
from tests.factories.rights import EMAIL, known_request, only_leg, private

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]
DPO = system("tests")
ID = "essai--s001"
PHONES = ("+33381615050", "+33381615051", "+33381615052", "")


@dataclass
class Oracle:
    """What must be published, and what is still kept right."""

    source: str
    right: str | None = None
    wrong: set[str] = field(default_factory=set)
    hidden: bool = False

    @property
    def shown(self) -> str:
        return self.source if self.right is None else self.right

    def imported(self, value):
        self.source = value
        if value not in self.wrong:
            self.right, self.wrong = None, set()

    def rectified(self, value):
        self.wrong = (self.wrong | {self.shown}) - {value}
        self.right = value
        self.imported(self.source)


def imported(value, version, *, changed=True):
    named = {"telephone": value or None, "courriel": EMAIL, "contact_nom_prenom": "Zélie Morvan"}
    description = f"Atelier {version if changed else 0}."
    import_records([raw(1), raw_service(1, description=description, **named)], version=str(version))


def rectified(value):
    leg = only_leg(known_request(rights=[Right.RECTIFY]))
    changes = {("data_inclusion.Service", ID, "telephone"): value}
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED, changes=changes), link=private)


def hidden(right):
    leg = only_leg(known_request(rights=[right]))
    if right is Right.RESTRICT:
        answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    return leg


def shown(leg):
    if leg.right == Right.RESTRICT:
        show_again(by=DPO, leg=leg)
    else:
        answer(by=DPO, leg=leg, given=Answer(State.REFUSED, Ground.COMPELLING), link=private)


def same(oracle):
    service = Service.objects.get(pk=ID)
    told = json.loads(service.document + "}")
    expected = ("", "") if oracle.hidden else (EMAIL, oracle.shown)
    assert (service.courriel, service.telephone) == expected
    assert (told["courriel"] or "", told["telephone"] or "") == expected
    kept = RectifiedContact.objects.filter(service=ID).first()
    assert (kept.telephone if kept else None) == oracle.right
    assert len(kept.wrong_telephone if kept else []) == len(oracle.wrong)


A, B, C, NONE = PHONES
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["import", "import", "same", "rectify", "rectify", "object", "restrict", "show"]),
        st.sampled_from(PHONES),
    ),
    min_size=2,
    max_size=7,
)


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
@example([("rectify", B), ("rectify", C), ("import", B), ("import", A), ("rectify", B), ("import", B)])
@example([("rectify", NONE), ("import", A), ("object", A), ("import", A), ("show", A), ("import", NONE)])
@example([("rectify", B), ("restrict", A), ("import", A), ("import", C), ("import", A), ("show", A)])
def test_what_is_published_is_what_the_source_gives_but_for_what_was_found_wrong(steps):
    with transaction.atomic():
        oracle, leg = Oracle(A), None
        imported(A, 0)
        for version, (step, value) in enumerate(steps, start=1):
            if step in {"import", "same"}:
                given_now = value if step == "import" else oracle.source
                imported(given_now, version, changed=step == "import")
                oracle.imported(given_now)
            elif step == "rectify" and leg is None and value != oracle.shown:
                rectified(value)
                oracle.rectified(value)
            elif step in {"object", "restrict"} and leg is None:
                leg = hidden(Right.OBJECT if step == "object" else Right.RESTRICT)
                oracle.hidden = True
            elif step == "show" and leg is not None:
                shown(leg)
                leg, oracle.hidden = None, False
            same(oracle)
        transaction.set_rollback(True)
