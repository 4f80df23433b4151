"""The states of a job, as the queue names them and as people read them."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where a job stands."""

    WAITING = "todo", "En attente"
    RUNNING = "doing", "En cours"
    SUCCEEDED = "succeeded", "Terminée"
    FAILED = "failed", "En échec"
    CANCELLED = "cancelled", "Annulée"
    ABORTED = "aborted", "Interrompue"

    @property
    def badge(self) -> str:
        """The colour of the badge, beside its words."""
        return {
            State.WAITING: "new",
            State.RUNNING: "info",
            State.SUCCEEDED: "success",
            State.FAILED: "error",
        }.get(self, "")
