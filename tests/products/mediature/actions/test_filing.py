"""A saisine is written at one's own pace, sent once, and seen by its office alone."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from parvis.core.documents.models import Document
from parvis.core.notifications.models import Outgoing
from parvis.kernel.actor import VISITOR, ActorKind
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions.drafting import attach, detach, save_answers
from parvis.products.mediature.actions.filing import file_saisine
from parvis.products.mediature.enums import Etat, Juge
from parvis.products.mediature.models import Brouillon, Ligne, Piece, Requerant, Saisine
from parvis.products.mediature.queries.access import holders, new_code, typed_code
from tests.factories.mediature import (
    FOLLOW,
    acting_as,
    holder_of,
    make_agent,
    make_collectivite,
    make_draft,
    make_saisine,
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


def test_a_draft_is_nothing_to_the_office_and_a_saisine_is_its_own_alone(acting):
    ours, theirs = make_collectivite(), make_collectivite()
    draft, author, _ = make_draft(ours)
    mediator, stranger = acting_as(make_agent(ours)), acting_as(make_agent(theirs))
    with open_scope(mediator):
        assert not Brouillon.objects.exists()
    with open_scope(author):
        saisine = file_saisine(by=author, brouillon=draft, follow=FOLLOW)
        assert not Brouillon.objects.exists()
        assert Saisine.objects.get() == saisine
    with open_scope(mediator):
        found = Saisine.objects.visible_to(mediator).get()
        assert (found.etat, found.requerant.last_name) == (Etat.A_TRAITER, "Benali")
        assert [line.words for line in Ligne.objects.visible_to(mediator)] == ["Saisine déposée en ligne"]
    with open_scope(stranger):
        assert not Saisine.objects.exists()
        assert not Requerant.objects.exists()
        assert not Ligne.objects.exists()


def test_the_receipt_tells_number_date_and_the_private_link(acting):
    saisine = make_saisine()
    mail = Outgoing.objects.get(key="mediature.receipt")
    assert mail.recipient == "samira.benali@exemple.fr"
    assert saisine.number in mail.subject
    assert f"{FOLLOW}{saisine.code}/" in mail.text
    assert "L. 213-6" in mail.text


def test_without_address_nothing_is_sent(acting):
    make_saisine(email="", street="3 rue des Lilas")
    assert not Outgoing.objects.filter(key="mediature.receipt").exists()


def test_files_follow_the_draft_and_one_taken_out_is_destroyed(acting):
    collectivite = make_collectivite()
    draft, author, _ = make_draft(collectivite)
    with open_scope(author):
        kept = attach(by=author, brouillon=draft, file=ContentFile(b"%PDF-1.4 lettre", name="lettre.pdf"))
        gone = attach(by=author, brouillon=draft, file=ContentFile(b"autre", name="autre.txt"))
        detach(by=author, brouillon=draft, piece=gone.pk)
        saisine = file_saisine(by=author, brouillon=draft, follow=FOLLOW)
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


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"juge": Juge.OUI}, "Un juge est déjà saisi"),
        ({"facts": ""}, "Il manque des réponses"),
        ({"email": ""}, "Il manque des réponses"),
    ],
)
def test_what_the_law_or_the_form_refuses_leaves_the_draft(acting, answers, said):
    draft, author, _ = make_draft(make_collectivite(), **answers)
    with open_scope(author):
        with pytest.raises(ValidationError, match=said):
            file_saisine(by=author, brouillon=draft, follow=FOLLOW)
        assert Brouillon.objects.get() == draft


@pytest.mark.parametrize("ends_on", [date(2025, 12, 31), None])
def test_without_a_running_mandate_no_saisine_is_taken(acting, ends_on):
    collectivite = make_collectivite(mandate=False)
    if ends_on:
        collectivite.mandats.create(
            mediateur="Luc Perrin", deliberation="1", deliberated_on=date(2019, 1, 1), starts_on=date(2019, 1, 1),
            ends_on=ends_on, scope="Tout",
        )  # fmt: skip
    draft, author, _ = make_draft(collectivite)
    with open_scope(author), pytest.raises(ValidationError, match="mandat"):
        file_saisine(by=author, brouillon=draft, follow=FOLLOW)


def test_numbers_follow_each_other_and_never_repeat(acting):
    first, second = make_saisine(), make_saisine()
    assert first.number[:5] == second.number[:5]
    assert int(second.number[5:]) == int(first.number[5:]) + 1


def test_the_holder_of_a_code_sees_one_saisine_and_no_other(acting):
    collectivite = make_collectivite()
    mine, other = make_saisine(collectivite), make_saisine(collectivite)
    holder = holder_of(mine)
    assert holder.kind is ActorKind.CITIZEN
    with open_scope(holder), transaction.atomic():
        assert [each.pk for each in Saisine.objects.all()] == [mine.pk]
        assert Saisine.objects.filter(pk=other.pk).update(facts="autre") == 0
