"""The territory as records name it: communes of today and of the past, départements, régions, EPCI."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from parvis.core.geography.enums import CommuneType
from parvis.core.geography.models import Commune, Departement, Epci, Region
from parvis.core.geography.queries.commune_directory import CommuneListed, commune_directory
from parvis.kernel.french.folding import fold
from parvis.products.data_inclusion.actions.mapping.communes import CommuneDirectory, key_of

# Arrondissements, by the beginning of their codes: the reference keeps the whole commune.
WHOLE_COMMUNES: Final = {"751": "75056", "6938": "69123", "132": "13055"}
FRANCE: Final = "france"
_WHOLE_COUNTRY: Final = frozenset(
    {
        "france",
        "france entiere",
        "toute la france",
        "national",
        "nationale",
        "territoire national",
        "fr",
        "99100",
        "pays",
    }
)


@dataclass(frozen=True)
class Places:
    """What codes and names of places mean; ``parts`` leads from a part of a commune to the commune."""

    directory: CommuneDirectory
    parts: Mapping[str, str] = field(default_factory=dict)
    departements: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    epcis: Mapping[str, str] = field(default_factory=dict)
    former_names: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def commune(self, code_insee: str) -> CommuneListed | None:
        """The commune in force that a code leads to."""
        return self.directory.of_code(code_insee) or self.directory.of_code(self.parts.get(code_insee, ""))

    def was_called(self, commune: CommuneListed, name: str) -> bool:
        """Whether ``name`` is that of a commune absorbed by this one."""
        return key_of(name) in self.former_names.get(commune.code_insee, ())

    def codes_of(self, item: str) -> tuple[str, ...]:
        """The codes of a zone of eligibility that a code or a name means; none when it is not certain."""
        if fold(item) in _WHOLE_COUNTRY:
            return (FRANCE,)
        code = item.replace(" ", "").upper()
        code = f"0{code}" if len(code) == 1 and code.isdigit() else code
        if code in self.departements.values() or code in self.epcis.values():
            return (code,)
        if commune := self.commune(code):
            return (commune.code_insee,)
        if len(code) == len("99100") and code.startswith("99") and code.isdigit() and code[2] < "6":
            return (code,)
        for named in (self.departements, self.epcis):
            if fold(item) in named:
                return (named[fold(item)],)
        return self.regions.get(fold(item), ())


def make_places(
    communes: Iterable[CommuneListed],
    parts: Mapping[str, str],
    departements: Mapping[str, str],
    regions: Mapping[str, tuple[str, ...]],
    epcis: Mapping[str, str],
) -> Places:
    """Places from lists: départements, régions and EPCI by name."""
    listed = list(communes)
    return Places(
        CommuneDirectory(listed),
        parts,
        {fold(name): code for name, code in departements.items()},
        {fold(name): codes for name, codes in regions.items()},
        {fold(name): code for name, code in epcis.items()},
        {
            commune.code_insee: frozenset(map(key_of, commune.former_names))
            for commune in listed
            if commune.former_names
        },
    )


def load_places() -> Places:
    """The whole territory, in a few queries: once for an import."""
    parts = Commune.objects.filter(active=True, parent__active=True).exclude(type=CommuneType.COM)
    regions: dict[str, list[str]] = {}
    for code, region in Departement.objects.filter(region__isnull=False).order_by("code").values_list("code", "region"):
        regions.setdefault(region, []).append(code)
    return make_places(
        commune_directory(),
        dict(parts.values_list("code_insee", "parent__code_insee")),
        dict(Departement.objects.values_list("name", "code")),
        {name: tuple(regions.get(code, ())) for code, name in Region.objects.values_list("code", "name")},
        dict(Epci.objects.filter(active=True).values_list("name", "code")),
    )


def whole_commune_of(code_insee: str) -> str:
    """The commune that an arrondissement is part of, or the code itself."""
    return next(
        (commune for beginning, commune in WHOLE_COMMUNES.items() if code_insee.startswith(beginning)), code_insee
    )
