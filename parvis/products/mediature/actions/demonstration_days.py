"""The appointments and the tasks of the invented disputes."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Final

from parvis.core.accounts.models import User
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.actions.rendezvous import Prevision, make_appointment, mark_held
from parvis.products.mediature.actions.taches import write_task
from parvis.products.mediature.enums import Forme
from parvis.products.mediature.models import RendezVous, Saisine
from parvis.products.mediature.queries.echeances import next_working

HOUR: Final = time(10, 30)


def meet(by: Actor, on: Saisine, told: str) -> None:
    """An appointment in so many days: « sur-place|5|11 rue des Exemples »."""
    forme, days, place = told.split("|")
    day = next_working(clock.today() + timedelta(days=int(days)))
    starts_at = datetime.combine(day, HOUR, clock.PARIS)
    people = (str(on.requerant), str(_user(by)))
    make_appointment(by=by, saisine=on, prevision=Prevision(starts_at, 60, Forme(forme), place, people))


def met(by: Actor, on: Saisine, _: str) -> None:
    """The appointment took place."""
    mark_held(by=by, rendezvous=RendezVous.objects.visible_to(by).awaited().get(saisine=on))


def owe(by: Actor, on: Saisine, told: str) -> None:
    """A task for who has the case: « days|words »."""
    days, _, words = told.partition("|")
    due = clock.today() + timedelta(days=int(days))
    write_task(by=by, saisine=on, words=words, due_on=due, to=_user(by))


def _user(by: Actor) -> User:
    found: User = User.objects.get(pk=int(by.identifier))
    return found


DAYS: Final[dict[str, Callable[[Actor, Saisine, str], None]]] = {"meet": meet, "met": met, "owe": owe}
