"""Where cases come from: the place that a postal code and a town mean, at the level that suits an office.

People write their town themselves. What they write is read once, for the table and the map alike: what is not the same
place in both would be told by subtraction.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from parvis.core.geography.enums import CommuneType, Niveau
from parvis.core.geography.models import CodePostal, Commune, Departement
from parvis.core.geography.queries.naming import search_key
from parvis.products.mediature.models import Collectivite
from parvis.products.mediature.queries.comptes import WRITTEN, Comptes

# Paris, Lyon and Marseille, which count by arrondissement.
OF_ARRONDISSEMENTS: Final = frozenset({"75056", "69123", "13055"})
CEDEX: Final = re.compile(r"\bcedex\b.*", re.IGNORECASE)
PARTS: Final = (CommuneType.COMD, CommuneType.COMA)
_READ: Final = (
    "type", "code_insee", "name", "search_key", "departement_id",
    "parent__code_insee", "parent__name",
)  # fmt: skip


@dataclass(frozen=True)
class _Commune:
    """A commune or a part of one, as an address may name it."""

    type: str
    code: str
    name: str
    key: str
    departement: str
    whole_code: str
    whole_name: str

    @classmethod
    def read(cls, row: Sequence[str | None]) -> "_Commune":
        kind, code, name, key, departement, parent, parent_name = (each or "" for each in row)
        return cls(kind, code, name, key, departement, parent or code, parent_name or name)


def situate(counted: Iterable[Comptes], offices: Iterable[int]) -> None:
    """Replace, in these counts, what was written by the place that it means; ``""`` is what means none."""
    comptes = tuple(counted)
    pages = list(Collectivite.objects.filter(organisation__in=list(offices)).values_list("niveau", "code")[:2])
    niveau, code = pages[0] if len(pages) == 1 else (Niveau.COMMUNE, "")
    written = {key for each in comptes for key in each.by["commune"]}
    communes = _communes_of(written, _near(niveau, code))
    names = dict(Departement.objects.values_list("code", "name")) if niveau == Niveau.REGION else {}
    for each in comptes:
        found: Counter[str] = Counter()
        for key, count in each.by["commune"].items():
            place, name = _told(communes.get(key), niveau, code, names)
            found[place] += count
            each.names["commune", place] = name
        each.by["commune"] = found


def _near(niveau: str, code: str) -> str:
    """The département where a name that several communes bear is looked for first."""
    if niveau == Niveau.COMMUNE:
        return code[: 3 if code.startswith("97") else 2]
    return code if niveau == Niveau.DEPARTEMENT else ""


def _told(commune: _Commune | None, niveau: str, code: str, names: dict[str, str]) -> tuple[str, str]:
    """The place at the level of an office, and how it is called."""
    if commune is None:
        return "", ""
    if niveau == Niveau.REGION:
        return commune.departement, f"{names.get(commune.departement, '')} ({commune.departement})"
    if commune.type == CommuneType.ARM and niveau == Niveau.COMMUNE and commune.whole_code == code:
        return commune.code, commune.name
    if commune.whole_code in OF_ARRONDISSEMENTS and commune.whole_code == code and niveau == Niveau.COMMUNE:
        # Of the city, but who knows in which arrondissement.
        return "", ""
    return commune.whole_code, f"{commune.whole_name} ({commune.departement})"


def _communes_of(written: set[str], near: str) -> dict[str, _Commune]:
    """The commune that each « postal code, tab, town » means; what means none is left out."""
    asked = {key: _split(key) for key in written if key.strip()}
    by_code: dict[str, list[_Commune]] = defaultdict(list)
    rows = CodePostal.communes.through.objects.filter(
        codepostal__in={code for code, _ in asked.values()}, commune__active=True
    ).exclude(commune__type=CommuneType.SRM)
    for code, *row in rows.values_list("codepostal_id", *(f"commune__{name}" for name in _READ)):
        by_code[code].append(_Commune.read(row))
    by_name: dict[str, list[_Commune]] = defaultdict(list)
    alone = {name for code, name in asked.values() if code not in by_code and name}
    named = Commune.objects.filter(Q(type=CommuneType.COM) | Q(type__in=PARTS), active=True, search_key__in=alone)
    for row in named.values_list(*_READ):
        found = _Commune.read(row)
        by_name[found.key].append(found)
    told = {
        key: _among(by_code[code], name) if code in by_code else _named(by_name[name], code, near)
        for key, (code, name) in asked.items()
    }
    return {key: commune for key, commune in told.items() if commune is not None}


def _split(key: str) -> tuple[str, str]:
    code, _, town = key.partition(WRITTEN)
    return "".join(code.split()), search_key(CEDEX.sub("", town))


def _among(served: list[_Commune], name: str) -> _Commune | None:
    """Which of the communes of a postal code: the arrondissement that has it alone, the one named, the only one."""
    arrondissements = [each for each in served if each.type == CommuneType.ARM]
    if len(arrondissements) == 1:
        return arrondissements[0]
    return _only([each for each in served if each.key == name]) or _only(served)


def _named(alike: list[_Commune], code: str, near: str) -> _Commune | None:
    """Which of the communes of a name, when the postal code tells none (a « cedex », or nothing): where it points."""
    around = code[: 3 if code.startswith("97") else 2] or near
    here = [each for each in alike if each.departement == around or (around == "20" and each.departement[0:1] == "2")]
    return _only(here) or (None if code else _only(alike))


def _only(found: list[_Commune]) -> _Commune | None:
    wholes = {each.whole_code: each for each in sorted(found, key=lambda each: each.type == CommuneType.COM)}
    return next(iter(wholes.values())) if len(wholes) == 1 else None
