"""Which part of the Republic a place is in."""

from parvis.core.geography.enums import Zone
from parvis.core.geography.models import Commune
from parvis.kernel.french.insee import departement_of

_BY_DEPARTEMENT = {
    "2A": Zone.CORSE,
    "2B": Zone.CORSE,
    "971": Zone.GUADELOUPE,
    "972": Zone.MARTINIQUE,
    "973": Zone.GUYANE,
    "974": Zone.LA_REUNION,
    "975": Zone.SAINT_PIERRE_ET_MIQUELON,
    "976": Zone.MAYOTTE,
    "977": Zone.SAINT_BARTHELEMY,
    "978": Zone.SAINT_MARTIN,
    "984": Zone.TERRES_AUSTRALES,
    "986": Zone.WALLIS_ET_FUTUNA,
    "987": Zone.POLYNESIE_FRANCAISE,
    "988": Zone.NOUVELLE_CALEDONIE,
}


def zone_of(commune: Commune | str) -> Zone:
    """The zone of a commune, given itself or its INSEE code."""
    code = commune if isinstance(commune, str) else commune.code_insee
    return _BY_DEPARTEMENT.get(departement_of(code), Zone.METROPOLE)
