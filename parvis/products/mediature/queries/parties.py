"""The parties of a case, and the day from which all of them agree."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from parvis.products.mediature.enums import Cote
from parvis.products.mediature.models import Partie

PERSON: Final = frozenset({Cote.REQUERANT, Cote.REPRESENTANT})


def agreed_by_all(parties: Iterable[Partie]) -> date | None:
    """The day of the last agreement once every party has given its own, the administration's and the person's with it.

    Who represents the person agrees for them: one of the two is enough.
    """
    found = list(parties)
    spoken = [each for each in found if each.agreed_on is not None]
    sides = {each.cote for each in spoken}
    if Cote.ADMINISTRATION not in sides or not sides & PERSON:
        return None
    awaited = [each for each in found if each.agreed_on is None and each.cote not in PERSON]
    return None if awaited else max(each.agreed_on for each in spoken if each.agreed_on is not None)
