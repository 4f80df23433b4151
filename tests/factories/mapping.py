"""A handful of communes, a configuration and rows, as tests of the mapping language want them."""

from typing import Any

from parvis.core.geography.queries.commune_directory import CommuneListed
from parvis.products.data_inclusion.actions.mapping.communes import CommuneDirectory
from parvis.products.data_inclusion.actions.mapping.compiling import Mapping_, compile_mapping
from parvis.products.data_inclusion.actions.mapping.outcome import Lieu, MappedLieu

COMMUNES = (
    CommuneListed("25056", "Besançon", "25", ("25000",), ("Velotte",), 6.0241, 47.2378),
    CommuneListed("25388", "Montbéliard", "25", ("25200",), (), 6.79, 47.51),
    CommuneListed("24246", "Lunas", "24", ("24130",), (), 0.40, 44.92),
    CommuneListed("34144", "Lunas", "34", ("34650",), (), 3.19, 43.70),
    CommuneListed("34020", "Avène", "34", ("34260",), (), 3.09, 43.75),
    CommuneListed("2A004", "Ajaccio", "2A", ("20000", "20090"), (), 8.73, 41.92),
    CommuneListed("97411", "Saint-Denis", "974", ("97400",), (), 55.45, -20.88),
    CommuneListed("93066", "Saint-Denis", "93", ("93200",), (), 2.35, 48.93),
    CommuneListed("39368", "Hauts de Bienne", "39", ("39400",), ("Morez", "La Mouille"), 6.02, 46.52),
    CommuneListed("58062", "Château-Chinon (Ville)", "58", ("58120",), (), 3.93, 47.06),
    CommuneListed("58063", "Château-Chinon (Campagne)", "58", ("58120",), (), 3.94, 47.05),
    CommuneListed("71081", "Sassenay", "71", ("71530",), (), 4.88, 46.82),
    CommuneListed("71154", "Crissey", "71", ("71530",), (), 4.87, 46.81),
    CommuneListed("76351", "Le Havre", "76", ("76600", "76610", "76620"), (), 0.11, 49.49),
    CommuneListed("98818", "Nouméa", "988", ("98800",), (), 166.45, -22.27),
    CommuneListed("75056", "Paris", "75", ("75001", "75002", "75011"), (), 2.35, 48.86),
)
DIRECTORY = CommuneDirectory(COMMUNES)


def make_config(**changes: Any) -> dict[str, Any]:
    """A configuration that reads rows of ``make_row``; a change to None takes a field away."""
    names = ("id", "nom", "pivot", "commune", "code_postal", "adresse", "latitude", "longitude")
    names += ("telephone", "courriels", "site_web", "date_maj", "presentation_detail")
    config: dict[str, Any] = {name: {"colonne": name} for name in names}
    config["services"] = [
        {"colonnes": ["offre"], "termes": ["démarche"], "cible": "Aide aux démarches administratives"},
        {"colonnes": ["offre"], "termes": ["wifi"], "cible": "Accès internet et matériel informatique"},
    ]
    return {name: value for name, value in (config | changes).items() if value is not None}


def make_row(**changes: Any) -> dict[str, Any]:
    """A row in which nothing needs mending."""
    return {
        "id": "7",
        "nom": "Le Fil numérique",
        "pivot": "",
        "commune": "Besançon",
        "code_postal": "25000",
        "adresse": "3 rue Battant",
        "latitude": "47.24",
        "longitude": "6.02",
        "telephone": "03 81 61 50 50",
        "courriels": "accueil@exemple.fr",
        "site_web": "https://exemple.fr/fil",
        "date_maj": "2026-03-02",
        "presentation_detail": "Un lieu ouvert à tous.",
        "offre": "Démarches en ligne",
    } | changes


def make_mapping(config: dict[str, Any] | None = None, source: str = "Essai") -> Mapping_:
    """A mapping over the communes above."""
    return compile_mapping(make_config() if config is None else config, source=source, communes=DIRECTORY)


def map_one(config: dict[str, Any] | None = None, **changes: Any) -> MappedLieu:
    """The record of one row."""
    return make_mapping(config).map_row(make_row(**changes), 0)


def make_lieu(**changes: Any) -> Lieu:
    """A place of the national schema."""
    values: dict[str, Any] = {
        "id": "Essai_7",
        "pivot": "00000000000000",
        "nom": "Le Fil numérique",
        "commune": "Besançon",
        "code_postal": "25000",
        "code_insee": "25056",
        "date_maj": "2026-03-02",
        "services": ("Aide aux démarches administratives",),
    }
    return Lieu(**(values | changes))
