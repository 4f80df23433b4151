"""What the AMCT sees: numbers of all offices together, and of each the two that it may see; never a case."""

from dataclasses import dataclass

from parvis.kernel.actor import system
from parvis.kernel.masking import masked
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.models import Collectivite
from parvis.products.mediature.queries.comptes import Periode, compte, compte_by_office
from parvis.products.mediature.queries.lieux import situate
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


def ensemble(year: Periode) -> Ensemble:
    """What a year tells of every office; whole years alone, or periods that overlap would tell apart what is masked."""
    with open_scope(COUNTS, reach=Reach.EVERYTHING):
        pages = _pages()
        now, before = compte(pages, year)
        situate((now, before), pages)
        figures = told(now, before, year, masking=True)
    return Ensemble(figures, bureaux(year))


def bureaux(year: Periode) -> tuple[Bureau, ...]:
    """Each office as it is transmitted: two numbers, masked so that no total tells them."""
    with open_scope(COUNTS, reach=Reach.EVERYTHING):
        pages = _pages()
        counts = compte_by_office(pages, year)
    columns = []
    for place in (0, 1):
        column = [counts.get(organisation, (0, 0))[place] for organisation in pages]
        columns.append(masked(column) or (None,) * len(column))
    rows = zip(pages.items(), *columns, strict=True)
    return tuple(Bureau(office, name, came, ended) for (office, name), came, ended in rows)


def transmitted(organisation: int, year: Periode) -> Bureau | None:
    """What is transmitted of one office."""
    return next((each for each in bureaux(year) if each.organisation == organisation), None)


def _pages() -> dict[int, str]:
    return dict(Collectivite.objects.order_by("name", "pk").values_list("organisation", "name"))
