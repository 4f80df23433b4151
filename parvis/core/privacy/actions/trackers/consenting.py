"""The proof of a choice."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from parvis.core.privacy.models import BannerVersion, ConsentChoice
from parvis.core.privacy.queries.trackers.choices import fingerprint, presented
from parvis.core.privacy.queries.trackers.shown import Purpose
from parvis.core.privacy.queries.trackers.tools import PLATFORM
from parvis.core.privacy.queries.versions import latest
from parvis.kernel.actor import Actor


@transaction.atomic
def keep_choice(*, by: Actor, asked: Sequence[Purpose], results: Mapping[str, bool], method: str) -> ConsentChoice:
    """Keep that a choice was made about what was asked, word for word, without who made it.

    No line of the journal on purpose: it would tie the number of the choice to the account that was signed in.
    """
    services = {purpose.service.key for purpose in asked}
    service = services.pop() if len(services) == 1 else PLATFORM
    version, text = latest(service), presented(asked)
    BannerVersion.objects.get_or_create(text_hash=fingerprint(text), defaults={"text": text})
    return ConsentChoice.objects.create(
        service=service,
        policy_version=version.number if version else None,
        text_hash=fingerprint(text),
        results=dict(results),
        method=method,
    )
