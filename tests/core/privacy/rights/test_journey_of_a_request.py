"""From the public form to the copy handed over, through the doors that people use."""

import io
import json
import zipfile
from datetime import timedelta

import pytest

from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.enums.rights import Proof, State, StepKind
from parvis.core.privacy.models import RightsLeg, RightsRequest, RightsStep
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Right
from tests.factories.data_inclusion import import_records, raw, raw_service
from tests.factories.organisations import enter
from tests.factories.rights import EMAIL, link_sent, make_desk

ASK = "/mes-droits/vous/?service=data-inclusion&droit=access&droit=object"
SERVICE = "/trouver/services/essai--s001/"


@pytest.fixture
def published(acting, db):
    import_records([raw(1), raw_service(1, courriel=EMAIL, telephone="+33381615050")])


def ask(client, **fields):
    return client.post(ASK, {"name": "Zélie Morvan", "email": EMAIL, **fields})


def test_access_and_objection_without_account(client, published):
    officer = make_desk()
    assert EMAIL in client.get(SERVICE).content.decode()
    received = ask(client)
    assert received.status_code == 302
    assert Outgoing.objects.filter(recipient=officer.email).count() == 0, "nobody is told before the person is known"
    assert EMAIL in client.get(SERVICE).content.decode(), "and nothing is hidden"
    page = client.get(link_sent())
    assert "Est-ce bien vous" in page.content.decode()
    assert RightsRequest.objects.get().proof == Proof.NONE, "opening the page proves nothing: scanners open it too"
    client.post(f"{link_sent()}confirmer/")
    assert RightsRequest.objects.get().proof == Proof.LINK
    assert EMAIL not in client.get(SERVICE).content.decode()
    assert Outgoing.objects.filter(recipient=officer.email, key="privacy.rights_desk").count() == 2
    enter(client, officer)
    queue = client.get("/guichet-donnees/").content.decode()
    assert "Zélie Morvan" in queue
    access = RightsLeg.objects.get(right=Right.ACCESS)
    shown = client.get(f"/guichet-donnees/{access.pk}/").content.decode()
    assert EMAIL in shown
    answered = client.post(f"/guichet-donnees/{access.pk}/repondre/", {"outcome": "answered", "ground": ""})
    assert answered.status_code == 302
    client.cookies.clear()
    content = client.get(f"{link_sent()}copie/{access.pk}/").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = json.loads(archive.read("vos-donnees.json"))
        assert EMAIL in archive.read("vos-donnees.html").decode()
    assert told["registre"][0]["purposes"]
    step = RightsStep.objects.get(kind=StepKind.ANSWERED)
    assert len(step.digest) == 64
    letter = client.get(f"{link_sent()}lettre/{step.pk}/")
    assert letter.content.startswith(b"%PDF")
    access.refresh_from_db()
    assert (access.state, access.late) == (State.ANSWERED, False)
    assert access.closed_at - clock.now() < timedelta(minutes=1)
