"""What the person adds to a saisine that is sent."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from parvis.core.documents.models import Document
from parvis.core.journal.models import JournalEntry
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions import answering
from parvis.products.mediature.actions.answering import give
from parvis.products.mediature.actions.handling import withdraw
from parvis.products.mediature.enums import Fait
from parvis.products.mediature.models import Ligne, Piece
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine

pytestmark = pytest.mark.django_db


def lettre(name="lettre.txt"):
    return ContentFile(b"page", name=name)


def test_a_document_given_after_sending_is_kept_told_and_journaled(acting):
    collectivite = make_collectivite()
    saisine = make_saisine(collectivite)
    by, before = holder_of(saisine), saisine.last_exchange_at
    with open_scope(by):
        piece = give(by=by, saisine=saisine, file=lettre())
    saisine.refresh_from_db()
    assert saisine.last_exchange_at > before
    assert Ligne.objects.get(fait=Fait.PIECE).words == "Document ajouté par le requérant : lettre.txt"
    entry = JournalEntry.objects.filter(verb="mediature.attach").latest("recorded_at")
    assert (entry.actor_key, entry.organisation, entry.object_key) == (by.key, saisine.organisation_id, saisine.key)
    mediator = acting_as(make_agent(collectivite))
    with open_scope(mediator):
        assert Piece.objects.visible_to(mediator).get() == piece
        assert Document.objects.get(pk=piece.document_id).organisation == saisine.organisation_id


def test_a_case_that_is_ended_or_full_takes_no_more(acting, monkeypatch):
    saisine = make_saisine()
    by = holder_of(saisine)
    monkeypatch.setattr(answering, "PIECES", 1)
    with open_scope(by):
        give(by=by, saisine=saisine, file=lettre())
        with pytest.raises(ValidationError, match="a déjà 1 documents"):
            give(by=by, saisine=saisine, file=lettre("b.txt"))
        withdraw(by=by, saisine=saisine)
        with pytest.raises(ValidationError, match="terminée"):
            give(by=by, saisine=saisine, file=lettre("c.txt"))
    assert Piece.objects.count() == 1


def test_whoever_holds_another_code_gives_nothing(acting):
    mine, other = make_saisine(), make_saisine()
    by = holder_of(mine)
    with open_scope(by), pytest.raises(type(other).DoesNotExist):
        give(by=by, saisine=other, file=lettre())
    assert not Piece.objects.exists()
