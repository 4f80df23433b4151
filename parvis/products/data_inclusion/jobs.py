"""What the reference does by itself."""

from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor
from parvis.products.data_inclusion.actions.scoring import age_scores


def age() -> None:
    """Bring the quality scores to what they are today."""
    age_scores(by=current_actor())


jobs.register(Job("data_inclusion.scores", "Scores de qualité du référentiel", age, schedule="10 4 * * *"))
