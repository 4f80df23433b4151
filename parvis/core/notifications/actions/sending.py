"""Write to people: kept with the transaction, sent after it, tried again until it leaves."""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from email.utils import make_msgid, parseaddr
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.db import transaction

from parvis.core.jobs.actions.deferring import defer
from parvis.core.journal.actions.record import record
from parvis.core.notifications.enums import Delivery
from parvis.core.notifications.events import MailMoved
from parvis.core.notifications.models import Outgoing
from parvis.core.notifications.queries.words import words_of
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.events import publish
from parvis.kernel.declarations.notifications import NeverLeavesError, NotReadyError, messages

SEND = "notifications.send"
CATEGORY = "plateforme.messages.envois"
KEEP_UNSENT = timedelta(days=30)
PERMANENT = 500


@dataclass(frozen=True)
class ReturnTo:
    """A mail by its number: where it comes back when nobody takes it, and the name of what it is about."""

    number: UUID
    envelope: str
    about: str


def notify(
    key: str,
    *,
    to: str,
    context: dict[str, Any],
    by: Actor,
    reply_to: str | None = None,
    enclosed: str = "",
    return_to: ReturnTo | None = None,
) -> Outgoing:
    """Send the message declared as ``key`` once this transaction commits.

    ``reply_to`` is the address of the person or office whom an answer must reach; ``enclosed`` names a declared
    :class:`Enclosing` and what it opens, as « kind:identifier »; ``return_to`` tells a mail that whoever wrote it
    follows until it is delivered.
    """
    words = words_of(messages.get(key), context)
    followed = {"id": return_to.number, "envelope": return_to.envelope, "about": return_to.about} if return_to else {}
    return _keep(
        Outgoing(
            key=key, recipient=to, reply_to=reply_to or "", sender=settings.DEFAULT_FROM_EMAIL,
            subject=words.subject, text=words.text, html=words.html, enclosed=enclosed, **followed,
        ),
        by=by,
    )  # fmt: skip


@transaction.atomic
def post(outgoing: Outgoing, *, by: Actor) -> Outgoing:
    """Send a mail that somebody wrote by hand, once this transaction commits."""
    outgoing.by_hand = True
    return _keep(outgoing, by=by)


@transaction.atomic
def keep_mails(mails: Sequence[EmailMessage], *, by: Actor) -> int:
    """Take the mails of a library (sign-in, password): same outbox, one row per recipient."""
    for mail in mails:
        if mail.attachments:
            raise ValueError("A mail carries no attachment: it links to a protected document")
        body, html = str(mail.body), ""
        if mail.content_subtype == "html":
            body, html = "", body
        elif isinstance(mail, EmailMultiAlternatives):
            html = next((str(other) for other, kind in mail.alternatives if kind == "text/html"), "")
        for address in mail.recipients():
            outgoing = Outgoing(
                key="django", recipient=parseaddr(address)[1], sender=mail.from_email or settings.DEFAULT_FROM_EMAIL,
                reply_to=mail.reply_to[0] if mail.reply_to else "", subject=str(mail.subject), text=body, html=html,
            )  # fmt: skip
            _keep(outgoing, by=by)
    return len(mails)


@transaction.atomic
def _keep(outgoing: Outgoing, *, by: Actor) -> Outgoing:
    validate_email(outgoing.recipient)
    outgoing.message_id = outgoing.message_id or new_message_id(outgoing.sender)
    outgoing.save(force_insert=True)
    _queue(outgoing.pk)
    record(by=by, verb=SEND, categories=[CATEGORY], object_key=f"outgoing:{outgoing.pk}")
    return outgoing


def send(outgoing: str) -> None:
    """Hand one mail to the mail server; raise what may be cured by waiting, so that the job is run again."""
    mail = Outgoing.objects.filter(pk=outgoing, state=Delivery.WAITING).first()
    if mail is None:
        return
    mail.attempts += 1
    try:
        with get_connection(settings.PARVIS_EMAIL_TRANSPORT) as connection:
            mail.email(connection).send()
    except (smtplib.SMTPException, OSError, NotReadyError, NeverLeavesError) as error:
        mail.last_error = _summary(error)
        if not _is_permanent(error):
            _move(mail, Delivery.WAITING, why=mail.last_error)
            raise
        _move(mail, Delivery.REFUSED, why=mail.last_error)
    else:
        mail.sent_on, mail.last_error = clock.now(), ""
        _move(mail, Delivery.SENT)


def send_what_waits() -> None:
    """Queue again the mails whose attempts are used up: the mail server may be back after its days of absence."""
    for pk in Outgoing.objects.filter(state=Delivery.WAITING).values_list("pk", flat=True).iterator():
        _queue(pk)


def _queue(pk: UUID) -> None:
    # One that waits for its next attempt is not queued twice.
    defer(SEND, outgoing=str(pk), lock=f"{SEND}:{pk}", queueing_lock=f"{SEND}:{pk}")


def forget() -> None:
    """Give up, after a month, what could not leave; that anything left is forgotten by the night of erasure."""
    now = clock.now()
    for mail in Outgoing.objects.filter(state=Delivery.WAITING, created_on__lt=now - KEEP_UNSENT):
        _move(mail, Delivery.ABANDONED, why=Delivery.ABANDONED.value)


@transaction.atomic
def return_mail(outgoing: str, why: str) -> bool:
    """Say that a mail which had left came back; whether there is such a mail. What refused it is the one code kept."""
    mail = Outgoing.objects.select_for_update().filter(pk=outgoing).first()
    if mail is not None and mail.state == Delivery.SENT:
        mail.last_error = why[:100]
        _move(mail, Delivery.RETURNED, why=mail.last_error)
    return mail is not None


def new_message_id(sender: str) -> str:
    """What no other mail is called."""
    return make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2] or None)


@transaction.atomic
def _move(mail: Outgoing, state: Delivery, *, why: str = "") -> None:
    """Write where ``mail`` stands, and tell whoever wrote it; its words are forgotten as soon as it waits no more."""
    mail.state = state
    if state != Delivery.WAITING:
        mail.forget_words()
    mail.save()
    publish(MailMoved(mail.pk, state, why))


def _codes(error: BaseException) -> list[int]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def _is_permanent(error: BaseException) -> bool:
    """Whether this mail will never be accepted: its recipient or its content is refused for good.

    Anything else, our password or our sender refused included, is for the operator to mend: the mail waits.
    """
    if isinstance(error, NeverLeavesError):
        return True
    about_the_mail = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    return about_the_mail and all(code >= PERMANENT for code in _codes(error))


def _summary(error: BaseException) -> str:
    """Name and code; never the server's words, which quote the address."""
    return " ".join([type(error).__name__, *map(str, sorted(set(_codes(error))))])[:100]
