"""Official nomenclatures of French territory."""

from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db import models


class CommuneType(models.TextChoices):
    """What a code of the Code officiel géographique designates."""

    COM = "COM", "commune"
    COMD = "COMD", "commune déléguée"
    COMA = "COMA", "commune associée"
    ARM = "ARM", "arrondissement municipal"
    SRM = "SRM", "secteur municipal"


class DepartementType(models.TextChoices):
    """A département, or an overseas body that stands in its place."""

    DEPARTEMENT = "departement", "département"
    OUTRE_MER = "outre-mer", "collectivité ou territoire d'outre-mer"


class EpciType(models.TextChoices):
    """The legal forms of a grouping of communes with its own taxation."""

    CC = "CC", "communauté de communes"
    CA = "CA", "communauté d'agglomération"
    CU = "CU", "communauté urbaine"
    ME = "ME", "métropole"


class NameType(models.IntegerChoices):
    """Which article a name takes (INSEE's « TNCC »)."""

    CONSONANT = 0, "sans article, commence par une consonne"
    VOWEL = 1, "sans article, commence par une voyelle"
    LE = 2, "le"
    LA = 3, "la"
    LES = 4, "les"
    L = 5, "l'"
    AUX = 6, "aux"
    LAS = 7, "las"
    LOS = 8, "los"

    @property
    def article(self) -> str:
        """The article as written before the name, with its space if it takes one."""
        return _ARTICLES.get(self, "")

    @property
    def of(self) -> str:
        """« de » as contracted with the article: « du », « de la », « d' »."""
        return _OF[self]


_ARTICLES = {
    NameType.LE: "Le ",
    NameType.LA: "La ",
    NameType.LES: "Les ",
    NameType.L: "L'",
    NameType.AUX: "Aux ",
    NameType.LAS: "Las ",
    NameType.LOS: "Los ",
}
_OF = {
    NameType.CONSONANT: "de ",
    NameType.VOWEL: "d'",
    NameType.LE: "du ",
    NameType.LA: "de la ",
    NameType.LES: "des ",
    NameType.L: "de l'",
    NameType.AUX: "des ",
    NameType.LAS: "de las ",
    NameType.LOS: "de los ",
}


class Niveau(models.TextChoices):
    """The levels of territory that have a boundary."""

    COMMUNE = "commune", "commune"
    EPCI = "epci", "EPCI"
    DEPARTEMENT = "departement", "département"
    REGION = "region", "région"


class Accessibility(models.TextChoices):
    """Whether a building can be entered in a wheelchair, as its owner declares it."""

    ACCESSIBLE = "ACC", "accessible"
    ON_REQUEST = "DEM", "accessible sur demande"
    NOT_ACCESSIBLE = "NAC", "non accessible"


class Zone(StrEnum):
    """A part of the Republic that cannot be reached from another by road."""

    METROPOLE = "metropole"
    CORSE = "corse"
    GUADELOUPE = "guadeloupe"
    MARTINIQUE = "martinique"
    GUYANE = "guyane"
    LA_REUNION = "la-reunion"
    MAYOTTE = "mayotte"
    SAINT_PIERRE_ET_MIQUELON = "saint-pierre-et-miquelon"
    SAINT_BARTHELEMY = "saint-barthelemy"
    SAINT_MARTIN = "saint-martin"
    WALLIS_ET_FUTUNA = "wallis-et-futuna"
    POLYNESIE_FRANCAISE = "polynesie-francaise"
    NOUVELLE_CALEDONIE = "nouvelle-caledonie"
    TERRES_AUSTRALES = "terres-australes"

    @property
    def label(self) -> str:
        """The name of the zone, in French."""
        return _ZONES[self][0]

    @property
    def timezone(self) -> ZoneInfo:
        """The civil time of the zone (its main islands where there are several times)."""
        return ZoneInfo(_ZONES[self][1])


_ZONES = {
    Zone.METROPOLE: ("France métropolitaine", "Europe/Paris"),
    Zone.CORSE: ("Corse", "Europe/Paris"),
    Zone.GUADELOUPE: ("Guadeloupe", "America/Guadeloupe"),
    Zone.MARTINIQUE: ("Martinique", "America/Martinique"),
    Zone.GUYANE: ("Guyane", "America/Cayenne"),
    Zone.LA_REUNION: ("La Réunion", "Indian/Reunion"),
    Zone.MAYOTTE: ("Mayotte", "Indian/Mayotte"),
    Zone.SAINT_PIERRE_ET_MIQUELON: ("Saint-Pierre-et-Miquelon", "America/Miquelon"),
    Zone.SAINT_BARTHELEMY: ("Saint-Barthélemy", "America/St_Barthelemy"),
    Zone.SAINT_MARTIN: ("Saint-Martin", "America/Marigot"),
    Zone.WALLIS_ET_FUTUNA: ("Wallis-et-Futuna", "Pacific/Wallis"),
    Zone.POLYNESIE_FRANCAISE: ("Polynésie française", "Pacific/Tahiti"),
    Zone.NOUVELLE_CALEDONIE: ("Nouvelle-Calédonie", "Pacific/Noumea"),
    Zone.TERRES_AUSTRALES: ("Terres australes et antarctiques françaises", "Indian/Kerguelen"),
}
