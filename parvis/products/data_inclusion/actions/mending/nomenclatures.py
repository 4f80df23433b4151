"""Values of the schema's nomenclatures, however they are written; unknown ones with what was likely meant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from data_inclusion.schema import v1
from rapidfuzz import fuzz, process

from parvis.kernel.french.folding import fold
from parvis.products.data_inclusion.actions.mending.cells import items_of
from parvis.products.data_inclusion.actions.mending.former import FORMER
from parvis.products.data_inclusion.actions.mending.record import Mending

CERTAIN, LIKELY = 95, 60  # out of 100
LONGEST: Final = 200
UNKNOWN: Final = "valeur inconnue de la nomenclature, retirée"
SHOWN: Final = 3


@dataclass(frozen=True)
class Nomenclature:
    """The values of a field, by every way of writing them."""

    values: tuple[str, ...]
    known: dict[str, str]
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def find(self, item: str) -> tuple[str, bool] | None:
        """The value meant, and whether it had to be corrected; ``None`` when nothing is certain."""
        key = fold(item[:LONGEST])
        if key in self.known:
            return self.known[key], False
        near = process.extractOne(key, self.known.keys(), scorer=fuzz.ratio, score_cutoff=CERTAIN)
        return (self.known[near[0]], True) if near else None

    def suggestion(self, item: str) -> str:
        """« did you mean », or the values of the category that was given instead of one."""
        key = fold(item[:LONGEST])
        if key in self.groups:
            return f"c'est une catégorie ; choisir parmi {', '.join(self.groups[key][:SHOWN])}…"
        near = process.extractOne(key, self.known.keys(), scorer=fuzz.WRatio, score_cutoff=LIKELY)
        return f"vouliez-vous dire « {self.known[near[0]]} » ?" if near else ""


def _nomenclature(name: str, members: Iterable[Any], groups: Iterable[Any] = ()) -> Nomenclature:
    listed = list(members)
    values = tuple(member.value for member in listed)
    known = {fold(former): value for former, value in FORMER.get(name, {}).items()}
    labels = [fold(member.label) for member in listed]
    known |= {label: member.value for label, member in zip(labels, listed, strict=True) if labels.count(label) == 1}
    known |= {fold(value): value for value in values}
    inside = {
        key: tuple(value for value in values if value.startswith(f"{group.value}--"))
        for group in groups
        for key in (fold(group.value), fold(group.label))
    }
    return Nomenclature(values, known, inside)


NOMENCLATURES: Final[Mapping[str, Nomenclature]] = {
    name: _nomenclature(name, *members)
    for name, members in {
        "thematiques": (v1.Thematique, v1.Categorie),
        "publics": (v1.Public,),
        "frais": (v1.Frais,),
        "type": (v1.TypeService,),
        "modes_accueil": (v1.ModeAccueil,),
        "modes_mobilisation": (v1.ModeMobilisation,),
        "mobilisable_par": (v1.PersonneMobilisatrice,),
        "reseaux_porteurs": (v1.ReseauPorteur,),
    }.items()
}


def mend_choices(mending: Mending, name: str) -> list[str]:
    """A list of values, put back and given."""
    nomenclature = NOMENCLATURES[name]
    found: list[str] = []
    for item in items_of(mending.take(name), known=lambda item: fold(item[:LONGEST]) in nomenclature.known):
        meant = nomenclature.find(item)
        if meant is None:
            suggestion = nomenclature.suggestion(item)
            mending.corrected(name, f"{UNKNOWN} ; {suggestion}" if suggestion else UNKNOWN)
            continue
        value, corrected = meant
        if corrected:
            mending.corrected(name, "valeur mal écrite, corrigée")
        if value not in found:
            found.append(value)
    mending.put(name, found)
    return found


def mend_choice(mending: Mending, name: str) -> None:
    """One value; of several, the first."""
    found = mend_choices(mending, name)
    mending.take(name)
    if found:
        mending.put(name, found[0])
    if len(found) > 1:
        mending.corrected(name, "plusieurs valeurs, la première est gardée")
