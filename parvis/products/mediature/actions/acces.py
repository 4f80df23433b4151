"""Open one case for an hour to an administrator of the platform, in an emergency, in the sight of its office."""

from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from parvis.core.accounts.models import User
from parvis.core.notifications.actions.sending import notify
from parvis.kernel import clock
from parvis.kernel.actor import Actor, system
from parvis.kernel.declarations.notifications import Message, messages
from parvis.kernel.http.addresses import address_of_page
from parvis.kernel.scope import Reach, open_scope, unnoted
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import mediators_of, trace
from parvis.products.mediature.enums import Fait, Fonction, Motif
from parvis.products.mediature.models import AccesExceptionnel, Agent, Saisine
from parvis.products.mediature.models.acces import AN_HOUR
from parvis.products.mediature.policies import OPENS
from parvis.products.mediature.queries.dossiers import root_of

FINDING: Final = system("mediature.emergency")
SHORTEST: Final = 30
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
def open_in_emergency(*, by: Actor, number: str, motif: Motif, reason: str) -> AccesExceptionnel:
    """Let ``by`` read the case of this number for an hour; its office is told at once, and keeps the trace."""
    if not OPENS.allows(by):
        raise PermissionDenied
    if len(reason.strip()) < SHORTEST:
        raise ValidationError({"reason": TOO_SHORT})
    saisine = _found(number.strip())
    user, now = User.objects.get(pk=int(by.identifier)), clock.now()
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
    _tell(by, made, saisine)
    return made


def trace_reading(*, by: Actor, acces: AccesExceptionnel, saisine: Saisine) -> None:
    """A line of the journal each time the case is read, which says on what ground."""
    trace(by, saisine, verb_of(Motif(acces.motif)))


def verb_of(motif: Motif) -> str:
    """How the journal calls a reading on this ground."""
    return f"mediature.emergency_{motif}"


def _found(number: str) -> Saisine:
    # Whoever asks sees no case: the platform looks for this one alone, and says nothing of it.
    with open_scope(FINDING, reach=Reach.EVERYTHING), unnoted():
        found = Saisine.objects.filter(number=number).first()
        if found is None:
            raise ValidationError({"number": "Aucun dossier ne porte ce numéro. Relisez-le, par exemple 2026-000041."})
        return root_of(found)


def _tell(by: Actor, acces: AccesExceptionnel, saisine: Saisine) -> None:
    words = f"Lu en urgence par {acces.name}, de la plateforme : {acces.get_motif_display()}"
    with open_scope(FINDING, organisations=[saisine.organisation_id]), unnoted():
        tell(by=by, saisine=saisine, fait=Fait.ACCES, words=words)
        lead = Agent.objects.current().filter(organisation=saisine.organisation_id, fonction=Fonction.PRINCIPAL)
        people = User.objects.filter(pk__in=lead.values("user")) or mediators_of(saisine.organisation_id)
        addresses = [each.email for each in people if each.email]
    context = {
        "number": saisine.number,
        "name": acces.name,
        "motif": acces.get_motif_display(),
        "url": address_of_page("mediature:case", saisine.number),
    }
    for address in addresses:
        notify(OPENED.key, to=address, by=by, context=context)
