"""Send oneself the code of a draft."""

from datetime import date
from typing import Final

from django.db import transaction

from parvis.core.notifications.actions.sending import notify
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message, messages
from parvis.kernel.french.typography import date_in_words
from parvis.products.mediature.queries.access import in_groups

DRAFT: Final = messages.register(
    Message(
        "mediature.draft",
        "Retrouver une saisine commencée",
        "Votre saisine commencée : le code pour la retrouver",
        action="Reprendre ma saisine",
    )
)


@transaction.atomic
def remind(*, by: Actor, to: str, code: str, address: str, until: date) -> None:
    """Mail the code of a draft to whoever writes it; the sending writes its own line in the journal."""
    notify(DRAFT.key, to=to, by=by, context={"code": in_groups(code), "until": date_in_words(until), "url": address})
