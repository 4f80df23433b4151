"""The office takes in what came by another way, for its own authority alone."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile

from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.registering import add_piece, register
from parvis.products.mediature.enums import Canal, Demarche, Etat, Fonction, Juge, Origine, Visibilite
from parvis.products.mediature.models import Collectivite, Ligne, Piece, Requerant, Saisine
from parvis.products.mediature.queries.access import holders, in_groups, new_code
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.organisations import make_membership, make_person

pytestmark = pytest.mark.django_db
GIVEN = {
    "facts": "La chaussée est effondrée.", "demarche": Demarche.AUCUNE, "juge": Juge.NON, "first_name": "Jeanne",
    "last_name": "Lefèvre", "street": "3 rue des Lilas", "canal": Canal.COURRIER, "received_on": date(2026, 1, 12),
}  # fmt: skip


def registered(user, office, code=None, **given):
    actor = acting_as(user)
    with open_scope(actor):
        return register(
            by=actor,
            collectivite=office,
            given=GIVEN | given,
            code=code or new_code(),
            files=[ContentFile(b"page", name="lettre.txt")],
        )


def test_a_letter_keeps_the_day_it_came_and_opens_with_its_code_alone(office):
    code = new_code()
    saisine = registered(make_agent(office, Fonction.ASSISTANT), office, code, origine=Origine.ELU)
    assert (saisine.received_on, saisine.canal, saisine.origine) == (date(2026, 1, 12), Canal.COURRIER, Origine.ELU)
    assert (saisine.etat, saisine.mediateur, str(saisine.requerant)) == (Etat.A_TRAITER, None, "Jeanne Lefèvre")
    words = "Saisine reçue par courrier le lundi 12 janvier 2026, enregistrée par le bureau"
    holder = holders(code)[0]
    with open_scope(holder):
        assert Saisine.objects.visible_to(holder).get() == saisine
        told = [line.replace("\u00a0", " ") for line in Ligne.objects.values_list("words", flat=True)]
        assert told == [words, "Document ajouté par le bureau : lettre.txt"]
    with open_scope(holders(new_code())[0]):
        assert not Saisine.objects.exists()
    assert code not in str(Saisine.objects.values().get())
    assert not Outgoing.objects.filter(key="mediature.registered").exists()


def test_the_code_goes_to_the_address_that_was_given(office):
    code = new_code()
    saisine = registered(make_agent(office), office, code, email="jeanne@exemple.fr")
    mail = Outgoing.objects.get(key="mediature.registered")
    assert (mail.recipient, saisine.number in mail.subject) == ("jeanne@exemple.fr", True)
    assert in_groups(code) in mail.text


@pytest.mark.parametrize("opened_on", [None, date(2999, 1, 1)], ids=["closed", "not yet open"])
def test_what_comes_by_post_is_taken_in_whether_the_page_is_public_or_not(office, opened_on):
    Collectivite.objects.update(opened_on=opened_on)
    assert registered(make_agent(office), office).canal == Canal.COURRIER


def test_without_a_running_mandate_nothing_is_taken_in(office):
    office.mandats.update(ends_on=date(2025, 12, 31))
    with pytest.raises(ValidationError, match="Aucun mandat de médiateur ne court"):
        registered(make_agent(office), office)


def test_nobody_registers_for_an_office_that_is_not_theirs(office):
    member = make_person()
    make_membership(member, office.organisation)
    for stranger in (member, make_agent(make_collectivite()), make_person(is_platform_administrator=True)):
        with pytest.raises(PermissionDenied):
            registered(stranger, office)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"street": ""}, "joindre"),
        ({"facts": ""}, "Il manque"),
        ({"received_on": date(2999, 1, 1)}, "date passée"),
        ({"canal": Canal.FORMULAIRE}, "par quelle voie"),
    ],
)
def test_what_cannot_be_is_not_registered(office, wrong, said):
    with pytest.raises(ValidationError, match=said):
        registered(make_agent(office), office, **wrong)
    assert not Requerant.objects.exists()


def test_without_a_running_mandate_nothing_is_taken(office):
    office.mandats.update(ends_on=clock.today() - timedelta(days=1))
    with pytest.raises(ValidationError, match="Aucun mandat"):
        registered(make_agent(office), office)


def test_a_document_of_the_office_stays_in_it(office):
    saisine, actor = make_saisine(office), acting_as(make_agent(office))
    with open_scope(actor):
        for visibility in (Visibilite.BUREAU, Visibilite.REQUERANT):
            add_piece(
                by=actor, saisine=saisine, file=ContentFile(b"x", name="x.txt"), label=visibility, visibility=visibility
            )
        large = ContentFile(b"", name="film.mp4")
        large.size = 25_000_001
        with pytest.raises(ValidationError, match="25 Mo"):
            add_piece(by=actor, saisine=saisine, file=large)
    with open_scope(holder_of(saisine)):
        assert [str(piece) for piece in Piece.objects.all()] == ["requerant"]
        assert "Document ajouté par le bureau : bureau" not in Ligne.objects.values_list("words", flat=True)
