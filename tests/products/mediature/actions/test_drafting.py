"""A saisine is written at one's own pace, by whoever has its code, and by nobody else."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from parvis.core.documents.models import Document
from parvis.kernel.actor import VISITOR
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions.drafting import attach, detach, save_answers
from parvis.products.mediature.actions.filing import file_saisine
from parvis.products.mediature.models import Brouillon, Piece
from parvis.products.mediature.queries.access import holders, new_code, typed_code
from tests.factories.mediature import (
    CODE,
    acting_as,
    make_agent,
    make_collectivite,
    make_draft,
)

pytestmark = pytest.mark.django_db


def test_what_is_answered_is_kept_step_by_step_and_opens_with_the_code_alone(acting):
    draft, author, code = make_draft(make_collectivite(), facts="")
    with open_scope(author):
        save_answers(by=author, brouillon=draft, answers={"facts": "Un trou dans la chaussée."})
    with open_scope(holders(typed_code(f" {code[:4].lower()} {code[4:]}"))[0]) as scope:
        again = Brouillon.objects.visible_to(scope.actor).get()
        assert again.answers["facts"] == "Un trou dans la chaussée."
        assert again.answers["service"] == "Service scolaire"
    with open_scope(holders(new_code())[0]):
        assert not Brouillon.objects.exists()
    with open_scope(VISITOR):
        assert not Brouillon.objects.exists()


def test_files_follow_the_draft_and_one_taken_out_is_destroyed(acting):
    collectivite = make_collectivite()
    draft, author, _ = make_draft(collectivite)
    with open_scope(author):
        kept = attach(by=author, brouillon=draft, file=ContentFile(b"%PDF-1.4 lettre", name="lettre.pdf"))
        gone = attach(by=author, brouillon=draft, file=ContentFile(b"autre", name="autre.txt"))
        detach(by=author, brouillon=draft, piece=gone.pk)
        saisine = file_saisine(by=author, brouillon=draft, code=CODE)
        assert [piece.pk for piece in saisine.pieces.all()] == [kept.pk]
    mediator = acting_as(make_agent(collectivite))
    with open_scope(mediator):
        assert Piece.objects.visible_to(mediator).get().document.name == "lettre.pdf"
        assert Document.objects.get(pk=kept.document_id).organisation == collectivite.organisation_id
    with open_scope(mediator, reach=Reach.EVERYTHING):
        assert Document.objects.get(pk=gone.document_id).destroyed_on is not None


def test_no_more_than_ten_files_nor_one_too_large(acting):
    draft, author, _ = make_draft(make_collectivite())
    with open_scope(author):
        for number in range(10):
            attach(by=author, brouillon=draft, file=ContentFile(b"page", name=f"{number}.txt"))
        with pytest.raises(ValidationError, match="10 documents"):
            attach(by=author, brouillon=draft, file=ContentFile(b"page", name="11.txt"))
        large = ContentFile(b"", name="film.mp4")
        large.size = 25_000_001
        detach(by=author, brouillon=draft, piece=draft.pieces.first().pk)
        with pytest.raises(ValidationError, match="25 Mo"):
            attach(by=author, brouillon=draft, file=large)
