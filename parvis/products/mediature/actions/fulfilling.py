"""What became of what each side undertook, written also once the case has ended."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import held, trace
from parvis.products.mediature.actions.taches import do_task
from parvis.products.mediature.enums import Execution, Fait, Visibilite
from parvis.products.mediature.models import Engagement


@dataclass(frozen=True)
class Constat:
    """Whether it was done, since when, and how the office knows."""

    execution: Execution
    on: date
    how: str = ""


@transaction.atomic
def tell_fulfilled(*, by: Actor, engagement: Engagement, constat: Constat) -> None:
    """Say that an engagement was kept, or not; a correction replaces it, and the case tells both."""
    found = held(by, engagement.saisine)
    kept: Engagement = (
        Engagement.objects.visible_to(by)
        .select_for_update(of=("self",))
        .select_related("protocole")
        .get(pk=engagement.pk)
    )
    if not kept.protocole.agreed:
        raise ValidationError("Cet accord n’est pas conclu : il n’engage encore personne.")
    wrong = {}
    if constat.execution is Execution.ATTENDU:
        wrong["execution"] = "Dites si l’engagement est tenu ou non."
    if not (kept.protocole.concluded_on or constat.on) <= constat.on <= clock.today():
        wrong["on"] = "Donnez un jour entre celui de l’accord et aujourd’hui."
    if not constat.how.strip():
        wrong["how"] = "Dites comment vous le savez."
    if wrong:
        raise ValidationError(wrong)
    kept.execution, kept.told_on, kept.how = constat.execution, constat.on, constat.how.strip()
    kept.save(update_fields=["execution", "told_on", "how"])
    if kept.tache is not None:
        do_task(by=by, tache=kept.tache)
    trace(by, found, "mediature.fulfil")
    done = "tenu" if constat.execution is Execution.TENU else "non tenu"
    words = f"Engagement {done} ({kept.who}) : {kept.words}"[:500]
    tell(by=by, saisine=found, fait=Fait.ETAT, words=words, visibility=Visibilite.REQUERANT)
