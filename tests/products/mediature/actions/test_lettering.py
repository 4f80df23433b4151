"""A letter is kept once, replaced and never changed; its deliveries are written down."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from parvis.core.documents.queries.contents import content_of
from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import CHANGED
from parvis.products.mediature.actions.lettering import LONGEST, hand_letter, keep_letter
from parvis.products.mediature.enums import Fonction, Genre, Moyen, Visibilite
from parvis.products.mediature.models import Courrier, Ligne, Piece, Remise, Requerant, Saisine
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite
from tests.promises.test_retention import noon

pytestmark = pytest.mark.django_db
WORDS = "Bonjour,\n\n## Dates\n\n- une *date*\n- #une autre"


@pytest.fixture
def mediator(office):
    return acting_as(make_agent(office))


def keeps(actor, saisine, genre=Genre.ATTESTATION, words=WORDS, **given):
    with open_scope(actor):
        return keep_letter(by=actor, saisine=saisine, genre=genre, words=words, **given)


def hands(actor, courrier, moyen=Moyen.COURRIEL, on=None):
    with open_scope(actor):
        found = Courrier.objects.select_related("saisine__requerant").get(pk=courrier.pk)
        return hand_letter(by=actor, courrier=found, moyen=moyen, on=on or clock.today())


def refused(does, *given, **more):
    with pytest.raises(ValidationError) as error:
        does(*given, **more)
    return " ".join(error.value.messages)


def test_a_letter_is_a_sealed_accessible_pdf_that_the_person_reads(mediator, saisine):
    made = keeps(mediator, saisine)
    content = b"".join(content_of(made.piece.document))
    assert content.startswith(b"%PDF")
    assert b"pdfuaid" in content
    assert (made.reference, made.written_on, made.piece.visibility) == (
        f"{saisine.number}-C1", clock.today(), Visibilite.REQUERANT,
    )  # fmt: skip
    with open_scope(holder_of(saisine)) as scope:
        assert Courrier.objects.visible_to(scope.actor).count() == 1
        assert Piece.objects.visible_to(scope.actor).get().pk == made.piece_id


def test_a_new_one_replaces_the_former_and_the_former_stays(mediator, saisine):
    first, other = keeps(mediator, saisine), keeps(mediator, saisine, Genre.ACCUSE)
    second = keeps(mediator, saisine, words="Bonjour, corrigé.")
    assert (second.replaces, second.reference) == (first, f"{saisine.number}-C3")
    found = Courrier.objects.select_related("replaced_by")
    assert [each.replaced for each in found] == [True, False, False]
    assert not other.replaced
    assert Ligne.objects.filter(words__endswith="qui remplace le précédent").count() == 1


def test_nobody_changes_nor_removes_a_letter_or_a_delivery(mediator, saisine):
    remise = hands(mediator, keeps(mediator, saisine))
    with open_scope(mediator):
        assert Courrier.objects.update(written_on=date(2020, 1, 1)) == 0
        assert Remise.objects.update(on=date(2020, 1, 1)) == 0
        assert Remise.objects.filter(pk=remise.pk)._raw_delete("default") == 0
        assert Courrier.objects.filter(genre=Genre.ATTESTATION)._raw_delete("default") == 0
    assert (Courrier.objects.count(), Remise.objects.count()) == (1, 1)


def test_an_assistant_keeps_the_receipt_and_prepares_the_others(office, saisine):
    assistant = acting_as(make_agent(office, Fonction.ASSISTANT))
    assert keeps(assistant, saisine, Genre.ACCUSE)
    with pytest.raises(PermissionDenied):
        keeps(assistant, saisine)
    with pytest.raises((PermissionDenied, Saisine.DoesNotExist)):
        keeps(acting_as(make_agent(make_collectivite())), saisine)


def test_what_cannot_be_kept_is_said(mediator, saisine):
    assert "n’a pas eu lieu" in refused(keeps, mediator, saisine, Genre.FIN)
    assert "Écrivez" in refused(keeps, mediator, saisine, words=" \n ")
    assert "signes" in refused(keeps, mediator, saisine, words="a" * (LONGEST + 1))
    assert refused(keeps, mediator, saisine, version=9) == CHANGED
    assert not Courrier.objects.exists()


def test_by_mail_the_person_is_told_where_to_read(mediator, saisine):
    hands(mediator, keeps(mediator, saisine))
    mail = Outgoing.objects.get(key="mediature.letter")
    assert mail.recipient == "samira.benali@exemple.fr"
    assert "/mediature/suivi/" in mail.text
    assert "attestation de saisine" in mail.text


def test_by_post_or_by_hand_the_day_is_written(mediator, saisine):
    with noon(date(2026, 3, 3)):
        made = keeps(mediator, saisine)
    Requerant.objects.update(street="3 rue des Lilas")
    with noon(date(2026, 3, 10)):
        for moyen in (Moyen.POSTE, Moyen.MAIN):
            hands(mediator, made, moyen, date(2026, 3, 5))
            assert "n’a pas pu partir avant" in refused(hands, mediator, made, moyen, date(2026, 3, 2))
            assert "date passée" in refused(hands, mediator, made, moyen, date(2026, 3, 11))
        assert "part maintenant" in refused(hands, mediator, made, Moyen.COURRIEL, date(2026, 3, 5))
    assert not Outgoing.objects.filter(key="mediature.letter").exists()
    assert Remise.objects.count() == 2


def test_a_way_that_reaches_nobody_is_refused(mediator, saisine):
    made = keeps(mediator, saisine)
    assert "adresse postale" in refused(hands, mediator, made, Moyen.POSTE)
    Requerant.objects.update(email="", phone="+33381615050")
    assert "adresse électronique" in refused(hands, mediator, made, Moyen.COURRIEL)
    hands(mediator, made, Moyen.MAIN)


def test_what_was_replaced_is_no_longer_handed_over(mediator, saisine):
    first = keeps(mediator, saisine)
    keeps(mediator, saisine)
    assert "plus récent" in refused(hands, mediator, first, Moyen.MAIN)
    with pytest.raises((PermissionDenied, Saisine.DoesNotExist, Courrier.DoesNotExist)):
        hands(acting_as(make_agent(make_collectivite())), first, Moyen.MAIN, clock.today() - timedelta(days=0))
