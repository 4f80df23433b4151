"""Alert, at night, of the cases in which nobody has written: nothing lasts because it was forgotten."""

from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from parvis.core.accounts.models import User
from parvis.core.notifications.actions.sending import notify
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message, messages
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import trace
from parvis.products.mediature.enums import Fait, Fonction
from parvis.products.mediature.models import Agent, Ligne, Saisine
from parvis.products.mediature.queries.absences import standing_in
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
    for email in _alerted(saisine):
        url = f"{settings.PARVIS_SITE}{reverse('mediature:case', args=[saisine.number])}"
        context = {"number": saisine.number, "months": months, "compulsory": months == COMPULSORY, "url": url}
        notify(SILENCE.key, to=email, by=by, context=context)
    return 1


def _alerted(saisine: Saisine) -> list[str]:
    """The mediator of the case; when nobody has it, the main mediator; who stands in for them."""
    lead = Agent.objects.current().filter(organisation=saisine.organisation_id, fonction=Fonction.PRINCIPAL)
    pks = [saisine.mediateur_id] if saisine.mediateur_id else list(lead.values_list("user", flat=True))
    away = {pk: standing_in(saisine.organisation_id, pk) for pk in pks}
    pks = [instead.pk if (instead := away[pk]) else pk for pk in pks]
    return list(User.objects.filter(pk__in=pks, is_active=True).exclude(email="").values_list("email", flat=True))
