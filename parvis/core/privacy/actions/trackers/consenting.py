"""The proof of a choice."""

from collections.abc import Mapping

from parvis.core.privacy.models import ConsentChoice
from parvis.core.privacy.queries.trackers.choices import fingerprint, presented
from parvis.core.privacy.queries.versions import latest
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Service


def keep_choice(*, by: Actor, service: Service, results: Mapping[str, bool], method: str) -> ConsentChoice:
    """Keep that a choice was made, without who made it.

    No line of the journal on purpose: it would tie the number of the choice to the account that was signed in.
    """
    version = latest(service.key)
    return ConsentChoice.objects.create(
        service=service.key,
        policy_version=version.number if version else None,
        text_hash=fingerprint(presented(service)),
        results=dict(results),
        method=method,
    )
