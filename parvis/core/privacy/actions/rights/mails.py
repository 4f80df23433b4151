"""What people are written about their requests."""

from collections.abc import Callable

from parvis.core.accounts.models import User
from parvis.core.notifications.actions.sending import notify
from parvis.core.organisations.enums import Role
from parvis.core.privacy.models import RightsLeg, RightsRequest
from parvis.core.privacy.queries.rights.people import secret_of
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message, messages

Link = Callable[[str, str], str]
"""Makes the private address of a request out of its number and its code."""
DeskLink = Callable[[RightsLeg], str]
"""Makes the address of a leg at the desk."""

CONFIRM = messages.register(
    Message(
        "privacy.rights_confirm",
        "Confirmer une demande sur ses données",
        "Votre demande {{ number }} : confirmez votre adresse",
        action="Confirmer et suivre ma demande",
        template="privacy/mails/rights_confirm.txt",
    )
)
NEWS = messages.register(
    Message(
        "privacy.rights_news",
        "Nouvelle d’une demande sur ses données",
        "Votre demande {{ number }} : {{ title }}",
        action="Voir ma demande",
        template="privacy/mails/rights_news.txt",
    )
)
DESK = messages.register(
    Message(
        "privacy.rights_desk",
        "Demande à traiter, pour qui répond",
        "Demande {{ number }} : {{ right }}, réponse due le {{ due }}",
        action="Ouvrir la demande",
        template="privacy/mails/rights_desk.txt",
    )
)
TRANSMITTED = messages.register(
    Message(
        "privacy.rights_transmitted",
        "Demande transmise à un responsable de traitement",
        "Demande {{ number }} : {{ right }}, à vous transmise par votre sous-traitant",
        template="privacy/mails/rights_transmitted.txt",
    )
)


def send_link(*, by: Actor, request: RightsRequest, link: Link) -> None:
    """The link that proves that whoever asks reads this address."""
    notify(
        CONFIRM.key,
        to=request.email,
        context={"number": request.number, "url": link(request.number, secret_of(request)), "mandate": request.mandate},
        by=by,
    )


def send_news(*, by: Actor, request: RightsRequest, title: str, words: str, link: Link) -> None:
    """Words of the controller, and the way to the request; nothing for who gave no address: the letter is posted."""
    if request.email:
        notify(
            NEWS.key,
            to=request.email,
            context={
                "number": request.number,
                "title": title,
                "words": words,
                "url": link(request.number, secret_of(request)),
            },
            by=by,
        )


def officers(organisation: int | None) -> list[str]:
    """The addresses of those who answer for ``organisation``; without one, of the administrators."""
    people = User.objects.filter(is_active=True)
    if organisation is None:
        people = people.filter(is_platform_administrator=True)
    else:
        people = people.filter(
            memberships__organisation_id=organisation,
            memberships__role=Role.DPO,
            memberships__ended_on__isnull=True,
        )
    return sorted(set(people.values_list("email", flat=True)))


def tell_desk(*, by: Actor, leg: RightsLeg, link: DeskLink) -> None:
    """Tell those who answer."""
    for email in officers(leg.organisation):
        notify(
            DESK.key,
            to=email,
            context={
                "number": leg.request.number,
                "right": leg.get_right_display(),
                "due": leg.due_on.strftime("%d/%m/%Y") if leg.due_on else "",
                "leg": leg,
                "url": link(leg),
            },
            by=by,
        )
