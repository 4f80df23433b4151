"""The mails that a case writes by itself: to its person, and to who handles it."""

from typing import Any, Final

from parvis.core.messaging.actions.corresponding import followed
from parvis.core.notifications.actions.sending import notify
from parvis.kernel.actor import Actor, system
from parvis.kernel.declarations.notifications import Message
from parvis.kernel.http.addresses import address_of_page
from parvis.kernel.scope import open_scope, unnoted
from parvis.products.mediature.models import Collectivite, Requerant, Saisine
from parvis.products.mediature.queries.absences import handlers_of
from parvis.products.mediature.queries.echanges import reply_address

TELLING: Final = system("mediature.telling")


def mail_person(
    by: Actor, message: Message, saisine: Saisine, to: Requerant | None = None, enclosed: str = "", **context: Any
) -> bool:
    """Write to the person, whose answer lands in the case; whether they have an address."""
    person = to or saisine.requerant
    if not person.email:
        return False
    office = office_of(saisine.organisation_id)
    reply_to = reply_address(saisine, office)
    told = {
        "number": saisine.number,
        "collectivite": office.name if office else "",
        # Whether somebody reads what is answered to this mail.
        "answered": bool(reply_to),
        # The page that asks for the code: the office does not know it.
        "url": address_of_page("mediature:find"),
        **context,
    }
    notify(
        message.key, to=person.email, by=by, reply_to=reply_to or None, enclosed=enclosed, context=told,
        return_to=followed(saisine.key),
    )  # fmt: skip
    return True


def mail_handlers(by: Actor, message: Message, saisine: Saisine, **context: Any) -> None:
    """Write to who has the case, or to who attributes it; a mail says nothing of what is in the case."""
    # Whoever acts may be of no office, or see nothing of it: this look is narrowed to the one that the case is in.
    with open_scope(TELLING, organisations=[saisine.organisation_id]), unnoted():
        addresses = list(handlers_of(saisine).values_list("email", flat=True))
        office = office_of(saisine.organisation_id)
    told = {"number": saisine.number, "url": address_of_page("mediature:case", saisine.number), **context}
    for address in addresses or ([office.email] if office and office.email else []):
        notify(message.key, to=address, by=by, context=told)


def office_of(organisation: int) -> Collectivite | None:
    """The authority of an office."""
    found: Collectivite | None = Collectivite.objects.filter(organisation=organisation).first()
    return found
