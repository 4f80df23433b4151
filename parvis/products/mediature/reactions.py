"""What follows here from what happens below: who accepts an invitation takes their place in the office."""

from parvis.core.organisations.events import Joined
from parvis.kernel.declarations.events import Reaction, reactions
from parvis.products.mediature.actions.team import take_place

reactions.register(Reaction("mediature.joined", Joined, take_place))
