"""Alert, at night, of the cases in which nobody has written: nothing lasts because it was forgotten."""

from typing import Final

from django.db import transaction

from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message, messages
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import trace
from parvis.products.mediature.actions.mailing import mail_handlers
from parvis.products.mediature.enums import Fait
from parvis.products.mediature.models import Ligne, Saisine
from parvis.products.mediature.queries.silences import ALERTED, COMPULSORY, silent_for

WORDS: Final = {
    12: "Aucun échange depuis 12 mois : relancez la personne, ou proposez la clôture",
    24: "Aucun échange depuis 24 mois : il faut décider de clore, ou reprendre l’échange",
}
SILENCE: Final = messages.register(
    Message(
        "mediature.silence",
        "Alerter d’un dossier sans échange",
        "Dossier {{ number }} : aucun échange depuis {{ months }} mois",
        action="Ouvrir le dossier",
    )
)


def alert_of_silences(*, by: Actor) -> int:
    """Alert once of each stage that a case has reached; tell how many alerts were given."""
    given = 0
    for months in ALERTED:
        for pk in silent_for(Saisine.objects.all(), months).values_list("pk", flat=True):
            given += _alert(by, pk, months)
    return given


@transaction.atomic
def _alert(by: Actor, pk: int, months: int) -> int:
    saisine = silent_for(Saisine.objects.select_for_update(), months).filter(pk=pk).first()
    if saisine is None:
        return 0
    later = [WORDS[each] for each in ALERTED if each >= months]
    if Ligne.objects.filter(saisine=saisine, words__in=later, at__gt=saisine.last_exchange_at).exists():
        return 0
    tell(by=by, saisine=saisine, fait=Fait.ETAT, words=WORDS[months])
    trace(by, saisine, "mediature.silence")
    mail_handlers(by, SILENCE, saisine, months=months, compulsory=months == COMPULSORY)
    return 1
