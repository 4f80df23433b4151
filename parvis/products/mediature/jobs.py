"""What the offices of mediators do by themselves."""

from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.relancing import remind_services


def remind() -> None:
    """Remind the services that owe an answer."""
    remind_services(by=current_actor())


jobs.register(
    Job(
        "mediature.remind-services",
        "Rappeler aux services les questions des médiateurs",
        remind,
        schedule="20 8 * * 1-5",
        everything=True,
    )
)
