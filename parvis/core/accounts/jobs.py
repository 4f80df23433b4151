"""What runs by itself about accounts."""

from parvis.core.accounts.actions.sessions import forget_past_sessions
from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor


def forget() -> None:
    """Erase past sessions and lifted lockouts."""
    forget_past_sessions(by=current_actor())


jobs.register(
    Job("accounts.forget", "Efface les sessions finies et les suspensions levées", forget, "7 * * * *", everything=True)
)
