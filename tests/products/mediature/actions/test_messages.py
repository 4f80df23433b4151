"""Files that come with a message are documents of its case, seen by who sees the message."""

import pytest
from django.core.files.base import ContentFile

from parvis.core.documents.enums import Scan
from parvis.core.journal.models import JournalEntry
from parvis.kernel.declarations.mail import Attached
from parvis.products.mediature.actions.messages import enclose, enclose_attached, exchanged, trace
from parvis.products.mediature.models import Jointe, Saisine
from tests.factories.mediature import make_collectivite, make_saisine
from tests.factories.messages import make_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(acting):
    return make_message(make_saisine(make_collectivite()))


def test_a_file_is_filed_and_waits_for_the_antivirus(message):
    [piece] = enclose(message, [ContentFile(b"%PDF-1.7", name="a.pdf")], given_by="Samira Benali")
    assert (piece.label, piece.saisine, piece.visibility) == ("a.pdf", message.saisine, message.visibility)
    assert (piece.document.scan, piece.document.door) == (Scan.WAITING, "mediature")
    assert Jointe.objects.get().came


def test_what_cannot_be_kept_is_named_and_the_rest_is_kept(message):
    given = [Attached("vide.pdf", "application/pdf", b""), Attached("a.pdf", "application/pdf", b"%PDF")]
    assert enclose_attached(message, given, given_by="Samira Benali") == ["vide.pdf"]
    assert [str(each.piece) for each in Jointe.objects.select_related("piece")] == ["a.pdf"]


def test_an_exchange_is_dated_and_leaves_the_version_as_it_was_read(message, acting):
    saisine = Saisine.objects.get(pk=message.saisine_id)
    before = saisine.last_exchange_at, saisine.version
    exchanged(saisine)
    again = Saisine.objects.get(pk=saisine.pk)
    assert again.last_exchange_at > before[0]
    assert again.version == before[1]
    trace(acting.actor, message, "mediature.message")
    line = JournalEntry.objects.filter(verb="mediature.message").latest("recorded_at")
    assert (line.categories, line.object_key) == (["mediature.echanges.messages"], saisine.key)
