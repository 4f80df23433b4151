"""Tasks of the office: written, given to somebody, done."""

from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from parvis.core.accounts.models import User
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.french.typography import date_in_words
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import held, trace
from parvis.products.mediature.enums import Fait
from parvis.products.mediature.models import Agent, Deport, Saisine, Tache
from parvis.products.mediature.queries.absences import standing_in
from parvis.products.mediature.queries.echeances import after_working_days, next_working

LONGEST: Final = 500
VERB: Final = "mediature.task"


def colleagues_of(saisine: Saisine) -> QuerySet[User]:
    """Who may be given a task in a case: everybody of its office, assistants too, but those who withdrew from it."""
    agents = Agent.objects.current().filter(organisation=saisine.organisation_id)
    away = Deport.objects.filter(saisine=saisine)
    found = User.objects.filter(pk__in=agents.values("user")).exclude(pk__in=away.values("user"))
    return found.order_by("last_name", "first_name", "pk")


@transaction.atomic
def write_task(*, by: Actor, saisine: Saisine, words: str, due_on: date, to: User | None = None) -> Tache:
    """Write what is to be done; a day when offices are closed becomes the next one when they are open."""
    found = held(by, saisine)
    wrong = {}
    if not words.strip():
        wrong["words"] = "Écrivez ce qui est à faire."
    elif len(words.strip()) > LONGEST:
        wrong["words"] = f"Écrivez la tâche en {LONGEST} signes au plus."
    if due_on < clock.today():
        wrong["due_on"] = "Donnez la date d’aujourd’hui, ou une date à venir."
    if to is not None and not colleagues_of(found).filter(pk=to.pk).exists():
        wrong["to"] = "Cette personne n’est pas du bureau, ou s’est retirée de ce dossier : choisissez dans la liste."
    if wrong:
        raise ValidationError(wrong)
    who = f", par {to}" if to else ""
    if to is not None and by.identifier != str(to.pk) and (instead := standing_in(found, to.pk)):
        who, to = f", par {instead}, qui remplace {to}", instead
    made: Tache = Tache.objects.create(saisine=found, words=words.strip(), due_on=next_working(due_on), user=to)
    trace(by, found, VERB)
    line = f"À faire pour le {date_in_words(made.due_on)}{who} : {made.words}"
    tell(by=by, saisine=found, fait=Fait.ETAT, words=line[:LONGEST])
    return made


@transaction.atomic
def do_task(*, by: Actor, tache: Tache, done: bool = True) -> None:
    """Say that it is done, or that it is to be done again."""
    found = held(by, tache.saisine)
    kept: Tache = Tache.objects.visible_to(by).select_for_update(of=("self",)).get(pk=tache.pk)
    if (kept.done_at is not None) is done:
        return
    kept.done_at = clock.now() if done else None
    kept.save(update_fields=["done_at"])
    trace(by, found, VERB)
    line = f"{'Fait' if done else 'De nouveau à faire'} : {kept.words}"
    tell(by=by, saisine=found, fait=Fait.ETAT, words=line[:LONGEST])


def free_tasks(*, organisation: int, user: int | None, saisine: Saisine | None = None) -> None:
    """What somebody who goes had to do is for whoever is there; done tasks keep who had them."""
    found = Tache.objects.to_do().filter(saisine__organisation=organisation, user=user)
    if saisine is not None:
        found = found.filter(saisine=saisine)
    found.update(user=None)


def owe_a_word(saisine: Saisine, what: str) -> None:
    """Within the act that owes it: somebody of the office writes or calls, for no mail reaches the person."""
    words = f"Annoncer à la personne, par courrier ou par téléphone : {what}"
    due = after_working_days(clock.today(), 1)
    mediator = colleagues_of(saisine).filter(pk=saisine.mediateur_id or 0).first()
    instead = standing_in(saisine, mediator.pk) if mediator else None
    Tache.objects.create(saisine=saisine, words=words[:LONGEST], due_on=due, user=instead or mediator)
