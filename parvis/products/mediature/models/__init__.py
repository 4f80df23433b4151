"""Authorities and their mediators, saisines, who files them and what their cases gather."""

from parvis.products.mediature.models.agent import Agent
from parvis.products.mediature.models.brouillon import Brouillon
from parvis.products.mediature.models.collectivite import Collectivite, Mandat
from parvis.products.mediature.models.dossier import Ligne, Note, Piece
from parvis.products.mediature.models.liens import Fusion, Lien
from parvis.products.mediature.models.nomenclature import Domaine, TiersCompetent
from parvis.products.mediature.models.outils import Modele, Vue
from parvis.products.mediature.models.requerant import Requerant
from parvis.products.mediature.models.retraits import Absence, Deport
from parvis.products.mediature.models.saisine import Saisine
from parvis.products.mediature.models.search_entry import SearchEntry

__all__ = [
    "Absence",
    "Agent",
    "Brouillon",
    "Collectivite",
    "Deport",
    "Domaine",
    "Fusion",
    "Lien",
    "Ligne",
    "Mandat",
    "Modele",
    "Note",
    "Piece",
    "Requerant",
    "Saisine",
    "SearchEntry",
    "TiersCompetent",
    "Vue",
]
