"""Invented requests for the demonstration: a desk, its officer, and people who ask, at different stages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from parvis.core.accounts.actions.demonstration_accounts import demonstration_account
from parvis.core.organisations.actions.members import add_member
from parvis.core.organisations.actions.organisations import create_organisation
from parvis.core.organisations.enums import Kind, Role
from parvis.core.organisations.models import Organisation
from parvis.core.privacy.actions.rights.answering import Answer, answer
from parvis.core.privacy.actions.rights.handling import extend
from parvis.core.privacy.actions.rights.identifying import identify
from parvis.core.privacy.actions.rights.receiving import Filing, receive
from parvis.core.privacy.enums.rights import Channel, Ground, Proof, State
from parvis.core.privacy.models import RightsDesk, RightsLeg, RightsRequest
from parvis.core.privacy.queries.rights.catalogue import answerers
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.loads import Advance
from parvis.kernel.declarations.privacy import Right, services
from parvis.kernel.http.addresses import address_of_page
from parvis.kernel.scope import current_actor

OFFICER: Final = ("Inès", "Castaing", "ines.castaing@parvis.example")
DESK: Final = "Délégation à la protection des données (démonstration)"
HELD_BY: Final = ("data-inclusion", "plateforme")


@dataclass(frozen=True)
class Story:
    """Somebody who asks, so many days ago, and what has become of it."""

    name: str
    email: str
    services: tuple[str, ...]
    rights: tuple[Right, ...]
    days: int
    text: str = ""
    known: bool = True
    addressee: str = ""
    then: str = ""
    mandate: str = ""
    represented_email: str = ""


STORIES: Final = (
    Story(
        "Solène Abgrall", "solene.abgrall@exemple.fr", ("data-inclusion",), (Right.ACCESS, Right.OBJECT), 24,
        "Je ne travaille plus dans cette association.",
    ),
    Story(
        "Moussa Traoré", "moussa.traore@exemple.fr", ("data-inclusion",), (Right.RECTIFY,), 9,
        "Le téléphone de l’accueil a changé.",
    ),
    Story("Karim Belkacem", "karim.belkacem@parvis.example", ("plateforme",), (Right.ACCESS,), 2),
    Story(
        "Yvonne Le Bihan", "yvonne.lebihan@exemple.fr", ("mediature",), (Right.ACCESS,), 6,
        addressee="Ville de Valdoye-sur-Loue",
    ),
    Story("Paul Ménard", "paul.menard@exemple.fr", ("data-inclusion",), (Right.ACCESS,), 1, known=False),
    Story(
        "Awa Cissé", "awa.cisse@exemple.fr", ("data-inclusion", "plateforme"), (Right.RESTRICT,), 27,
        "Ces coordonnées sont contestées.", then="extend",
    ),
    Story(
        "Claire Aubry", "claire.aubry@exemple.fr", ("data-inclusion",), (Right.OBJECT,), 3, known=False,
        mandate="Marcel Aubry", represented_email="marcel.aubry@exemple.fr",
    ),
    Story("Hugo Delmas", "hugo.delmas@exemple.fr", ("data-inclusion",), (Right.ACCESS,), 12, then="answer"),
)  # fmt: skip


def load_requests(advance: Advance) -> None:
    """Create what is missing; leave the rest as visitors made it."""
    by = current_actor()
    for done, story in enumerate(STORIES, start=1):
        if not RightsRequest.objects.filter(email=story.email).exists():
            _tell(by, story)
        advance(done, len(STORIES))


def open_desk(advance: Advance) -> None:
    """Create the organisation that answers, and its officer."""
    by = current_actor()
    organisation = Organisation.objects.filter(name=DESK).first()
    if organisation is None:
        organisation = create_organisation(by=by, name=DESK, kind=Kind.GIP)
        add_member(by=by, organisation=organisation, user=demonstration_account(*OFFICER), role=Role.DPO)
    for service in HELD_BY:
        for answerer in answerers(services.get(service)):
            RightsDesk.objects.get_or_create(controller=answerer.controller, defaults={"organisation": organisation})
    advance(1, 1)


def _tell(by: Actor, story: Story) -> None:
    request = receive(
        by=by,
        filing=Filing(
            story.services,
            story.rights,
            story.name,
            story.email,
            text=story.text,
            addressee=story.addressee,
            mandate=story.mandate,
            represented_email=story.represented_email,
            channel=Channel.FORM,
            received_at=clock.now() - timedelta(days=story.days),
        ),
        link=_private,
        desk=_at_desk,
    )
    if story.known:
        identify(by=by, request=request, proof=Proof.LINK, desk=_at_desk)
    for leg in RightsLeg.objects.filter(request=request):
        if act := _ACTS.get(story.then):
            act(by, leg)


def _extend(by: Actor, leg: RightsLeg) -> None:
    extend(
        by=by,
        leg=leg,
        complexity="La fiche vient de trois sources, qui doivent chacune vérifier les coordonnées.",
        link=_private,
    )


def _answer(by: Actor, leg: RightsLeg) -> None:
    answer(by=by, leg=leg, given=Answer(State.ANSWERED, Ground.NOTHING), link=_private)


_ACTS: Final[dict[str, Callable[[Actor, RightsLeg], None]]] = {"extend": _extend, "answer": _answer}


def _private(number: str, code: str) -> str:
    return address_of_page("privacy:rights_follow", number, code)


def _at_desk(leg: RightsLeg) -> str:
    return address_of_page("privacy:desk_leg", leg.pk)
