"""Authorities and their mediators, saisines, who files them and what their cases gather."""

from parvis.products.mediature.models.acces import AccesExceptionnel
from parvis.products.mediature.models.agent import Agent
from parvis.products.mediature.models.avis import Avis
from parvis.products.mediature.models.brouillon import Brouillon
from parvis.products.mediature.models.collectivite import Collectivite, Mandat
from parvis.products.mediature.models.courrier import Courrier, Remise
from parvis.products.mediature.models.dossier import Ligne, Note, Piece
from parvis.products.mediature.models.liens import Fusion, Lien, Scission
from parvis.products.mediature.models.message import Acheminement, Jointe, Message
from parvis.products.mediature.models.nomenclature import Domaine, TiersCompetent
from parvis.products.mediature.models.opening import Adhesion, OfficeInvitation
from parvis.products.mediature.models.outils import Modele, Vue
from parvis.products.mediature.models.partie import Partie
from parvis.products.mediature.models.passe import CasPasse, LigneReprise, Reprise
from parvis.products.mediature.models.production import Production
from parvis.products.mediature.models.protocole import Engagement, Protocole, Signature
from parvis.products.mediature.models.rapport import Rapport, Transmission
from parvis.products.mediature.models.recommandation import Cas, Recommandation, Suivi
from parvis.products.mediature.models.rendezvous import RendezVous
from parvis.products.mediature.models.requerant import Requerant
from parvis.products.mediature.models.retraits import Absence, Deport
from parvis.products.mediature.models.saisine import Saisine
from parvis.products.mediature.models.search_entry import SearchEntry
from parvis.products.mediature.models.sollicitation import PieceConfiee, Reponse, ServiceInterne, Sollicitation
from parvis.products.mediature.models.tache import Tache
from parvis.products.mediature.models.transfert import Transfert
from parvis.products.mediature.models.version import Version

__all__ = [
    "Absence",
    "AccesExceptionnel",
    "Acheminement",
    "Adhesion",
    "Agent",
    "Avis",
    "Brouillon",
    "Cas",
    "CasPasse",
    "Collectivite",
    "Courrier",
    "Deport",
    "Domaine",
    "Engagement",
    "Fusion",
    "Jointe",
    "Lien",
    "Ligne",
    "LigneReprise",
    "Mandat",
    "Message",
    "Modele",
    "Note",
    "OfficeInvitation",
    "Partie",
    "Piece",
    "PieceConfiee",
    "Production",
    "Protocole",
    "Rapport",
    "Recommandation",
    "Remise",
    "RendezVous",
    "Reponse",
    "Reprise",
    "Requerant",
    "Saisine",
    "Scission",
    "SearchEntry",
    "ServiceInterne",
    "Signature",
    "Sollicitation",
    "Suivi",
    "Tache",
    "TiersCompetent",
    "Transfert",
    "Transmission",
    "Version",
    "Vue",
]
