"""Which services pass: the filters of the API, on the narrow entries."""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Final

from data_inclusion.schema.v1 import Thematique
from django.db.models import F, Q, QuerySet

from parvis.kernel.database.words import holds, roots_of, vector_of
from parvis.products.data_inclusion.models import ServiceEntry
from parvis.products.data_inclusion.models.record import number_of

EVERYBODY: Final = "tous-publics"
_THEMES: Final = frozenset(name for theme in Thematique for name in (theme.value, theme.value.partition("--")[0]))
ON_SITE: Final = "en-presentiel"


@dataclass(frozen=True)
class ServiceFilters:
    """What a list of services may be narrowed to; an empty filter narrows nothing."""

    sources: tuple[str, ...] = ()
    thematiques: tuple[str, ...] = ()
    code_commune: str = ""
    code_departement: str = ""
    code_region: str = ""
    frais: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    recherche_public: str | None = None
    modes_accueil: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    score_qualite_minimum: float | None = None
    exclure_doublons: bool = False

    @property
    def empty(self) -> bool:
        """Whether everything passes."""
        return all(getattr(self, each.name) == each.default for each in fields(self))

    def apply(self, entries: QuerySet[ServiceEntry]) -> QuerySet[ServiceEntry]:
        """The entries that pass. Duplicates stay: which one is left out depends on all that is found."""
        wanted: dict[str, Any] = {
            "source__in": self.sources,
            "frais__in": self.frais,
            "type__in": self.types,
            "thematiques__overlap": themes_of(self.thematiques),
            "publics__overlap": publics_for(self.publics),
            "code_insee": self.code_commune,
            "code_departement": self.code_departement,
            "code_region": self.code_region,
        }
        entries = entries.filter(**{name: value for name, value in wanted.items() if value})
        if self.modes_accueil:
            entries = entries.filter(self._modes())
        if self.score_qualite_minimum is not None:
            entries = entries.filter(score_qualite__gte=self.score_qualite_minimum)
        if self.recherche_public is not None:
            roots = roots_of(self.recherche_public, syntax="websearch_")
            # The index on all the words first, then the words of the publics alone.
            entries = entries.filter(
                holds(F("roots__words"), roots), holds(vector_of("service__publics_labels"), roots)
            )
        return entries

    def _modes(self) -> Q:
        condition = Q()
        for mode in self.modes_accueil:
            condition |= Q(on_site=True) if mode == ON_SITE else Q(remote=True)
        return condition


def publics_for(wanted: tuple[str, ...]) -> list[int]:
    """The numbers of who is meant: « everybody » is meant by each; asking for everybody asks for nothing."""
    return [] if not wanted or EVERYBODY in wanted else [number_of(each) for each in (*wanted, EVERYBODY)]


@cache
def themes_of(wanted: tuple[str, ...]) -> list[int]:
    """The numbers of the themes and categories asked for; those that do not exist ask for nothing."""
    return [number_of(each) for each in wanted if each in _THEMES]
