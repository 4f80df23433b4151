"""Authorities and their mediators, saisines, who files them and what their cases gather."""

from parvis.products.mediature.models.agent import Agent
from parvis.products.mediature.models.avis import Avis
from parvis.products.mediature.models.brouillon import Brouillon
from parvis.products.mediature.models.collectivite import Collectivite, Mandat
from parvis.products.mediature.models.courrier import Courrier, Remise
from parvis.products.mediature.models.dossier import Ligne, Note, Piece
from parvis.products.mediature.models.nomenclature import Domaine, TiersCompetent
from parvis.products.mediature.models.partie import Partie
from parvis.products.mediature.models.requerant import Requerant
from parvis.products.mediature.models.saisine import Saisine
from parvis.products.mediature.models.sollicitation import PieceConfiee, Reponse, ServiceInterne, Sollicitation

__all__ = [
    "Agent",
    "Avis",
    "Brouillon",
    "Collectivite",
    "Courrier",
    "Domaine",
    "Ligne",
    "Mandat",
    "Note",
    "Partie",
    "Piece",
    "PieceConfiee",
    "Remise",
    "Reponse",
    "Requerant",
    "Saisine",
    "ServiceInterne",
    "Sollicitation",
    "TiersCompetent",
]
