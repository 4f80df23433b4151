"""What the AMCT sees: numbers of all offices together, and of each the two that it may see; never a case."""

from dataclasses import dataclass

from parvis.kernel.actor import system
from parvis.kernel.masking import masked
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.models import Collectivite
from parvis.products.mediature.queries.comptes import Periode, compte
from parvis.products.mediature.queries.statistiques import Statistiques, told

# Whoever asks sees no case: the platform counts in their place, and hands over tables already masked.
COUNTS = system("mediature.ensemble")


@dataclass(frozen=True)
class Bureau:
    """An office as it is transmitted; ``None`` is masked."""

    organisation: int
    name: str
    received: int | None
    ended: int | None


@dataclass(frozen=True)
class Ensemble:
    """Every office together, then one by one."""

    statistiques: Statistiques
    bureaux: tuple[Bureau, ...]

    def of(self, organisation: int) -> Bureau | None:
        """What is transmitted of one office."""
        return next((each for each in self.bureaux if each.organisation == organisation), None)


def ensemble(year: Periode) -> Ensemble:
    """What a year tells of every office; whole years alone, or periods that overlap would tell apart what is masked."""
    with open_scope(COUNTS, reach=Reach.EVERYTHING):
        pages = list(Collectivite.objects.order_by("name", "pk").values_list("organisation", "name"))
        now, before = compte([organisation for organisation, _ in pages], year)
        figures = told(now, before, year, masking=True)
    columns = []
    for by in ("bureau", "fin-bureau"):
        counts = [now.by[by][str(organisation)] for organisation, _ in pages]
        columns.append(masked(counts) or (None,) * len(pages))
    rows = zip(pages, *columns, strict=True)
    return Ensemble(figures, tuple(Bureau(office, name, came, ended) for (office, name), came, ended in rows))
