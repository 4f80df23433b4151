"""Each morning, those who answer are told what is due within days, and what is late."""

from collections import Counter
from typing import Final

from parvis.core.notifications.actions.sending import notify
from parvis.core.privacy.actions.rights.mails import officers
from parvis.core.privacy.queries.rights.queue import urgent
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message, messages
from parvis.kernel.http.addresses import address_of_page

REMINDER: Final = messages.register(
    Message(
        "privacy.rights_reminder",
        "Rappeler à qui répond les demandes urgentes ou en retard",
        "Demandes sur les données : {% if late %}{{ late }} en retard{% if soon %}, {% endif %}{% endif %}"
        "{% if soon %}{{ soon }} à moins de 5 jours{% endif %}",
        action="Ouvrir le guichet",
        template="privacy/mails/rights_reminder.txt",
    )
)


def remind_desks(*, by: Actor) -> int:
    """Write to each officer of each desk that has something urgent; how many mails."""
    late, soon = Counter[int | None](), Counter[int | None]()
    for organisation, due_on in urgent():
        (late if due_on < clock.today() else soon)[organisation] += 1
    sent = 0
    for organisation in {*late, *soon}:
        for email in officers(organisation):
            context = {
                "late": late[organisation],
                "soon": soon[organisation],
                "url": address_of_page("privacy:desk"),
            }
            notify(REMINDER.key, to=email, context=context, by=by)
            sent += 1
    return sent
