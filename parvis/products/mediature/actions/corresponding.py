"""The mails around questions to services and letters: to the service, to who has the case, and to the person."""

from typing import Any, Final

from parvis.core.messaging.actions.corresponding import followed
from parvis.core.notifications.actions.sending import notify
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message, messages
from parvis.kernel.french.typography import date_in_words
from parvis.kernel.http.addresses import address_of_page
from parvis.products.mediature.actions.mailing import mail_handlers, mail_person, office_of
from parvis.products.mediature.enums import Suite
from parvis.products.mediature.models import Saisine, Sollicitation
from parvis.products.mediature.queries.relances import may_take_time

ASKED: Final = messages.register(
    Message(
        "mediature.asked",
        "Poser une question à un service de la collectivité",
        "Le médiateur vous pose une question, référence {{ reference }}",
        action="Lire la question et répondre",
    )
)
DUE: Final = messages.register(
    Message(
        "mediature.due",
        "Rappeler à un service la question qui lui est posée",
        "{% if late %}En retard{% else %}Rappel{% endif %} : la question du médiateur, référence {{ reference }}",
        action="Lire la question et répondre",
    )
)
REPLIED: Final = messages.register(
    Message(
        "mediature.replied",
        "Dire au bureau ce qu’un service fait d’une question",
        "Dossier {{ number }} : {% if suite == 'delai' %}un service demande un délai{% elif suite == 'ailleurs' %}"
        "un service n’est pas concerné{% else %}un service a répondu{% endif %}",
        action="Ouvrir le dossier",
    )
)
SHARED: Final = messages.register(
    Message(
        "mediature.shared",
        "Dire à la personne que la réponse d’un service lui est transmise",
        "Votre saisine {{ number }} : le médiateur vous transmet une réponse",
        action="Suivre ma saisine",
    )
)
LETTER: Final = messages.register(
    Message(
        "mediature.letter",
        "Remettre un courrier du médiateur",
        "Votre saisine {{ number }} : un courrier du médiateur",
        action="Suivre ma saisine",
    )
)


def tell_asked(by: Actor, asked: Sollicitation, code: str) -> None:
    """The question itself stays behind the link: a mail is read by more people than one thinks."""
    _to_the_service(by, ASKED, asked, code)


def tell_due(by: Actor, asked: Sollicitation, code: str) -> int:
    """Remind a service, unless it left the directory; how many mails were written."""
    return _to_the_service(by, DUE, asked, code)


def tell_replied(by: Actor, asked: Sollicitation, suite: Suite) -> None:
    """Whoever has the case, or the office, learns what a service has done; what it said stays in the case."""
    mail_handlers(
        by, REPLIED, asked.saisine, service=asked.service_name, suite=suite.value, due=date_in_words(asked.due_on)
    )


def tell_shared(by: Actor, saisine: Saisine) -> None:
    """The person learns that there is something to read."""
    mail_person(by, SHARED, saisine)


def tell_letter(by: Actor, saisine: Saisine, genre: str) -> None:
    """The person learns that a letter is for them; no mail carries it."""
    mail_person(by, LETTER, saisine, genre=genre.lower())


def _to_the_service(by: Actor, message: Message, asked: Sollicitation, code: str) -> int:
    if asked.service is None or asked.service.archived_on is not None:
        return 0
    office = office_of(asked.organisation_id)
    context: dict[str, Any] = {
        "reference": asked.reference,
        "collectivite": office.name if office else "",
        "service": asked.service_name,
        "due": date_in_words(asked.due_on),
        "late": asked.late,
        "may_wait": may_take_time(asked, clock.today()),
        "url": address_of_page("mediature:reply", code),
    }
    reply_to = office.email if office and office.email else None
    notify(
        message.key,
        to=asked.service.email,
        by=by,
        reply_to=reply_to,
        context=context,
        return_to=followed(asked.saisine.key),
    )
    return 1
