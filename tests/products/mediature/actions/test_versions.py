"""A document takes a more recent file; what it was stays, for whoever could read it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import connection

from parvis.core.documents.models import Document
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.answering import PIECES, give
from parvis.products.mediature.actions.handling import Conclusion, assign, close
from parvis.products.mediature.actions.lettering import keep_letter
from parvis.products.mediature.actions.liens import merge, unmerge
from parvis.products.mediature.actions.parties import Accord, add_party, write_agreement
from parvis.products.mediature.actions.versions import replace, replace_own
from parvis.products.mediature.enums import Cote, Fonction, Genre, Issue, Visibilite
from parvis.products.mediature.models import Courrier, Jointe, Ligne, Message, Piece, Saisine, Version
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.solliciter import make_admitted, make_piece, make_question

pytestmark = pytest.mark.django_db


def file(words="Nouveau.", name="nouveau.txt"):
    return ContentFile(words.encode(), name=name)


@pytest.fixture
def by(mediator):
    return acting_as(mediator)


@pytest.fixture
def piece(saisine, by):
    return make_piece(saisine, by)


def replaced(by, piece, visibility=Visibilite.REQUERANT, **given):
    given = {"file": file(), "label": "", "version": Piece.objects.get(pk=piece.pk).version} | given
    with open_scope(by):
        return replace(by=by, saisine=piece.saisine, piece=piece, visibility=visibility, **given)


def given(saisine, name="avis.txt"):
    with open_scope(holder_of(saisine)) as scope:
        return give(by=scope.actor, saisine=saisine, file=file("Ancien.", name))


def replaced_own(saisine, piece, **more):
    with open_scope(holder_of(saisine)) as scope:
        return replace_own(
            by=scope.actor, saisine=saisine, piece=piece, **{"file": file(), "version": piece.version} | more
        )


def test_the_last_file_takes_the_place_and_the_former_keeps_its_own(saisine, by, piece):
    former = piece.document_id
    made = replaced(by, piece, Visibilite.BUREAU, label="Réponse du service")
    assert (made.version, made.label, made.visibility) == (2, "Réponse du service", Visibilite.BUREAU)
    assert made.document_id != former
    kept = Version.objects.get()
    assert (kept.document_id, kept.rank, kept.label, kept.visibility) == (former, 1, "courrier.txt", "requerant")
    assert kept.given_by == by.key
    replaced(by, piece, label="")
    assert list(Version.objects.values_list("rank", flat=True)) == [2, 1]
    assert Piece.objects.get().label == "Réponse du service"
    assert "Document remplacé par le bureau : Réponse du service, version 3" in [
        each.words for each in Ligne.objects.all()
    ]


def test_who_read_an_older_file_does_not_overwrite_a_newer_one(by, piece):
    replaced(by, piece)
    with pytest.raises(ValidationError, match="pendant que vous le lisiez"):
        replaced(by, piece, version=1)
    assert Document.objects.count() == 2


def test_a_program_replaces_nothing(by, piece):
    with pytest.raises(ValidationError, match="est un programme"):
        replaced(by, piece, file=file("#!/bin/sh", "facture.pdf"))
    assert not Version.objects.exists()


def test_the_person_replaces_what_they_gave_and_nothing_else(saisine, by, piece):
    own = given(saisine)
    made = replaced_own(saisine, own)
    assert (made.version, made.label, made.given_by) == (2, "nouveau.txt", own.given_by)
    assert Version.objects.get().label == "avis.txt"
    with pytest.raises(ValidationError, match="Le bureau du médiateur a ajouté ce document"):
        replaced_own(saisine, piece)
    with open_scope(holder_of(make_saisine())) as other, pytest.raises(Saisine.DoesNotExist):
        replace_own(by=other.actor, saisine=saisine, piece=own, file=file(), version=2)


def test_what_the_person_gave_stays_theirs_to_read(saisine, by):
    own = given(saisine)
    with pytest.raises(ValidationError, match="continue de le lire"):
        replaced(by, own, Visibilite.BUREAU)
    assert replaced(by, own).given_by == by.key
    with pytest.raises(ValidationError, match="Le bureau du médiateur a ajouté"):
        replaced_own(saisine, Piece.objects.get())


def test_a_case_takes_so_many_files_of_its_person_versions_included(saisine):
    own = given(saisine)
    for version in range(1, PIECES):
        own = replaced_own(saisine, own, version=version)
    with pytest.raises(ValidationError, match=f"déjà {PIECES} fichiers"):
        replaced_own(saisine, own)


def test_an_ended_case_changes_no_document(saisine, by, piece):
    own = given(saisine)
    with open_scope(by):
        close(by=by, saisine=saisine, conclusion=Conclusion(Issue.PARTIEL, "Un accord."))
    with pytest.raises(ValidationError, match="terminé"):
        replaced(by, piece)
    with pytest.raises(ValidationError, match="terminée"):
        replaced_own(saisine, own)


def test_what_somebody_was_shown_is_not_changed_behind_their_back(office, saisine, by, piece):
    own, letter = given(saisine), None
    with open_scope(by):
        letter = keep_letter(by=by, saisine=saisine, genre=Genre.ATTESTATION, words="Bonjour,").piece
        party = add_party(by=by, saisine=saisine, cote=Cote.REQUERANT, name="Samira Benali")
        write_agreement(by=by, partie=party, accord=Accord(saisine.received_on, proof=piece))
    Jointe.objects.create(
        message=Message.objects.create(saisine=saisine, sens="recu", voie="web", partie="requerant", text="Voici."),
        piece=own,
    )
    asked = make_admitted(office)
    confided = given(asked)
    make_question(asked, pieces=[confided])
    for stays, why in ((letter, "courrier gardé"), (piece, "prouve un accord"), (own, "avec un message")):
        with pytest.raises(ValidationError, match=why):
            replaced(by, stays)
    with pytest.raises(ValidationError, match="avec un message"):
        replaced_own(saisine, own)
    with pytest.raises(ValidationError, match="Un service a reçu"):
        replaced_own(asked, confided)
    assert Courrier.objects.count() == 1
    assert not Version.objects.exists()


def test_each_version_shows_to_whoever_it_showed_to(office, saisine, mediator, by):
    with open_scope(by):
        assign(by=by, saisine=saisine, to=mediator)
    piece = make_piece(saisine, by, visibility=Visibilite.BUREAU)
    replaced(by, piece, Visibilite.REQUERANT)
    replaced(by, piece, Visibilite.MEDIATEUR)
    colleague = acting_as(make_agent(office, Fonction.PRINCIPAL))
    stranger = acting_as(make_agent(make_collectivite(), Fonction.PRINCIPAL))
    for reader, ranks in ((by, {1, 2}), (colleague, {1, 2}), (holder_of(saisine), {2}), (stranger, set())):
        with open_scope(reader):
            assert set(Version.objects.values_list("rank", flat=True)) == ranks, reader
            assert set(Version.objects.visible_to(reader).values_list("rank", flat=True)) == ranks
            with connection.cursor() as cursor:
                cursor.execute("UPDATE mediature_version SET label = 'x'")
                assert cursor.rowcount == 0
                cursor.execute("DELETE FROM mediature_version")
                assert cursor.rowcount == 0
    replaced(by, piece, Visibilite.REQUERANT)
    with open_scope(colleague):
        assert set(Version.objects.values_list("rank", flat=True)) == {1, 2}
    with pytest.raises(PermissionDenied):
        replaced(colleague, piece, Visibilite.MEDIATEUR)


def test_two_cases_that_become_one_keep_every_version(office, by, saisine):
    other = make_saisine(office)
    piece = make_piece(other, by)
    replaced(by, piece)
    with open_scope(by):
        made = merge(by=by, saisine=saisine, number=other.number)
        assert Version.objects.get().saisine == saisine
        unmerge(by=by, saisine=saisine, fusion=made)
        assert Version.objects.get().saisine == other
