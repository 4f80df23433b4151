"""The parties of a case, and the day from which all of them agree."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from parvis.products.mediature.enums import Cote
from parvis.products.mediature.models import Partie

PERSON: Final = frozenset({Cote.REQUERANT, Cote.REPRESENTANT})


def agreed_by_all(parties: Iterable[Partie]) -> date | None:
    """The day from which all the parties agree to the mediation."""
    return all_agreed([(Cote(each.cote), each.agreed_on) for each in parties])


def all_agreed(given: Sequence[tuple[Cote, date | None]]) -> date | None:
    """The day of the last agreement once every party has given its own, the administration's and the person's with it.

    Who represents the person agrees for them: one of the two is enough.
    """
    spoken = {cote for cote, on in given if on is not None}
    if Cote.ADMINISTRATION not in spoken or not spoken & PERSON:
        return None
    awaited = [cote for cote, on in given if on is None and cote not in PERSON]
    return None if awaited else max(on for _, on in given if on is not None)
