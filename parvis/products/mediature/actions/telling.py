"""Who is told that a message came: the office, without a word of it; and, once, whoever writes after the end."""

from typing import Final

from parvis.core.notifications.actions.sending import notify
from parvis.core.notifications.queries.addresses import is_address
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message as Declared
from parvis.kernel.declarations.notifications import messages
from parvis.kernel.http.addresses import address_of_page
from parvis.products.mediature.actions.mailing import mail_handlers, office_of
from parvis.products.mediature.models import Message, Saisine

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
    """Tell who handles the case; the mail says nothing of the message."""
    mail_handlers(by, CAME, saisine, ended=saisine.ended, url=address_of_page("mediature:messages", saisine.number))


def tell_ended_once(by: Actor, saisine: Saisine, message: Message) -> None:
    """Answer whoever writes to a case that has ended, the first time only: two programs do not answer each other."""
    earlier = saisine.messages.filter(sender__iexact=message.sender, at__gte=saisine.closed_at).exclude(pk=message.pk)
    if not is_address(message.sender) or earlier.exists():
        return
    office = office_of(saisine.organisation_id)
    notify(
        TOO_LATE.key,
        to=message.sender,
        by=by,
        reply_to=office.email if office and office.email else None,
        context={"number": saisine.number, "collectivite": office.name if office else ""},
    )
