"""What the address of the list of cases asks for: the same for its page and for the file that leaves."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from django.http import QueryDict

from parvis.kernel.actor import Actor
from parvis.kernel.database.prepared import planned_once
from parvis.kernel.database.words import Typed, looking_for, typed_words
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.forms.bureau import FilterForm, nomenclature
from parvis.products.mediature.models import Domaine
from parvis.products.mediature.models.saisine import SaisineQuerySet
from parvis.products.mediature.queries.dossiers import TABS, Wish, dossiers, mediators, offices_of
from parvis.products.mediature.queries.sources import office_key


@dataclass(frozen=True)
class Asked:
    """The cases that somebody asks for, and the form that says so."""

    actor: Actor
    offices: Mapping[int, Fonction]
    people: Mapping[str, str]
    form: FilterForm
    wish: Wish
    typed: list[Typed]

    @contextmanager
    def found(self) -> Iterator[SaisineQuerySet]:
        """The cases, to be read before the block ends: the session looks for the words typed meanwhile."""
        found = dossiers(self.actor, self.offices, self.wish)
        with looking_for(self.typed, map(office_key, self.offices)) if self.typed else nullcontext():
            yield found if self.typed or not self.wish.words else found.none()


@planned_once()
def asked(actor: Actor, given: QueryDict) -> Asked:
    """What ``given`` asks for; without a tab, the first one."""
    offices = offices_of(actor)
    people = mediators(offices)
    form = FilterForm(given, domaines=nomenclature(Domaine, offices), people=people)
    tab = given.get("vue", "")
    wish = form.wish(tab if tab in TABS else next(iter(TABS)))
    return Asked(actor, offices, people, form, wish, typed_words(wish.words))
