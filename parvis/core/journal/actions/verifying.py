"""The nightly verification: its result stored, its anchor written outside the database."""

import logging

from parvis.core.journal.actions.record import record
from parvis.core.journal.models import JournalVerification
from parvis.core.journal.queries.anchor import anchor_file, kept_anchor
from parvis.core.journal.queries.chain import verify
from parvis.kernel.actor import Actor

logger = logging.getLogger("parvis.journal")


def verify_chain(*, by: Actor) -> JournalVerification:
    """Recompute the whole chain, hold it against the anchor kept outside, and keep what was found."""
    verdict = verify(kept_anchor())
    found = JournalVerification.objects.create(
        links=verdict.links,
        sound=verdict.sound,
        flaw=verdict.flaw or "",
        broken_at=verdict.sequence,
        anchor_sequence=verdict.anchor.sequence if verdict.anchor else None,
        anchor_hash=verdict.anchor.hash if verdict.anchor else "",
    )
    if not verdict.sound:
        logger.error("The chain of the journal is broken: %s", verdict.flaw)
    elif verdict.anchor:
        file = anchor_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as kept:
            kept.write(f"{found.verified_at.isoformat()} {verdict.anchor}\n")
    record(by=by, verb="journal.verify", object_key=f"journal.JournalVerification:{found.pk}", count=verdict.links)
    return found
