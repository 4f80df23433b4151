"""Authorities and their mediators, saisines, who files them and what their cases gather."""

from parvis.products.mediature.models.agent import Agent
from parvis.products.mediature.models.brouillon import Brouillon
from parvis.products.mediature.models.collectivite import Collectivite, Mandat
from parvis.products.mediature.models.dossier import Ligne, Note, Piece
from parvis.products.mediature.models.message import Jointe, Message, Acheminement
from parvis.products.mediature.models.nomenclature import Domaine, TiersCompetent
from parvis.products.mediature.models.requerant import Requerant
from parvis.products.mediature.models.saisine import Saisine

__all__ = [
    "Agent",
    "Brouillon",
    "Collectivite",
    "Domaine",
    "Jointe",
    "Ligne",
    "Mandat",
    "Message",
    "Note",
    "Piece",
    "Acheminement",
    "Requerant",
    "Saisine",
    "TiersCompetent",
]
