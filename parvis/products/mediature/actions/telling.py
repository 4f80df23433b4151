"""Who is told that a message came: the office, without a word of it; and, once, whoever writes after the end."""

from typing import Final

from django.conf import settings
from django.urls import reverse

from parvis.core.notifications.actions.sending import notify
from parvis.kernel.actor import Actor, system
from parvis.kernel.declarations.notifications import Message as Declared
from parvis.kernel.declarations.notifications import messages
from parvis.kernel.scope import open_scope, unnoted
from parvis.products.mediature.actions.handling import mediators_of
from parvis.products.mediature.models import Collectivite, Message, Saisine

TELLING: Final = system("mediature.telling")
CAME: Final = messages.register(
    Declared(
        "mediature.message_came",
        "Prévenir le bureau qu’un message est arrivé",
        "Dossier {{ number }} : un message est arrivé",
        action="Lire le message",
    )
)
TOO_LATE: Final = messages.register(
    Declared(
        "mediature.message_after_end",
        "Dire que le dossier auquel on écrit est terminé",
        "Dossier {{ number }} : cette médiation est terminée",
    )
)


def tell_office(by: Actor, saisine: Saisine) -> None:
    """Tell who has the case, or all the mediators of the office while nobody has it; the mail says nothing of it."""
    # Whoever writes is of no office: this look is narrowed to the one that the case is in.
    with open_scope(TELLING, organisations=[saisine.organisation_id]), unnoted():
        mediators = mediators_of(saisine.organisation_id)
        mine = mediators.filter(pk=saisine.mediateur_id or 0)
        addresses = [each.email for each in (mine or mediators) if each.email]
    path = reverse("mediature:messages", args=[saisine.number])
    for address in addresses:
        notify(
            CAME.key,
            to=address,
            by=by,
            context={
                "number": saisine.number, "ended": saisine.ended, "url": f"{settings.PARVIS_SITE}{path}",
            },
        )  # fmt: skip


def tell_ended_once(by: Actor, saisine: Saisine, message: Message) -> None:
    """Answer whoever writes to a case that has ended, the first time only: two programs do not answer each other."""
    earlier = saisine.messages.filter(sender__iexact=message.sender, at__gte=saisine.closed_at).exclude(pk=message.pk)
    if not message.sender or earlier.exists():
        return
    office = Collectivite.objects.filter(organisation=saisine.organisation_id).first()
    notify(
        TOO_LATE.key,
        to=message.sender,
        by=by,
        reply_to=office.email if office and office.email else None,
        context={"number": saisine.number, "collectivite": office.name if office else ""},
    )
