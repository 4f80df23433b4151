"""What running the platform needs of the territory: its data."""

from parvis.core.geography.actions.loading import load_territory
from parvis.kernel.declarations.loads import Advance, Load, loads
from parvis.kernel.scope import current_actor

REVISION = 3  # raised when what is computed from the official files changes, so that it is loaded again


def load(advance: Advance) -> None:
    """Load the edition of the official territory that is installed."""
    load_territory(by=current_actor(), advance=advance, revision=REVISION)


loads.register(Load(key="geography", label="Territoire", run=load, order=10))
