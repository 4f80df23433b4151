"""Mails that come in for a case."""

from email.message import EmailMessage
from itertools import count

from parvis.kernel import clock
from parvis.kernel.declarations.mail import Arrived, Attached, Verdict
from parvis.products.mediature.actions.hearing import take_mail
from parvis.products.mediature.models import Message, Saisine

_numbers = count(1)
NOTICE = Attached("reponse.pdf", "application/pdf", b"%PDF-1.7 reponse")


def make_mail(**changes) -> Arrived:
    return Arrived(
        **{
            "sender": "samira.benali@exemple.fr", "sender_name": "Samira Benali", "received_at": clock.now(),
            "message_id": f"<{next(_numbers)}@exemple.fr>", "subject": "Re : Votre saisine", "text": "Voici ma réponse.",
            "quoted": "> Venez-vous ?", "verdict": Verdict.PROVEN,
        }
        | changes
    )  # fmt: skip


def make_message(saisine: Saisine, **changes) -> Message:
    """A mail that came into the case; within a scope that sees every office."""
    mail = make_mail(**changes)
    assert take_mail(saisine.number, mail)
    return Message.objects.get(saisine=saisine, message_id=mail.message_id)


def eml(**changes) -> bytes:
    """A mail saved as a file, with one joined document."""
    mail = EmailMessage()
    for name, value in ({"From": "Samira Benali <samira.benali@exemple.fr>", "Subject": "Cantine",
                         "Date": "Tue, 03 Mar 2026 10:00:00 +0100", "Message-ID": "<eml@exemple.fr>"} | changes).items():  # fmt: skip
        mail[name] = value
    mail.set_content("La mairie a refusé l’inscription de mon fils à la cantine.")
    mail.add_attachment(b"%PDF-1.7 refus", maintype="application", subtype="pdf", filename="refus.pdf")
    return mail.as_bytes()
