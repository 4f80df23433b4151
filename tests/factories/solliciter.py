"""Services of an authority, and questions put to them."""

from datetime import date
from itertools import count

from django.core.files.base import ContentFile

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.asking import Demande, ask
from parvis.products.mediature.actions.registering import add_piece
from parvis.products.mediature.enums import Recevabilite, Visibilite
from parvis.products.mediature.models import Collectivite, Piece, Saisine, ServiceInterne, Sollicitation
from parvis.products.mediature.queries.access import codes_of, correspondents
from parvis.products.mediature.queries.relances import usual_due
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine

_numbers = count(1)
QUESTION = "Pourquoi l’inscription à la cantine a-t-elle été refusée ?"


def make_service(office: Collectivite, **fields) -> ServiceInterne:
    number = next(_numbers)
    return ServiceInterne.objects.create(
        organisation=office.organisation,
        **{"name": f"Service {number}", "email": f"service-{number}@ville.example"} | fields,
    )


def make_admitted(office: Collectivite | None = None, **answers) -> Saisine:
    """A saisine that was found admissible: its administration may be asked."""
    saisine = make_saisine(office or make_collectivite(), **answers)
    Saisine.objects.filter(pk=saisine.pk).update(recevabilite=Recevabilite.RECEVABLE, decided_on=clock.today())
    return saisine


def make_piece(saisine: Saisine, by: Actor, name: str = "courrier.txt", visibility=Visibilite.REQUERANT) -> Piece:
    with open_scope(by):
        return add_piece(by=by, saisine=saisine, file=ContentFile(b"Le courrier.", name=name), visibility=visibility)


def make_question(saisine: Saisine | None = None, *, pieces=(), due_on: date | None = None) -> Sollicitation:
    """A question to a service; ``code_of`` gives the code of its link."""
    saisine = saisine or make_admitted()
    office = Collectivite.objects.get(organisation=saisine.organisation_id)
    actor = acting_as(make_agent(office))
    service = make_service(office)
    demande = Demande(service, QUESTION, due_on or usual_due(clock.today()), tuple(piece.pk for piece in pieces))
    with open_scope(actor):
        return ask(by=actor, saisine=saisine, demande=demande)


def code_of(asked: Sollicitation) -> str:
    return codes_of(asked.reference)[0]


def holder_of_link(asked: Sollicitation) -> Actor:
    """Whoever has the link of this question."""
    return correspondents(code_of(asked))[0]
