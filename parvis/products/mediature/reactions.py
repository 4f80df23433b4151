"""What follows here from what happens below: places at the office come and go, a mail has a fate."""

from parvis.core.notifications.events import MailMoved
from parvis.core.organisations.events import Joined, Left
from parvis.kernel.declarations.events import Reaction, reactions
from parvis.products.mediature.actions.rendezvous import follow_appointment
from parvis.products.mediature.actions.team import lose_place, take_place
from parvis.products.mediature.actions.undelivered import tell_undelivered
from parvis.products.mediature.actions.writing import follow_mail

reactions.register(Reaction("mediature.joined", Joined, take_place))
reactions.register(Reaction("mediature.left", Left, lose_place))
reactions.register(Reaction("mediature.mail", MailMoved, follow_mail))
reactions.register(Reaction("mediature.undelivered", MailMoved, tell_undelivered))
reactions.register(Reaction("mediature.appointment", MailMoved, follow_appointment))
