"""An agreement of a case, from its draft to its conclusion."""

from datetime import date, timedelta

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.concluding import (
    Dit,
    Promesse,
    add_promise,
    answer_protocol,
    conclude,
    propose_protocol,
    write_protocol,
    write_signature,
)
from parvis.products.mediature.actions.parties import add_party
from parvis.products.mediature.enums import Cote, ReponseProtocole, Signe
from parvis.products.mediature.models import Partie, Protocole, Saisine
from tests.factories.mediature import holder_of

TEXT = "## Ce que les parties conviennent\n\nLa ville annule la facture."


def make_parties(by: Actor, saisine: Saisine) -> tuple[Partie, Partie]:
    """The person and the administration."""
    with open_scope(by):
        return (
            add_party(by=by, saisine=saisine, cote=Cote.REQUERANT, name="Samira Benali"),
            add_party(by=by, saisine=saisine, cote=Cote.ADMINISTRATION, name="Régie municipale"),
        )


def make_draft_protocol(by: Actor, saisine: Saisine, *, due_on: date | None = None) -> Protocole:
    """A draft with an engagement, due in ten days unless ``due_on`` says when."""
    with open_scope(by):
        made = write_protocol(by=by, saisine=saisine, text=TEXT)
        due = due_on or clock.today() + timedelta(days=10)
        add_promise(by=by, protocole=made, promesse=Promesse("La régie", "Annuler la facture.", due))
    return made


def make_proposed(by: Actor, saisine: Saisine) -> Protocole:
    """One that the parties are asked to answer."""
    make_parties(by, saisine)
    made = make_draft_protocol(by, saisine)
    with open_scope(by):
        propose_protocol(by=by, protocole=made)
    return again(made)


def accept_all(by: Actor, protocole: Protocole, saisine: Saisine) -> None:
    """The person on line, the administration on paper."""
    holder = holder_of(saisine)
    with open_scope(holder):
        answer_protocol(by=holder, protocole=protocole, accepts=True, revision=protocole.revision)
    party = Partie.objects.get(saisine=saisine, cote=Cote.ADMINISTRATION)
    with open_scope(by):
        dit = Dit(ReponseProtocole.ACCEPTE, Signe.PAPIER, clock.today(), "Signé par la régie.")
        write_signature(by=by, protocole=protocole, partie=party, dit=dit)


def make_concluded(by: Actor, saisine: Saisine) -> Protocole:
    """One that binds the parties from today."""
    made = make_proposed(by, saisine)
    accept_all(by, made, saisine)
    with open_scope(by):
        conclude(by=by, protocole=again(made), on=clock.today())
    return again(made)


def again(protocole: Protocole) -> Protocole:
    return Protocole.objects.select_related("saisine").get(pk=protocole.pk)
