"""What runs by itself: the night of erasure, and the copies that resist."""

from parvis.core.privacy.actions.retention.copies import remove_copies
from parvis.core.privacy.actions.retention.night import run_night
from parvis.kernel import clock
from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor


def erase_what_is_due() -> None:
    """Erase in the night of the due date."""
    run_night(by=current_actor(), today=clock.today())


def try_copies_again() -> None:
    """Copies that could not be destroyed with their rows are tried again."""
    remove_copies(by=current_actor())


jobs.register(
    Job(
        key="privacy.night",
        label="Effacer ce dont la durée de conservation est finie",
        run=erase_what_is_due,
        schedule="30 2 * * *",
        everything=True,
    )
)
jobs.register(
    Job(
        key="privacy.copies",
        label="Détruire les copies qui restent de ce qui a été effacé",
        run=try_copies_again,
        schedule="25 * * * *",
        everything=True,
    )
)
