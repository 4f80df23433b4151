"""What the office is told when a mail that a case wrote by itself reaches nobody."""

from typing import Final

from parvis.core.notifications.events import MailMoved
from parvis.core.notifications.models import Outgoing
from parvis.kernel.declarations.notifications import messages
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.rendezvous import APPOINTMENT
from parvis.products.mediature.actions.taches import owe_a_word
from parvis.products.mediature.actions.writing import LOST, SENDING
from parvis.products.mediature.enums import Fait
from parvis.products.mediature.models import Saisine

CASE: Final = "mediature.Saisine:"


def tell_undelivered(moved: MailMoved) -> None:
    """Write it in the case; what was for the person is somebody's task, since they know nothing of it."""
    mail = Outgoing.objects.filter(pk=moved.outgoing, about__startswith=CASE).first() if moved.state in LOST else None
    if mail is None:
        return
    saisine = Saisine.objects.filter(pk=int(mail.about.removeprefix(CASE))).select_related("requerant").first()
    if saisine is None:
        return
    label = messages.get(mail.key).label
    to_person = mail.recipient == saisine.requerant.email
    whom = "à la personne" if to_person else "à un service"
    tell(by=SENDING, saisine=saisine, fait=Fait.MESSAGE, words=f"Courriel {whom} non distribué (« {label} »)")
    # An appointment says itself what is to be told of it.
    if to_person and mail.key != APPOINTMENT.key:
        owe_a_word(saisine, f"ce que devait lui dire un courriel qui n’a pas été distribué (« {label} »)")
