"""What Médiature does by itself."""

from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.silences import alert_of_silences


def alert() -> None:
    """Alert of the cases in which nobody has written for a year, or for two."""
    alert_of_silences(by=current_actor())


jobs.register(
    Job(
        "mediature.silence",
        "Alerter des dossiers de médiation sans échange",
        alert,
        schedule="30 5 * * *",
        everything=True,
    )
)
