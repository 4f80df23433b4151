"""A month of audience, for the demonstration."""

import random
from datetime import timedelta

from parvis.core.privacy.models import AudienceCount
from parvis.kernel import clock
from parvis.kernel.actor import Actor

SEED = 20_261_122
DAYS = 30
CLOSED = 5  # Saturday, and Sunday after it
USUAL = {
    ("plateforme", "shell:home"): 240,
    ("data-inclusion", "data_inclusion:search"): 610,
    ("data-inclusion", "data_inclusion:structure"): 380,
    ("data-inclusion", "data_inclusion:service"): 450,
    ("mediature", "privacy:policy"): 12,
    ("coop", "privacy:policy"): 9,
}


def load_audience(*, by: Actor) -> None:
    """Invent a month of pages shown; nothing when some are counted already."""
    if AudienceCount.objects.exists():
        return
    chance = random.Random(SEED)  # noqa: S311  repeatable, nothing secret
    rows = [AudienceCount(day=clock.today(), service="territoires-numeriques", kind="privacy:policy", count=3)]
    for back in range(1, DAYS):
        day = clock.today() - timedelta(days=back)
        share = 0.2 if day.weekday() >= CLOSED else 1
        for (service, kind), usual in USUAL.items():
            rows.append(
                AudienceCount(
                    day=day, service=service, kind=kind, count=1 + int(usual * share * chance.uniform(0.7, 1.3))
                )
            )
    AudienceCount.objects.bulk_create(rows)
