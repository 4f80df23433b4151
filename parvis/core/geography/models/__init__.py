"""The territory: régions, départements, EPCI, communes, their postal codes, boundaries and mairies."""

from parvis.core.geography.models.code_postal import CodePostal
from parvis.core.geography.models.commune import Commune
from parvis.core.geography.models.contour import Contour
from parvis.core.geography.models.departement import Departement
from parvis.core.geography.models.epci import Epci
from parvis.core.geography.models.mairie import Mairie
from parvis.core.geography.models.millesime import Millesime
from parvis.core.geography.models.region import Region

__all__ = ["CodePostal", "Commune", "Contour", "Departement", "Epci", "Mairie", "Millesime", "Region"]
