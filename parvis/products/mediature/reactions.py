"""What Médiature does of what happens beneath it."""

from parvis.core.notifications.events import MailMoved
from parvis.kernel.declarations.events import Reaction, reactions
from parvis.products.mediature.actions.writing import follow_mail

reactions.register(Reaction("mediature.mail", MailMoved, follow_mail))
