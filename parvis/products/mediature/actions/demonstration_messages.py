"""What the invented disputes exchange: written by the office, or come by mail."""

from collections.abc import Callable
from typing import Final

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.mail import Apart, Arrived, Attached, Verdict
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions.hearing import READER, take_mail
from parvis.products.mediature.actions.writing import Ecrit, write_to
from parvis.products.mediature.models import Saisine

LETTER: Final = Attached(
    "courrier-de-la-mairie.txt", "text/plain", "Madame, Monsieur, votre demande est refusée.".encode()
)


def write(by: Actor, on: Saisine, words: str) -> None:
    """The office writes to the person."""
    write_to(by=by, saisine=on, ecrit=Ecrit(text=words))


def ask(by: Actor, on: Saisine, told: str) -> None:
    """The office writes to a service: ``address:words``."""
    address, _, words = told.partition(":")
    ecrit = Ecrit(text=words, subject=f"Dossier {on.number} : demande d’éléments", to_person=False, others=[address])
    write_to(by=by, saisine=on, ecrit=ecrit)


def hear(by: Actor, on: Saisine, words: str) -> None:
    """The person answers by mail, and joins a letter."""
    _take(
        on,
        on.requerant.email,
        str(on.requerant),
        words,
        attachments=(LETTER,),
        quoted="> Pouvez-vous m’envoyer le courrier de refus ?",
    )


def hear_service(by: Actor, on: Saisine, told: str) -> None:
    """A service answers by mail: ``address:words``."""
    address, _, words = told.partition(":")
    _take(on, address, "Secrétariat", words)


def doubt(by: Actor, on: Saisine, words: str) -> None:
    """A mail that does not come from where it says."""
    _take(on, on.requerant.email, str(on.requerant), words, verdict=Verdict.FAILED, apart=Apart.UNPROVEN)


def _take(on: Saisine, sender: str, name: str, words: str, **more: object) -> None:
    given = {
        "sender": sender,
        "sender_name": name,
        "text": words,
        "received_at": clock.now(),
        "subject": "Re : Votre saisine",
        "message_id": f"<{on.number}-{clock.now():%Y%m%d%H%M%S%f}@exemple.example>",
        "verdict": Verdict.PROVEN,
    } | more
    with open_scope(READER, reach=Reach.EVERYTHING):
        take_mail(on.number, Arrived(**given))  # type: ignore[arg-type]  # each value has the type of its field


EXCHANGES: Final[dict[str, Callable[[Actor, Saisine, str], None]]] = {
    "write": write,
    "mail": ask,
    "hear": hear,
    "heard": hear_service,
    "doubt": doubt,
}
