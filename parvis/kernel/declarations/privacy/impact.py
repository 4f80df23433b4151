"""When an impact assessment is due: the nine criteria, of which two are enough (article 35, guidelines WP 248)."""

from enum import StrEnum

from parvis.kernel.declarations.privacy.service import Activity, Special

ENOUGH = 2


class Criterion(StrEnum):
    """What makes a processing likely to be a high risk."""

    EVALUATION = "evaluation"
    AUTOMATED_DECISION = "automated-decision"
    MONITORING = "monitoring"
    SENSITIVE = "sensitive"
    LARGE_SCALE = "large-scale"
    CROSSING = "crossing"
    VULNERABLE = "vulnerable"
    INNOVATIVE = "innovative"
    HINDERING = "hindering"

    @property
    def words(self) -> str:
        """The criterion in French."""
        return _WORDS[self]


_WORDS = {
    Criterion.EVALUATION: "évaluation, notation ou appariement de personnes",
    Criterion.AUTOMATED_DECISION: "décision automatique avec un effet juridique ou comparable",
    Criterion.MONITORING: "surveillance systématique",
    Criterion.SENSITIVE: "données sensibles ou très personnelles",
    Criterion.LARGE_SCALE: "grande échelle",
    Criterion.CROSSING: "croisement ou transmission d’ensembles de données",
    Criterion.VULNERABLE: "personnes vulnérables ou en situation de déséquilibre",
    Criterion.INNOVATIVE: "usage innovant ou nouvelle technologie",
    Criterion.HINDERING: "exclusion possible d’un droit, d’un service ou d’un contrat",
}


def criteria_of(activity: Activity) -> tuple[Criterion, ...]:
    """The criteria that a processing meets: those its declaration shows, and those it says."""
    shown = {Criterion(said) for said in activity.criteria}
    if activity.automated:
        shown.add(Criterion.EVALUATION)
    if activity.feeds:
        shown.add(Criterion.CROSSING)
    if any(category.special is not Special.NEVER for category in activity.categories):
        shown.add(Criterion.SENSITIVE)
    return tuple(criterion for criterion in Criterion if criterion in shown)


def assessment_due(activity: Activity) -> bool:
    """Whether a processing may only start once its impact assessment is signed."""
    return bool(activity.impact_assessment or activity.cnil_list or len(criteria_of(activity)) >= ENOUGH)
