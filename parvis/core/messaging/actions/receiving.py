"""Take a mail in, then give it to the product whose address it names."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction

from parvis.core.documents.actions.keeping import destroy, store
from parvis.core.documents.queries.contents import content_of
from parvis.core.jobs.actions.deferring import defer
from parvis.core.journal.actions.record import record
from parvis.core.messaging.enums import Door, Taken
from parvis.core.messaging.models import Incoming
from parvis.core.messaging.queries.addresses import RETURNED, Target, target_of
from parvis.core.messaging.queries.reading import Read, parsed, read, returned_by
from parvis.core.messaging.queries.verdicts import verdict_of, verdict_told
from parvis.core.notifications.actions.sending import return_mail
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.mail import Apart, Arrived, Verdict, mailboxes
from parvis.kernel.digests import digest_of

TAKE: Final = "messaging.take"
CATEGORY: Final = "plateforme.courriels.recus"
DOOR: Final = "messaging"
# A mail that names more of our addresses than this was not written about one dispute.
TARGETS: Final = 3
SPAM: Final = 5.0
LARGEST: Final = 30_000_000


@dataclass(frozen=True)
class Finding:
    """What is known of a mail besides its words; ``told`` are the Authentication-Results of who handed it over."""

    door: Door
    empty_sender: bool = False
    told: tuple[str, ...] = ()
    spam_score: float | None = None


@transaction.atomic
def receive(*, by: Actor, raw: bytes, recipients: Iterable[str], finding: Finding) -> Incoming | None:
    """Keep a mail, sealed, and queue it: once this returns and commits, it is not lost.

    Nothing is kept of a mail that names none of our addresses, nor twice of one that comes again.
    """
    targets = sorted({address.strip().lower() for address in recipients if target_of(address) is not None})
    if not targets:
        return None
    seen = digest_of(f"{_name(raw)} {' '.join(targets)}", "messaging.seen")
    found = Incoming.objects.filter(seen=seen).first()
    if found is not None:
        return found
    document = store(by=by, file=ContentFile(raw, name="courriel.eml"), door=DOOR)
    incoming: Incoming = Incoming.objects.create(
        door=finding.door,
        seen=seen,
        targets="\n".join(targets),
        empty_sender=finding.empty_sender,
        told="\n".join(" ".join(each.split()) for each in finding.told)[:4000],
        spam_score=finding.spam_score,
        raw=document,
    )
    name = f"{TAKE}:{incoming.pk}"
    defer(TAKE, incoming=str(incoming.pk), lock=name, queueing_lock=name)
    record(by=by, verb="messaging.receive", categories=[CATEGORY], object_key=f"incoming:{incoming.pk}")
    return incoming


@transaction.atomic
def take(incoming: str) -> None:
    """Read a mail and give it to whoever it is for, all of them or none."""
    mail = Incoming.objects.select_for_update(of=("self",)).select_related("raw").filter(pk=incoming).first()
    if mail is None or mail.state != Taken.WAITING:
        return
    raw = b"".join(content_of(mail.raw))
    targets = [each for each in map(target_of, mail.targets.split()) if each is not None]
    mail.state = _returned(raw, targets) or _given(mail, raw, targets)
    mail.save(update_fields=["state"])


def take_what_waits() -> None:
    """Queue again the mails that no attempt could file: what was missing (a disk, a service) may be back."""
    for pk in Incoming.objects.filter(state=Taken.WAITING).values_list("pk", flat=True).iterator():
        defer(TAKE, incoming=str(pk), lock=f"{TAKE}:{pk}", queueing_lock=f"{TAKE}:{pk}")


@transaction.atomic
def forget(*, by: Actor, incoming: Incoming) -> None:
    """Destroy the raw copy of a mail, and all that is known of it here."""
    document = incoming.raw
    destroy(by=by, document=document)
    incoming.delete()


def _name(raw: bytes) -> str:
    return read_name(raw) or hashlib.sha256(raw).hexdigest()


def read_name(raw: bytes) -> str:
    """The Message-ID of a mail; empty when it has none."""
    return read(raw.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]).message_id


def _returned(raw: bytes, targets: list[Target]) -> Taken | None:
    """Whether the mail says that one of ours was given to nobody; of which, its own address tells."""
    why = returned_by(parsed(raw))
    ours = [each.number for each in targets if each.key == RETURNED and each.genuine]
    if not ours:
        return None
    if why is not None:
        for number in ours:
            return_mail(number, why)
    return Taken.RETURNED


def _given(mail: Incoming, raw: bytes, targets: list[Target]) -> Taken:
    said = read(raw)
    verdict = verdict_of(raw) if mail.door == Door.SMTP else Verdict.UNVERIFIED
    if verdict is Verdict.UNVERIFIED:
        verdict = verdict_told(mail.told.splitlines())
    taken = [
        mailboxes.get(target.key).takes(target.number, _arrived(mail, said, verdict, target, len(targets)))
        for target in targets
        if target.key in mailboxes
    ]
    return Taken.KEPT if any(taken) else Taken.NOBODY


def _arrived(mail: Incoming, said: Read, verdict: Verdict, target: Target, count: int) -> Arrived:
    reasons = {
        Apart.UNREADABLE: said.unreadable or not said.sender,
        Apart.SECRET: not target.genuine,
        Apart.TARGETS: count > TARGETS,
        Apart.UNPROVEN: verdict is Verdict.FAILED,
        Apart.AUTOMATIC: said.automatic or mail.empty_sender,
        Apart.SPAM: mail.spam_score is not None and mail.spam_score >= SPAM,
    }
    return said.arrived(
        mail.received_at,
        automatic=mail.empty_sender,
        verdict=verdict,
        apart=next((reason for reason, holds in reasons.items() if holds), None),
    )
