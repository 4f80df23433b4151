"""Who is in a mediation, the agreement of each with what shows it, and who sees it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import withdraw
from parvis.products.mediature.actions.parties import Accord, add_party, remove_party, write_agreement
from parvis.products.mediature.enums import Cote
from parvis.products.mediature.models import Ligne, Partie, Saisine
from parvis.products.mediature.queries.parties import agreed_by_all
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.organisations import make_membership
from tests.factories.solliciter import holder_of_link, make_admitted, make_piece, make_question
from tests.promises.test_retention import noon

pytestmark = pytest.mark.django_db
FILED_ON = date(2026, 3, 3)


@pytest.fixture
def agent(office):
    return acting_as(make_agent(office))


@pytest.fixture
def saisine(office):
    with noon(FILED_ON):
        return make_saisine(office)


def does(actor, action, **given):
    with open_scope(actor):
        return action(by=actor, **given)


def adds(agent, saisine, cote=Cote.REQUERANT, name="Samira Benali", **given):
    return does(agent, add_party, saisine=saisine, cote=cote, name=name, **given)


def agrees(agent, partie, on, **given):
    accord = Accord(on, **({"how": "Signé sur place."} | given))
    with noon(date(2026, 6, 1)):
        does(agent, write_agreement, partie=partie, accord=accord)


def refused(action, *args, **given):
    with pytest.raises(ValidationError) as error:
        action(*args, **given)
    return " ".join(error.value.messages)


def test_each_agreement_is_kept_with_its_day_and_told(agent, saisine):
    piece = make_piece(saisine, agent)
    person, service = adds(agent, saisine), adds(agent, saisine, Cote.ADMINISTRATION, "Service scolaire")
    agrees(agent, person, date(2026, 3, 10), proof=piece, how="")
    assert agreed_by_all(Partie.objects.all()) is None
    agrees(agent, service, date(2026, 4, 2))
    assert agreed_by_all(Partie.objects.all()) == date(2026, 4, 2)
    agrees(agent, service, date(2026, 4, 7))
    assert agreed_by_all(Partie.objects.all()) == date(2026, 4, 7)
    assert Ligne.objects.filter(words__startswith="Accord pour une médiation").count() == 3
    assert Saisine.objects.get(pk=saisine.pk).parties_agreed_on is None, "a mediator attests it"


def test_an_agreement_without_proof_or_out_of_time_is_refused(agent, saisine):
    person = adds(agent, saisine)
    assert "Joignez la preuve" in refused(agrees, agent, person, date(2026, 3, 10), how=" ")
    assert "jour de la saisine" in refused(agrees, agent, person, FILED_ON - timedelta(days=1))
    assert "date passée" in refused(agrees, agent, person, date(2026, 6, 2))
    assert Partie.objects.get().agreed_on is None


def test_pieces_are_those_of_the_case(office, agent, saisine):
    other = make_piece(make_saisine(office), agent)
    assert "pièces de ce dossier" in refused(adds, agent, saisine, mandate=other)
    assert "pièces de ce dossier" in refused(agrees, agent, adds(agent, saisine), date(2026, 3, 10), proof=other)
    mandated = adds(agent, saisine, Cote.REPRESENTANT, "Maître Vasseur", mandate=make_piece(saisine, agent))
    assert mandated.mandate is not None


def test_a_party_written_by_mistake_goes_one_that_agreed_stays(agent, saisine):
    mistake, person = adds(agent, saisine, name="Erreur"), adds(agent, saisine)
    agrees(agent, person, date(2026, 3, 10))
    does(agent, remove_party, partie=mistake)
    assert "reste au dossier" in refused(does, agent, remove_party, partie=person)
    assert Partie.objects.count() == 1
    assert "nom" in refused(adds, agent, saisine, name=" ")


def test_an_ended_case_takes_no_party(agent, saisine):
    person = adds(agent, saisine)
    does(holder_of(saisine), withdraw, saisine=saisine)
    assert "rouvrez" in refused(adds, agent, saisine)
    assert "rouvrez" in refused(does, agent, remove_party, partie=person)


def test_the_office_alone_sees_and_writes_them(office, agent, saisine):
    person = adds(agent, saisine)
    asked = make_question(make_admitted(office))
    member = acting_as(make_membership(organisation=office.organisation).user)
    stranger = acting_as(make_agent(make_collectivite()))
    for actor in (member, stranger, holder_of(saisine), holder_of_link(asked)):
        with open_scope(actor):
            assert not Partie.objects.exists(), actor
    for actor in (member, stranger):
        with pytest.raises((PermissionDenied, Saisine.DoesNotExist)):
            adds(actor, saisine)
        with pytest.raises((PermissionDenied, Saisine.DoesNotExist)):
            does(actor, remove_party, partie=person)
    assert Partie.objects.count() == 1
