"""The proof of a choice says everything but who."""

import pytest

from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.actions.trackers.consenting import keep_choice
from parvis.core.privacy.models import BannerVersion, ConsentChoice
from parvis.core.privacy.queries.trackers.shown import purposes
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.declarations.privacy import services
from parvis.kernel.scope import open_scope
from tests.factories.organisations import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def chat(settings):
    settings.PARVIS_CRISP_WEBSITE_ID, settings.PARVIS_CRISP_URL = "site-1", "https://client.crisp.chat"


def test_the_proof_holds_what_was_asked_and_answered_and_no_identity(published, acting, chat):
    user, asked = make_person(), purposes(services.get("mediature"))
    person = Actor(ActorKind.USER, identifier=str(user.pk))
    before = JournalEntry.objects.count()
    with open_scope(person):
        kept = keep_choice(by=person, asked=asked, results={"crisp": False}, method="bandeau-refuser")
    proof = ConsentChoice.objects.get()
    assert (proof.pk, proof.results, proof.method, proof.service) == (
        kept.pk,
        {"crisp": False},
        "bandeau-refuser",
        "mediature",
    )
    assert proof.policy_version == 1
    assert "Médiature" in BannerVersion.objects.get(pk=proof.text_hash).text
    columns = {field.name for field in ConsentChoice._meta.concrete_fields}
    assert columns == {"id", "made_at", "service", "policy_version", "text_hash", "results", "method"}
    assert JournalEntry.objects.count() == before
