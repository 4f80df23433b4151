"""Look at what proves each promise on this installation, and keep the last evidence."""

import logging
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.core.privacy.models import LastProof
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Evidence, Figure, Look, controls, keepings

# A look that fails proves nothing: it is shown as such, and the reason stays in the log of the machine.
IMPOSSIBLE = Evidence((Figure("Contrôle", "n’a pas pu être fait"),), holds=False)

logger = logging.getLogger(__name__)


def control_key(key: str) -> str:
    """Under which key the evidence of a control is kept."""
    return f"control:{key}"


def looks() -> Iterator[tuple[str, Look]]:
    """Everything that can be looked at, with the key of what it proves."""
    for keeping in keepings:
        if keeping.look:
            yield keeping.key, keeping.look
    for control in controls:
        if control.look:
            yield control_key(control.key), control.look


def prove(*, by: Actor) -> int:
    """Look again at every promise and control that can be; return how many gave evidence.

    Evidence that there is none any more is forgotten, rather than left with an old date.
    """
    seen = {key: found for key, look in looks() if (found := _looked(key, look)) is not None}
    with transaction.atomic():
        LastProof.objects.exclude(key__in=seen).delete()
        for key, evidence in seen.items():
            _keep(key, evidence)
        record(by=by, verb="privacy.proofs.taken", count=len(seen))
    return len(seen)


@transaction.atomic
def prove_again(*, by: Actor, keys: frozenset[str]) -> int:
    """Look again at these alone, because something has just happened to them; return how many gave evidence."""
    seen = {key: found for key, look in looks() if key in keys and (found := _looked(key, look)) is not None}
    for key, evidence in seen.items():
        _keep(key, evidence)
    record(by=by, verb="privacy.proofs.taken", count=len(seen))
    return len(seen)


def _keep(key: str, evidence: Evidence) -> None:
    figures: list[dict[str, Any]] = [asdict(figure) for figure in evidence.figures]
    if evidence.nothing:
        figures.append({"nothing": evidence.nothing})
    kept = {"seen_at": clock.now(), "holds": evidence.holds, "at": evidence.at, "figures": figures}
    LastProof.objects.update_or_create(key=key, defaults=kept)


def _looked(key: str, look: Look) -> Evidence | None:
    try:
        with transaction.atomic():
            return look()
    except Exception:
        logger.exception("The evidence of %s could not be taken", key)
        return IMPOSSIBLE
