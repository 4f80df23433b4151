"""What the reference does by itself."""

from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor
from parvis.products.data_inclusion.actions.editions import COMMON_ROOTS, gather_common_roots
from parvis.products.data_inclusion.actions.informing import inform_contacts
from parvis.products.data_inclusion.actions.scoring import age_scores
from parvis.products.data_inclusion.actions.unpublishing import unpublish_unconfirmed


def age() -> None:
    """Bring the quality scores to what they are today."""
    age_scores(by=current_actor())


def unpublish() -> None:
    """Stop showing what no source has confirmed for two years."""
    unpublish_unconfirmed(by=current_actor())


def gather() -> None:
    """Prepare the counts and the order of searches by words."""
    gather_common_roots()


jobs.register(Job(COMMON_ROOTS, "Préparer les recherches par mots courants", gather))


def inform() -> None:
    """Tell those whom a source has named."""
    inform_contacts(by=current_actor())


jobs.register(
    Job(
        "data_inclusion.inform",
        "Informer les personnes dont une source a donné les coordonnées",
        inform,
        schedule="40 9 * * *",
        everything=True,
    )
)
jobs.register(
    Job(
        "data_inclusion.unpublish",
        "Dépublier ce qu’aucune source ne confirme depuis 24 mois",
        unpublish,
        schedule="0 2 * * *",
    )
)
jobs.register(Job("data_inclusion.scores", "Scores de qualité du référentiel", age, schedule="10 4 * * *"))
