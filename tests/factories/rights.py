"""Requests about one's data, as tests want them."""

import re
from datetime import datetime, time

from parvis.core.notifications.models import Outgoing
from parvis.core.organisations.enums import Role
from parvis.core.privacy.actions.rights.receiving import Filing, receive
from parvis.core.privacy.enums.rights import Channel, Proof
from parvis.core.privacy.models import RightsDesk, RightsLeg, RightsRequest
from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, system
from parvis.kernel.declarations.privacy import Right, services
from tests.factories.organisations import make_membership, make_organisation

EMAIL = "zelie.morvan@exemple.fr"
PHONE = "+33381615050"


def private(number, code):
    return f"https://parvis.test/mes-droits/suivi/{number}/{code}/"


def at_desk(leg):
    return f"https://parvis.test/guichet-donnees/{leg.pk}/"


def noon(day):
    return datetime.combine(day, time(12), clock.PARIS)


def file_request(
    *, service="data-inclusion", rights=(Right.ACCESS,), by=VISITOR, email=EMAIL, on=None, **fields
) -> RightsRequest:
    """A request as it comes in; ``on`` is the day of its receipt."""
    filing = Filing(
        services=(service,) if isinstance(service, str) else tuple(service),
        rights=tuple(rights),
        **{"name": "Zélie Morvan", "email": email, "received_at": noon(on or clock.today()), **fields},
    )
    return receive(by=by, filing=filing, link=private, desk=at_desk)


def known_request(proof=Proof.LINK, **given) -> RightsRequest:
    """A request whose author is known."""
    from parvis.core.privacy.actions.rights.identifying import identify

    request = file_request(**given)
    identify(by=system("tests"), request=request, proof=proof, desk=at_desk, how="Rappelée au numéro du dossier.")
    return RightsRequest.objects.get(pk=request.pk)


def only_leg(request) -> RightsLeg:
    return RightsLeg.objects.select_related("request").get(request=request)


def make_desk(service="data-inclusion", role=Role.DPO):
    """An organisation that answers for the first controller of a service, and its officer."""
    organisation = make_organisation(name=f"Guichet de {service}")
    controller = services.get(service).activities[0].responsibility.controllers[0].name
    RightsDesk.objects.create(controller=controller, organisation=organisation)
    return make_membership(organisation=organisation, role=role).user


def link_sent(email=EMAIL) -> str:
    """The path of the private page in the last mail to this address."""
    mail = Outgoing.objects.filter(recipient=email, key="privacy.rights_confirm").latest("created_on")
    return re.search(r"https?://[^/]+(/mes-droits/suivi/\S+)", mail.text)[1]


def account_filing():
    return {"channel": Channel.ACCOUNT}
