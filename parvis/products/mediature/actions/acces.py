"""Open one case for an hour to an administrator of the platform, in an emergency, in the sight of its office."""

from typing import Final

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from parvis.core.accounts.models import User
from parvis.core.notifications.actions.sending import notify
from parvis.kernel import clock
from parvis.kernel.actor import Actor, system
from parvis.kernel.declarations.notifications import Message, messages
from parvis.kernel.http.addresses import address_of_page
from parvis.kernel.scope import Reach, unnoted, within
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import trace
from parvis.products.mediature.actions.mailing import office_of
from parvis.products.mediature.enums import Fait, Motif
from parvis.products.mediature.models import AccesExceptionnel, Saisine
from parvis.products.mediature.models.acces import AN_HOUR
from parvis.products.mediature.policies import OPENS
from parvis.products.mediature.queries.absences import guardians_of
from parvis.products.mediature.queries.dossiers import root_of

FINDING: Final = system("mediature.emergency")
SHORTEST: Final = 30
# Of a line of the case, which holds the reason whole: an office that nobody leads reads it there alone.
LINE: Final = 500
TOO_SHORT: Final = f"Expliquez l’urgence en {SHORTEST} signes au moins : le médiateur lira ces mots."
OPENED: Final = messages.register(
    Message(
        "mediature.emergency",
        "Prévenir qu’un administrateur lit un dossier en urgence",
        "Dossier {{ number }} : un administrateur de la plateforme le lit en urgence",
        action="Ouvrir le dossier",
    )
)


@transaction.atomic
def open_in_emergency(*, by: Actor, number: str, motif: Motif, reason: str) -> tuple[AccesExceptionnel, bool]:
    """Let ``by`` read the case of this number for an hour; its office is told at once, and keeps the trace.

    The access, and whether there was anybody to tell.
    """
    if not OPENS.allows(by):
        raise PermissionDenied
    user, now = User.objects.get(pk=int(by.identifier)), clock.now()
    if len(reason.strip()) < SHORTEST:
        raise ValidationError({"reason": TOO_SHORT})
    if len(reason.strip()) > (most := longest_reason(user)):
        raise ValidationError({"reason": too_long(most)})
    saisine = _found(number.strip())
    made: AccesExceptionnel = AccesExceptionnel.objects.create(
        organisation_id=saisine.organisation_id,
        saisine=saisine,
        user=user,
        name=str(user),
        motif=motif,
        reason=reason.strip(),
        at=now,
        ends_at=now + AN_HOUR,
    )
    trace(by, saisine, verb_of(motif))
    return made, _tell(by, made, saisine)


def longest_reason(user: User) -> int:
    """How many signs of a reason the line of the case holds, whatever the ground, beside the name of who reads."""
    return LINE - max(len(_line(str(user), motif, "")) for motif in Motif)


def too_long(most: int) -> str:
    """Why a reason is refused that the line of the case would cut."""
    return f"Écrivez {most} signes au plus : le dossier garde ces mots en entier."


def trace_reading(*, by: Actor, acces: AccesExceptionnel, saisine: Saisine) -> None:
    """A line of the journal each time the case is read, which says on what ground."""
    trace(by, saisine, verb_of(Motif(acces.motif)))


def verb_of(motif: Motif) -> str:
    """How the journal calls a reading on this ground."""
    return f"mediature.emergency_{motif}"


def _found(number: str) -> Saisine:
    # Whoever asks sees no case: the platform looks for this one alone, and says nothing of it.
    with within(FINDING, reach=Reach.EVERYTHING), unnoted():
        found = Saisine.objects.filter(number=number).first()
        if found is None:
            raise ValidationError({"number": "Aucun dossier ne porte ce numéro. Relisez-le, par exemple 2026-000041."})
        return root_of(found)


def _tell(by: Actor, acces: AccesExceptionnel, saisine: Saisine) -> bool:
    words = _line(acces.name, Motif(acces.motif), acces.reason)
    with within(FINDING, organisations=[saisine.organisation_id]), unnoted():
        tell(by=by, saisine=saisine, fait=Fait.ACCES, words=words)
        office = office_of(saisine.organisation_id)
        addresses = [each.email for each in guardians_of(saisine)]
    addresses = addresses or ([office.email] if office and office.email else [])
    contact = settings.PARVIS_OPERATOR.contact
    context = {
        "number": saisine.number,
        "name": acces.name,
        "motif": acces.get_motif_display(),
        "contact": contact,
        "url": address_of_page("mediature:case", saisine.number),
    }
    for address in addresses:
        notify(OPENED.key, to=address, by=by, reply_to=contact or None, context=context)
    return bool(addresses)


def _line(name: str, motif: Motif, reason: str) -> str:
    return f"Lu en urgence par {name}, de la plateforme : {motif.label}. {reason}"
