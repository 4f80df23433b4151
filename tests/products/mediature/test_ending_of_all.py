"""A case ends with all that it gathered; what its authority keeps less long goes first, and the rest stays."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from parvis.core.documents.models import DataKey
from parvis.core.privacy.actions.retention.night import run_night
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.concluding import Dit, conclude, propose_protocol, write_signature
from parvis.products.mediature.actions.directory import archive
from parvis.products.mediature.actions.handling import Conclusion, close
from parvis.products.mediature.actions.lettering import hand_letter, keep_letter
from parvis.products.mediature.actions.opining import give_opinion, giver
from parvis.products.mediature.actions.parties import Accord, add_party, write_agreement
from parvis.products.mediature.actions.rendezvous import Prevision, make_appointment
from parvis.products.mediature.actions.replying import reply
from parvis.products.mediature.actions.taches import write_task
from parvis.products.mediature.actions.versions import replace
from parvis.products.mediature.enums import (
    Cote,
    Fonction,
    Forme,
    Genre,
    Issue,
    Moyen,
    ReponseProtocole,
    Satisfaction,
    Signe,
    Visibilite,
)
from parvis.products.mediature.models import (
    Avis,
    Courrier,
    Engagement,
    Partie,
    Piece,
    PieceConfiee,
    Protocole,
    Remise,
    RendezVous,
    Reponse,
    Saisine,
    ServiceInterne,
    Signature,
    Sollicitation,
    Tache,
    Version,
)
from tests.factories.mediature import acting_as, make_agent, make_collectivite
from tests.factories.protocoles import make_draft_protocol
from tests.factories.solliciter import holder_of_link, make_admitted, make_piece, make_question
from tests.promises.test_retention import noon

pytestmark = pytest.mark.django_db
BY = system("tests")
ENDED_ON = date(2026, 3, 31)
OF_A_CASE = (
    Avis,
    Courrier,
    Engagement,
    Partie,
    Piece,
    PieceConfiee,
    Protocole,
    Remise,
    RendezVous,
    Reponse,
    Signature,
    Sollicitation,
    Tache,
    Version,
)


def make_protocol(by, saisine, piece):
    """An agreement that both sides signed on paper."""
    add_party(by=by, saisine=saisine, cote=Cote.ADMINISTRATION, name="Régie municipale")
    made = make_draft_protocol(by, saisine)
    propose_protocol(by=by, protocole=made)
    made.refresh_from_db()
    for party in Partie.objects.filter(saisine=saisine):
        dit = Dit(ReponseProtocole.ACCEPTE, Signe.PAPIER, clock.today(), piece=piece)
        write_signature(by=by, protocole=made, partie=party, dit=dit)
    conclude(by=by, protocole=made, on=clock.today())


@pytest.fixture
def ended(acting):
    """A closed case with something of every kind, in an office that keeps documents a year."""
    office = make_collectivite(kept_months=12)
    mediator = acting_as(make_agent(office, Fonction.PRINCIPAL))
    with noon(date(2026, 3, 3)):
        saisine = make_admitted(office)
        piece = make_piece(saisine, mediator)
        asked = make_question(saisine, pieces=[piece])
        with open_scope(holder_of_link(asked)) as scope:
            reply(by=scope.actor, sollicitation=asked, text="Voici.", files=[ContentFile(b"Un mot.", name="mot.txt")])
        with open_scope(mediator):
            for version in (1, 2):
                file = ContentFile(f"Version {version + 1}".encode(), name="mot.txt")
                replace(
                    by=mediator, saisine=saisine, piece=make_piece(saisine, mediator) if version == 1 else Version.objects.get().piece,
                    file=file, label="", visibility=Visibilite.REQUERANT, version=version,
                )  # fmt: skip
            party = add_party(by=mediator, saisine=saisine, cote=Cote.REQUERANT, name="Samira Benali")
            write_agreement(by=mediator, partie=party, accord=Accord(date(2026, 3, 3), proof=piece))
            for _ in range(2):
                kept = keep_letter(by=mediator, saisine=saisine, genre=Genre.ATTESTATION, words="Bonjour,")
            prevision = Prevision(clock.now() + timedelta(days=3), 60, Forme.TELEPHONE)
            make_appointment(by=mediator, saisine=saisine, prevision=prevision)
            write_task(by=mediator, saisine=saisine, words="Relire le courrier", due_on=clock.today())
            make_protocol(mediator, saisine, piece)
            hand_letter(by=mediator, courrier=kept, moyen=Moyen.MAIN, on=date(2026, 3, 3))
    with noon(ENDED_ON), open_scope(mediator):
        close(by=mediator, saisine=saisine, conclusion=Conclusion(Issue.PARTIEL, "Un accord."))
    with noon(ENDED_ON), open_scope(giver(saisine.pk)) as scope:
        give_opinion(by=scope.actor, saisine=saisine, degree=Satisfaction.TRES)
    return saisine


def test_documents_that_go_first_take_the_letters_and_leave_the_rest(ended):
    with noon(date(2027, 3, 31)):
        run_night(by=BY, today=date(2027, 3, 31))
    left = {model.__name__: model.objects.count() for model in OF_A_CASE}
    assert left == {
        "Avis": 1, "Courrier": 0, "Partie": 2, "Piece": 0, "PieceConfiee": 0, "Remise": 0, "Reponse": 1,
        "Sollicitation": 1, "RendezVous": 1, "Tache": 2, "Protocole": 1, "Engagement": 1, "Signature": 2, "Version": 0,
    }  # fmt: skip
    assert Partie.objects.filter(agreed_on=date(2026, 3, 3), proof=None).count() == 1
    assert Protocole.objects.get().piece is None


def test_the_case_takes_all_of_it(ended):
    with noon(date(2028, 3, 31)):
        run_night(by=BY, today=date(2028, 3, 31))
    assert not Saisine.objects.exists()
    assert {model.__name__ for model in OF_A_CASE if model.objects.exists()} == set()
    with noon(date(2036, 3, 31)):
        run_night(by=BY, today=date(2036, 3, 31))
    assert not DataKey.objects.exists()


def test_a_service_that_was_archived_is_forgotten_two_years_after_and_its_questions_keep_its_name(acting):
    with noon(date(2026, 3, 3)):
        asked = make_question()
        agent = acting_as(make_agent(asked.saisine.organisation.collectivite))
        with open_scope(agent):
            archive(by=agent, service=asked.service, archived=True)
    run_night(by=BY, today=date(2028, 3, 2))
    assert ServiceInterne.objects.exists()
    run_night(by=BY, today=date(2028, 3, 3))
    assert not ServiceInterne.objects.exists()
    found = Sollicitation.objects.filter(pk=asked.pk).first()
    assert found is None or (found.service, found.service_name) == (None, asked.service_name)
