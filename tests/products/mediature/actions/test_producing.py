"""What leaves for a court: on a ground, with reasons, ticked one by one, and written down for good."""

import io
import zipfile
from hashlib import sha256

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import connection

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.core.journal.models import JournalEntry
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import Conclusion, Decision, assign, close, decide, write_note
from parvis.products.mediature.actions.lettering import keep_letter
from parvis.products.mediature.actions.liens import merge
from parvis.products.mediature.actions.parties import add_party
from parvis.products.mediature.actions.producing import Choice, produce
from parvis.products.mediature.actions.registering import add_piece
from parvis.products.mediature.actions.replying import reply
from parvis.products.mediature.enums import Cote, Fait, Fonction, Fondement, Genre, Issue, Recevabilite, Visibilite
from parvis.products.mediature.models import Ligne, Partie, Production, Reponse, Saisine
from parvis.products.mediature.queries.productions import LETS_OUT, Groupe, offered
from tests.factories.drawings import make_pdf
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.solliciter import holder_of_link, make_question

pytestmark = pytest.mark.django_db
COURT = "Tribunal administratif de Dijon, requête n° 2600123"


@pytest.fixture
def by(mediator):
    return acting_as(mediator)


@pytest.fixture
def closed(office, saisine, mediator, by):
    """A closed case with all that a case may hold, for each who may read it."""
    with open_scope(by):
        assign(by=by, saisine=saisine, to=mediator)
        decide(by=by, saisine=saisine, decision=Decision(Recevabilite.RECEVABLE, "La démarche est faite."))
        for visibility in Visibilite:
            file = ContentFile(make_pdf(1), name=f"{visibility}.pdf")
            add_piece(by=by, saisine=saisine, file=file, visibility=visibility)
        write_note(by=by, saisine=saisine, text="Entre nous.")
    for words in ("Secret du service.", "Dit à la personne."):
        asked = make_question(saisine)
        with open_scope(holder_of_link(asked)) as scope:
            reply(by=scope.actor, sollicitation=asked, text=words)
    Reponse.objects.filter(text="Dit à la personne.").update(visibility=Visibilite.REQUERANT)
    with open_scope(by):
        keep_letter(by=by, saisine=saisine, genre=Genre.ATTESTATION, words="Premier jet.")
        keep_letter(by=by, saisine=saisine, genre=Genre.ATTESTATION, words="Le médiateur atteste.")
        close(by=by, saisine=saisine, conclusion=Conclusion(Issue.PARTIEL, "La mairie a reconnu son erreur."))
        keep_letter(by=by, saisine=saisine, genre=Genre.CLOTURE, words="Voici la conclusion.")
    Document.objects.update(scan=Scan.CLEAN)
    return Saisine.objects.get(pk=saisine.pk)


def of(actor, saisine, *groupes):
    with open_scope(actor):
        return tuple(each.key for each in offered(actor, saisine) if each.groupe in (groupes or tuple(Groupe)))


def produced(by, saisine, **given):
    given = {
        "court": COURT,
        "fondement": Fondement.PROTECTION,
        "reasons": "Un enfant est en danger.",
        "keys": (),
    } | given
    with open_scope(by):
        made, content = produce(by=by, saisine=saisine, choice=Choice(**given), version=saisine.version)
    with content, zipfile.ZipFile(io.BytesIO(content.read())) as archive:
        return made, {name: archive.read(name) for name in archive.namelist()}


def words_of(pdf):
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)).split())


def test_only_what_the_person_reads_is_offered_each_under_its_secret(closed, by):
    with open_scope(by):
        found = {(each.title.split(",")[0], each.groupe) for each in offered(by, closed)}
    assert found == {
        ("requerant.pdf", Groupe.RECUEILLI),
        ("Attestation de saisine", Groupe.OUVERT),
        ("Courrier de clôture", Groupe.RECUEILLI),
        ("Décision sur la recevabilité", Groupe.OUVERT),
        ("Conclusion du médiateur", Groupe.RECUEILLI),
        ("Ce que dit la saisine", Groupe.DIT),
        ("Réponse de l’administration", Groupe.DIT),
    }
    with open_scope(by):
        assert [each.words for each in offered(by, closed) if each.key.startswith("reponse")] == ["Dit à la personne."]
        assert sum(each.title.startswith("Attestation") for each in offered(by, closed)) == 1


def test_the_archive_has_what_was_ticked_and_a_sheet_that_says_so(closed, by, mediator):
    keys = of(by, closed)
    made, files = produced(by, closed, keys=keys)
    assert len(files) == len(keys) + 1
    told = words_of(files.pop("00-bordereau.pdf"))
    for words in (COURT, str(mediator), "Raisons impérieuses", "L. 213-2", "Un enfant est en danger.", "Saisine reçue"):
        assert words in told, words
    digests = [sha256(files[name]).hexdigest() for name in sorted(files)]
    assert digests == [each["sha256"] for each in made.items]
    squeezed = told.replace(" ", "")
    assert all(each in squeezed for each in digests)
    everything = " ".join(words_of(content) for content in files.values())
    assert "La mairie a reconnu son erreur." in everything
    for secret in ("Entre nous.", "Secret du service.", "Premier jet."):
        assert secret not in everything


