"""The words of letters: what happened, both readings of the law, and never a date that nobody attested."""

from datetime import date

import pytest

from parvis.kernel import clock
from parvis.products.mediature.enums import Demarche, Etat, Genre, Issue, Recevabilite
from parvis.products.mediature.models import Requerant, Saisine
from parvis.products.mediature.queries.courriers import letter_of, may_be_written, words_of
from tests.factories.mediature import make_collectivite, make_mandat, make_saisine
from tests.promises.test_retention import noon

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(acting):
    return make_collectivite(name="Ville de Dijon", address="11 rue des Exemples, 21000 Dijon", phone="03 80 00 00 00")


@pytest.fixture
def saisine(office):
    with noon(date(2026, 3, 3)):
        return make_saisine(office, demarche=Demarche.AUCUNE)


def changed(saisine, **fields):
    Saisine.objects.filter(pk=saisine.pk).update(**fields)
    return Saisine.objects.select_related("requerant").get(pk=saisine.pk)


def said(saisine, genre):
    return words_of(saisine, genre).replace("\N{NO-BREAK SPACE}", " ")


def ended(saisine, **fields):
    with noon(date(2026, 9, 3)):
        return changed(
            saisine, etat=Etat.CLOSE, closed_at=clock.now(), issue=Issue.PARTIEL, conclusion="Un accord.", **fields
        )


def test_each_letter_waits_for_what_it_tells(saisine):
    def offered(found):
        return {genre for genre in Genre if may_be_written(found, genre)}

    always = {Genre.ACCUSE, Genre.ATTESTATION}
    assert offered(saisine) == always
    admitted = changed(saisine, recevabilite=Recevabilite.RECEVABLE, decided_on=clock.today())
    assert offered(admitted) == always | {Genre.RECEVABILITE, Genre.INVITATION}
    assert offered(ended(saisine)) == always | {Genre.RECEVABILITE, Genre.FIN, Genre.CLOTURE}
    withdrawn = changed(saisine, etat=Etat.RETIREE)
    assert offered(withdrawn) == always | {Genre.RECEVABILITE, Genre.FIN}
    for genre in offered(withdrawn):
        assert said(withdrawn, genre)


def test_an_attestation_tells_both_readings_and_which_one_to_rely_on(saisine):
    words = said(saisine, Genre.ATTESTATION)
    for expected in (
        "L. 1112-24", "L. 213-6", "mardi 3 mars 2026, date de la saisine", "aucun délai ne serait encore arrêté",
        "ne comptez que sur la seconde", "30 39", "Samira Benali",
    ):  # fmt: skip
        assert expected in words, expected
    agreed = changed(saisine, parties_agreed_on=date(2026, 4, 7), first_meeting_on=date(2026, 4, 1))
    assert "depuis le mardi 7 avril 2026, date de l’accord écrit des parties" in said(agreed, Genre.ATTESTATION)
    met = changed(saisine, parties_agreed_on=None)
    assert "depuis le mercredi 1er avril 2026, date de la première réunion" in said(met, Genre.ATTESTATION)


def test_the_end_gives_a_new_time_only_from_an_attested_date(saisine):
    for genre in (Genre.FIN, Genre.CLOTURE):
        words = said(ended(saisine), genre)
        assert "aucun délai n’a été interrompu" in words
        assert "2027" not in words
        assert "novembre" not in words
        told = said(ended(saisine, parties_agreed_on=date(2026, 4, 7)), genre)
        assert "jusqu’au mardi 3 novembre 2026" in told
        assert "avant le mercredi 3 mars 2027" in told
        changed(saisine, parties_agreed_on=None)


def test_a_time_that_was_already_over_is_told(saisine):
    late = changed(saisine, demarche=Demarche.REPONSE, answered_on=date(2026, 1, 5), parties_agreed_on=date(2026, 4, 7))
    assert "un délai expiré ne s’interrompt plus" in said(late, Genre.ATTESTATION)
    assert "un délai expiré ne s’interrompt plus" in said(ended(late), Genre.FIN)


@pytest.mark.parametrize("decided", [Recevabilite.IRRECEVABLE, Recevabilite.REORIENTEE])
def test_a_refusal_gives_its_reasons_and_the_remedies(saisine, decided):
    refused = changed(saisine, recevabilite=decided, decided_on=date(2026, 3, 10), reasons="Un juge en a décidé.")
    words = said(refused, Genre.RECEVABILITE)
    for expected in ("Un juge en a décidé.", "Défenseur des droits", "tribunal administratif", "mardi 10 mars 2026"):
        assert expected in words


def test_the_paper_bears_the_authority_its_mediator_the_deliberation_and_the_address(office, saisine):
    make_mandat(office, mediateur="Étienne Rameau", deliberation="2026-01", starts_on=date(2026, 1, 1))
    letter = letter_of(saisine, Genre.ACCUSE, "Bonjour,\r\n\r\n## Titre\n\n\n- a\n- b", reference="2026-1-C1")
    assert (letter.authority, letter.service) == ("Ville de Dijon", "Le médiateur, Étienne Rameau")
    assert letter.contact == "11 rue des Exemples, 21000 Dijon\n03 80 00 00 00"
    assert "2026-01" in letter.mention
    assert letter.paragraphs == ("Bonjour,", "## Titre", "- a\n- b")
    assert letter.address == "Par courriel : samira.benali@exemple.fr"
    Requerant.objects.update(street="3 rue des Lilas", postal_code="21000", town="Dijon", email="")
    by_post = letter_of(changed(saisine), Genre.ACCUSE, "Bonjour,", reference="")
    assert by_post.address == "3 rue des Lilas\n21000 Dijon"


def test_an_ended_mandate_still_signs_what_it_handled(acting):
    office = make_collectivite(mandate=False)
    make_mandat(office, mediateur="Yann Le Bihan", ends_on=date(2021, 1, 1))
    with noon(date(2020, 6, 1)):
        saisine = make_saisine(office)
    assert letter_of(saisine, Genre.ATTESTATION, "x", reference="").signature.startswith("Yann Le Bihan")
