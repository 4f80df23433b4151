"""What the office has to do: in one case, and in the list of the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Q

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.models import RendezVous, Saisine, Tache
from parvis.products.mediature.models.rendezvous import RendezVousQuerySet
from parvis.products.mediature.models.tache import TacheQuerySet
from parvis.products.mediature.queries.absences import stands_in
from parvis.products.mediature.queries.echeances import Echeance, after_working_days

MINE: Final = "moi"
EVERYBODY: Final = "tous"
WHOSE: Final = {MINE: "Pour moi", EVERYBODY: "Tout le bureau"}
# How far ahead the list of the day tells appointments.
AHEAD: Final = timedelta(days=14)


@dataclass(frozen=True)
class Line:
    """A task with its deadline."""

    tache: Tache
    echeance: Echeance

    @property
    def late(self) -> bool:
        """Whether its day is over and it is not done."""
        return self.tache.done_at is None and self.tache.due_on < clock.today()


def tasks_of(actor: Actor, saisine: Saisine) -> list[Line]:
    """Those of a case: what is to be done first, then what is done."""
    found = Tache.objects.visible_to(actor).filter(saisine=saisine).select_related("user")
    return sorted(lined(found), key=lambda each: each.tache.done_at is not None)


def tasks_to_do(actor: Actor, offices: Iterable[int], whose: str = MINE) -> TacheQuerySet:
    """Those that nobody has done, the latest first; one's own, of whom one stands in for, and nobody's."""
    found: TacheQuerySet = Tache.objects.visible_to(actor).to_do().filter(saisine__organisation__in=list(offices))
    if whose == MINE:
        theirs = stands_in(actor, user="user", organisation="saisine__organisation")
        found = found.filter(Q(user=int(actor.identifier)) | Q(user=None) | theirs)
    return found.select_related("user", "saisine__requerant").order_by("due_on", "pk")


def due_soon(actor: Actor, offices: Iterable[int]) -> int:
    """How many tasks of one's own are late, or for today or the next working day."""
    return tasks_to_do(actor, offices).filter(due_on__lte=after_working_days(clock.today(), 1)).count()


def appointments_near(actor: Actor, offices: Iterable[int], whose: str = MINE) -> RendezVousQuerySet:
    """Appointments of these days, and those of which nobody has said whether they were held."""
    found: RendezVousQuerySet = RendezVous.objects.visible_to(actor).awaited()
    found = found.filter(saisine__organisation__in=list(offices), starts_at__lt=clock.now() + AHEAD)
    if whose == MINE:
        theirs = stands_in(actor, user="saisine__mediateur", organisation="saisine__organisation")
        found = found.filter(Q(saisine__mediateur=int(actor.identifier)) | Q(saisine__mediateur=None) | theirs)
    return found.select_related("saisine__requerant", "saisine__mediateur")


def lined(found: Iterable[Tache]) -> list[Line]:
    """Each with the words that tell how late, or how soon, it is."""
    return [Line(each, Echeance("tache", each.words, each.due_on)) for each in found]