def test_it_is_written_down_in_the_case_and_in_the_journal(closed, by, mediator):
    keys = of(by, closed, Groupe.OUVERT)
    made, _ = produced(by, closed, keys=keys, fondement=Fondement.OUVERT)
    kept = Production.objects.get()
    assert (kept.pk, kept.court, kept.fondement, kept.by, kept.name) == (
        made.pk, COURT, Fondement.OUVERT, mediator, str(mediator),
    )  # fmt: skip
    assert [each["rank"] for each in kept.items] == [1, 2]
    line = Ligne.objects.get(fait=Fait.PRODUCTION)
    assert COURT in line.words
    assert line.visibility == Visibilite.REQUERANT
    assert JournalEntry.objects.filter(verb="mediature.produce", object_key=closed.key).count() == 1
    with pytest.raises(ValidationError, match="Quelqu’un a changé ce dossier"):
        produced(by, closed, keys=keys, fondement=Fondement.OUVERT)
    assert Production.objects.count() == 1


@pytest.mark.parametrize(
    ("fondement", "groupe"),
    [(each, groupe) for each in Fondement for groupe in Groupe if groupe not in LETS_OUT[each]],
)
def test_a_ground_lets_out_no_more_than_the_law(closed, by, fondement, groupe):
    with pytest.raises(ValidationError, match="ne permet pas de remettre") as refused:
        produced(by, closed, keys=of(by, closed, groupe), fondement=fondement)
    assert "fondement" in refused.value.error_dict
    assert not Production.objects.exists()


def test_what_was_said_leaves_with_the_agreement_of_every_party(closed, by):
    # Ended cases take no more parties: these were there before.
    Partie.objects.create(saisine=closed, cote=Cote.REQUERANT, name="Samira Benali")
    given = {
        "keys": of(by, closed, Groupe.DIT), "fondement": Fondement.ACCORD, "agreed_on": clock.today(),
        "how": "Accords signés.",
    }  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        produced(by, closed, agreeing=(Partie.objects.get().pk,), **given)
    assert refused.value.message_dict == {"agreeing": ["Il manque l’accord de : l’administration."]}
    Partie.objects.create(saisine=closed, cote=Cote.ADMINISTRATION, name="Ville de Dijon")
    parties = tuple(Partie.objects.values_list("pk", flat=True))
    for lacking in ({"agreeing": parties[:1]}, {"agreed_on": None}, {"how": " "}):
        with pytest.raises(ValidationError) as refused:
            produced(by, closed, **{"agreeing": parties} | given | lacking)
        assert set(refused.value.error_dict) == set(lacking)
    made, files = produced(by, closed, agreeing=parties, **given)
    assert "Samira Benali, Ville de Dijon" in made.consents
    assert "Accords signés." in words_of(files["00-bordereau.pdf"])


@pytest.mark.parametrize("lacking", ["court", "reasons"])
def test_reasons_and_a_court_are_compulsory(closed, by, lacking):
    with pytest.raises(ValidationError) as refused:
        produced(by, closed, keys=of(by, closed), **{lacking: "  "})
    assert set(refused.value.error_dict) == {lacking}


def test_nothing_leaves_unticked_nor_by_a_key_that_is_not_offered(office, closed, by, mediator):
    with pytest.raises(ValidationError, match="Cochez au moins une pièce"):
        produced(by, closed)
    hidden = [f"piece-{piece.pk}" for piece in closed.pieces.exclude(visibility=Visibilite.REQUERANT)]
    other = make_saisine(office)
    with open_scope(by):
        foreign = add_piece(by=by, saisine=other, file=ContentFile(b"x", name="x.txt"))
    Document.objects.update(scan=Scan.CLEAN)
    assert len(hidden) == 2
    for key in (*hidden, f"piece-{foreign.pk}", "note-1"):
        with pytest.raises(ValidationError, match="n’en sort plus"):
            produced(by, closed, keys=(key,))
    Document.objects.update(scan=Scan.INFECTED)
    assert not [key for key in of(by, closed) if key.startswith("piece")]
    assert not Production.objects.exists()


def test_a_mediator_of_the_office_alone_decides(office, saisine, closed, by):
    keys = of(by, closed)
    with pytest.raises(PermissionDenied):
        produced(acting_as(make_agent(office, Fonction.ASSISTANT)), closed, keys=keys)
    with pytest.raises(Saisine.DoesNotExist):
        produced(acting_as(make_agent(make_collectivite(), Fonction.PRINCIPAL)), closed, keys=keys)
    produced(by, closed, keys=keys)
    holder = holder_of(saisine)
    for reader, sees in (
        (acting_as(make_agent(office, Fonction.ASSISTANT)), 1),
        (acting_as(make_agent(make_collectivite(), Fonction.PRINCIPAL)), 0),
        (holder, 0),
    ):
        with open_scope(reader), connection.cursor() as cursor:
            assert Production.objects.count() == sees
            for change in ("UPDATE mediature_production SET court = 'x'", "DELETE FROM mediature_production"):
                cursor.execute(change)
                assert cursor.rowcount == 0


def test_what_left_goes_along_when_two_cases_become_one(office, saisine, by):
    other = make_saisine(office)
    with open_scope(by):
        add_party(by=by, saisine=other, cote=Cote.REQUERANT, name="Samira Benali")
    produced(by, other, keys=of(by, other))
    with open_scope(by):
        merge(by=by, saisine=saisine, number=other.number)
    assert Production.objects.get().saisine == saisine
