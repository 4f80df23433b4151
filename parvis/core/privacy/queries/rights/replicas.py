"""Who holds copies outside our hands, and whether they say that they have followed."""

from dataclasses import dataclass

from parvis.core.privacy.models import RightsLeg
from parvis.kernel.declarations.privacy import replicas


@dataclass(frozen=True)
class Followed:
    """Of ``told`` holders of copies, ``done`` say that theirs follow."""

    words: str
    done: int
    told: int


def followed_elsewhere(leg: RightsLeg) -> list[Followed]:
    """For each kind of copies that this request concerns."""
    return [
        Followed(replica.words, *found)
        for replica in replicas
        if replica.service == leg.service and (found := replica.followed(str(leg.pk)))
    ]
