"""The fourteen criteria of the exempt measure: which the software holds, which Matomo tells, which a person checks.

After the grid that the CNIL published on 4 July 2025 for those who measure audiences; the words are ours.
"""

from dataclasses import dataclass
from enum import StrEnum

from parvis.core.privacy.models import CriterionReview, MatomoCheck
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Period

GRID = "https://www.cnil.fr/sites/default/files/2025-07/outil_d_auto-evaluation_mesure_d_audience.pdf"
VALID = Period.parse("P12M")
SOFTWARE = "Tenu par le logiciel"


@dataclass(frozen=True)
class Criterion:
    """One condition; ``built`` says how the software holds it by itself, when it does."""

    key: str
    words: str
    built: str = ""


CRITERIA = (
    Criterion("finalite", "La mesure ne sert qu’à l’audience du service, pour le compte de son seul responsable."),
    Criterion("anonymat", "Elle ne produit que des statistiques anonymes : ni journal de visites, ni profil."),
    Criterion(
        "suivi",
        "Elle ne suit personne d’un site à l’autre.",
        "Un site de Matomo par service, refusé au démarrage s’il est partagé ; un cookie de cette seule adresse.",
    ),
    Criterion("recoupement", "Elle n’est recoupée avec rien : ni compte, ni fichier, ni identifiant d’utilisateur."),
    Criterion("tiers", "Rien n’en est transmis à un tiers."),
    Criterion(
        "cookie",
        "Le cookie dure treize mois au plus, et une visite ne le prolonge pas.",
        "La durée est donnée à Matomo par nos pages ; un essai dans un vrai navigateur la vérifie.",
    ),
    Criterion("duree", "Les données recueillies sont gardées vingt-cinq mois au plus."),
    Criterion("adresse", "L’adresse IP perd au moins ses deux derniers octets."),
    Criterion("lieu", "La localisation n’est pas plus précise que la commune."),
    Criterion(
        "separation",
        "La collecte de chaque service est indépendante de celle des autres.",
        "Un site de Matomo par service, refusé au démarrage s’il est partagé.",
    ),
    Criterion(
        "traceurs",
        "Les traceurs de chaque service sont indépendants.",
        "Le nom du cookie porte le numéro du site, et il ne vaut que pour cette adresse.",
    ),
    Criterion(
        "information",
        "Les visiteurs en sont informés.",
        "La politique de chaque service et la page « Gestion des cookies » la décrivent, d’après le registre.",
    ),
    Criterion(
        "opposition",
        "Chacun peut s’y opposer simplement.",
        "Un bouton, sans JavaScript, sur « Gestion des cookies » ; le signal du navigateur est suivi aussi.",
    ),
    Criterion("reutilisation", "Celui qui fournit ou héberge l’outil ne réutilise pas les données."),
)
KEYS = {criterion.key: criterion for criterion in CRITERIA}


class Standing(StrEnum):
    """Where a criterion stands."""

    HELD = "Tenu"
    BROKEN = "À corriger"
    WAITING = "À vérifier à la main"
    STALE = "À vérifier de nouveau"

    @property
    def badge(self) -> str:
        """The colour that goes with the words."""
        return {"HELD": "success", "BROKEN": "error"}.get(self.name, "warning")


@dataclass(frozen=True)
class Assessed:
    """One criterion, where it stands, and on which evidence."""

    criterion: Criterion
    sound: tuple[str, ...]
    flaws: tuple[str, ...]
    review: CriterionReview | None

    @property
    def standing(self) -> Standing:
        """A flaw that Matomo tells outweighs what a person wrote; what a person wrote lasts a year."""
        if self.flaws or (self.review and not self.review.held):
            return Standing.BROKEN
        if self.criterion.built or self.sound:
            return Standing.HELD
        if self.review is None:
            return Standing.WAITING
        current = clock.today() < VALID.after(self.review.reviewed_at.astimezone(clock.PARIS).date())
        return Standing.HELD if current else Standing.STALE


def assessed() -> list[Assessed]:
    """Every criterion with its evidence; two queries."""
    check = MatomoCheck.objects.first()
    told = [(one["criterion"], one["flaw"], one["words"]) for one in check.criteria] if check else []
    last: dict[str, CriterionReview] = {}
    for review in CriterionReview.objects.all():
        last.setdefault(review.criterion, review)
    return [
        Assessed(
            one,
            sound=tuple(words for key, flaw, words in told if key == one.key and not flaw),
            flaws=tuple(words for key, flaw, words in told if key == one.key and flaw),
            review=last.get(one.key),
        )
        for one in CRITERIA
    ]
