"""What the office writes to the person by mail, when they gave an address: received, decided, ended."""

from typing import Final

from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message, messages
from parvis.kernel.french.typography import date_in_words
from parvis.products.mediature.actions.mailing import mail_person
from parvis.products.mediature.enums import Issue, Recevabilite
from parvis.products.mediature.models import Avis, Requerant, Saisine, Transfert
from parvis.products.mediature.queries.access import in_groups
from parvis.products.mediature.queries.avis import address_of, may_still_be_given

REGISTERED: Final = messages.register(
    Message(
        "mediature.registered",
        "Accuser réception d’une saisine enregistrée par le bureau",
        "Votre saisine {{ number }} est reçue",
        action="Suivre ma saisine",
    )
)
DECIDED: Final = messages.register(
    Message(
        "mediature.decided",
        "Dire si une saisine est recevable",
        "Votre saisine {{ number }} : la décision du médiateur",
        action="Suivre ma saisine",
    )
)
ENDED: Final = messages.register(
    Message(
        "mediature.ended",
        "Dire qu’une médiation est terminée",
        "Votre saisine {{ number }} : la médiation est terminée",
        action="Suivre ma saisine",
    )
)
REOPENED: Final = messages.register(
    Message(
        "mediature.reopened",
        "Dire à la personne que son dossier est rouvert",
        "Votre saisine {{ number }} : le médiateur la reprend",
        action="Suivre ma saisine",
    )
)
JOINED: Final = messages.register(
    Message(
        "mediature.joined",
        "Dire que deux saisines sont suivies ensemble",
        "Votre saisine {{ joined }} est jointe à la saisine {{ number }}",
        action="Suivre ma saisine",
    )
)

PROPOSED: Final = messages.register(
    Message(
        "mediature.proposed",
        "Proposer de transférer une saisine à un autre médiateur",
        "Votre saisine {{ number }} : un autre médiateur peut la suivre, avec votre accord",
        action="Répondre",
    )
)
TRANSFERRED: Final = messages.register(
    Message(
        "mediature.transferred",
        "Dire qu’une saisine est transférée à un autre médiateur",
        "Votre saisine {{ number }} est transférée : elle a le numéro {{ new_number }}",
        action="Suivre ma saisine",
    )
)


def tell_registered(by: Actor, saisine: Saisine, code: str) -> None:
    """The receipt of a saisine that the office took in, with its code: it is the person's own."""
    mail_person(by, REGISTERED, saisine, received=date_in_words(saisine.received_on), code=in_groups(code))


def tell_decision(by: Actor, saisine: Saisine) -> None:
    """Admissible or not, why, and what else one may do."""
    mail_person(
        by,
        DECIDED,
        saisine,
        admissible=saisine.recevabilite == Recevabilite.RECEVABLE,
        passed_on=saisine.recevabilite == Recevabilite.REORIENTEE,
        reasons=saisine.reasons,
        tiers=saisine.tiers,
    )


def tell_end(by: Actor, saisine: Saisine) -> None:
    """How the mediation ended, and what else one may do."""
    given = Avis.objects.filter(saisine=saisine).first()
    opinion = address_of(saisine) if may_still_be_given(saisine, given) else ""
    mail_person(by, ENDED, saisine, issue=Issue(saisine.issue).label, conclusion=saisine.conclusion, opinion=opinion)


def tell_reopened(by: Actor, saisine: Saisine) -> None:
    """That the mediator takes the case up again."""
    mail_person(by, REOPENED, saisine)


def tell_joined(by: Actor, kept: Saisine, joined: Saisine, person: Requerant) -> None:
    """That two saisines are one case from now on, at the address that was given with the one which joins."""
    mail_person(by, JOINED, kept, person, joined=joined.number)


def tell_proposed(by: Actor, saisine: Saisine, transfert: Transfert) -> None:
    """Which mediator could take the case over, why, and that nothing leaves without an answer."""
    mail_person(by, PROPOSED, saisine, to_whom=transfert.to.name, reasons=transfert.reasons)


def tell_transferred(by: Actor, saisine: Saisine, transfert: Transfert, code: str = "") -> None:
    """Who follows the case now, under which number; with ``code`` when the person has just been given it."""
    mail_person(by, TRANSFERRED, saisine, to_whom=transfert.to.name, new_number=transfert.number, code=in_groups(code))
