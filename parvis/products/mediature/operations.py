"""What running the platform needs of Médiature: the common lists; in the demonstration, offices and disputes."""

from parvis.kernel.declarations.loads import Advance, Load, SignIn, loads, sign_ins
from parvis.kernel.declarations.mail import Arrived, Mailbox, mailboxes
from parvis.kernel.declarations.notifications import Enclosed, Enclosing, enclosings
from parvis.kernel.scope import current_actor
from parvis.products.mediature.enums import MAILBOX


def load_common_lists(advance: Advance) -> None:
    """Complete the lists and the texts common to every office."""
    from parvis.products.mediature.actions.nomenclature import load_lists, load_texts

    load_lists(by=current_actor())
    load_texts(by=current_actor())
    advance(1, 1)


def load_offices(advance: Advance) -> None:
    """Open the invented offices, once."""
    from parvis.products.mediature.actions.demonstration import load_mediature

    load_mediature(advance)


def take_mail(number: str, mail: Arrived) -> bool:
    """A mail for a case."""
    from parvis.products.mediature.actions import hearing

    return hearing.take_mail(number, mail)


def appointment(uid: str) -> Enclosed:
    """The calendar file that leaves with the mail of an appointment."""
    from parvis.products.mediature.queries.rendezvous import enclose

    return enclose(uid)


enclosings.register(Enclosing("mediature.rendezvous", appointment))
mailboxes.register(Mailbox(MAILBOX, take_mail))
loads.register(Load("mediature.lists", "Listes et textes communs des médiateurs", load_common_lists, order=40))
loads.register(
    # After the nights that are played in the past, for which what is dated from today would be of the future.
    Load("mediature.demonstration", "Médiateurs de démonstration", load_offices, order=76, demonstration=True)
)
sign_ins.register(SignIn("mediature.principal", "Médiateur principal (Dijon)", "etienne.rameau@parvis.example"))
sign_ins.register(SignIn("mediature.assistant", "Assistante du médiateur (Dijon)", "nadia.cherif@parvis.example"))
