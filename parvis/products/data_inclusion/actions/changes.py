"""What was mended, before and after: shown where it is no contact of anybody, told in words alone elsewhere.

The report of an import is kept: what one writes to, calls or is called by never enters it, and is
taken out of the other values, in which producers also write it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from parvis.products.data_inclusion.actions.mapping.cells import squeezed, text_of

# What a report keeps of a correction: its words alone, or with them the value before and the value after.
Correction: TypeAlias = str | dict[str, str]
PAIR: Final = ("latitude", "longitude")
PLACE: Final = "localisation"
SHOWN: Final = frozenset(
    {
        *PAIR, PLACE, "commune", "code_postal", "code_insee", "adresse", "complement_adresse", "zone_eligibilite",
        "horaires", "horaires_accueil", "site_web", "lien_source", "accessibilite_lieu", "lien_mobilisation",
        "fiche_acces_libre", "prise_rdv", "siret", "pivot", "date_maj", "type", "thematiques", "frais", "publics",
        "modes_accueil", "modes_mobilisation", "mobilisable_par", "reseaux_porteurs", "nombre_semaines",
        "volume_horaire_hebdomadaire", "services", "typologie", "itinerance", "publics_specifiquement_adresses",
        "prise_en_charge_specifique", "frais_a_charge", "dispositif_programmes_nationaux", "formations_labels",
        "modalites_acces", "modalites_accompagnement",
    }
)  # fmt: skip
LONGEST: Final = 200
# With the names that people have on networks, « @prenom.nom ».
_EMAIL: Final = re.compile(r"[\w.+'-]*@[\w.-]+\w")
_PHONE: Final = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:(?:\+|00)\s?\d{1,3}[\s.-]?(?:\(0\))?\s?|0)[1-9](?:[\s.\-/]{0,3}\d{2}){4}(?![\d,])"
)
# « 08.30-12.00 14.00 » has the digits of a telephone number, and is none.
_HOURS: Final = re.compile(r"[01]\d[.\s]?[0-5]\d ?[-/] ?[012]\d[.\s]?[0-5]\d")
_SOMEBODY: Final = re.compile(
    r"\b(M\.|Mr|Mme|Mlle|Madame|Monsieur|Mademoiselle)\s+(?:[A-ZÀ-Ý][\w'’-]*\.?)(?:\s+[A-ZÀ-Ý][\w'’-]+){0,2}"
)


def unsaid(name: str) -> Any:
    """For what is not known of a field."""
    return None


def kept_by(*rows: object, otherwise: Callable[[str], Any] = unsaid) -> Callable[[str], Any]:
    """What the first of ``rows`` that has a field says of it."""

    def read(name: str) -> Any:
        having = next((row for row in rows if hasattr(row, name)), None)
        return otherwise(name) if having is None else getattr(having, name)

    return read


def told(
    said: Iterable[str], given: Callable[[str], Any], kept: Callable[[str], Any], prefix: str = ""
) -> list[Correction]:
    """Each thing said, « champ : quoi », with what its field was and what it has become where both may be shown."""
    return [_told(line, given, kept, prefix) for line in said]


def words_of(correction: Correction) -> str:
    """What a correction says, without its values."""
    return correction if isinstance(correction, str) else correction["said"]


def _told(line: str, given: Callable[[str], Any], kept: Callable[[str], Any], prefix: str) -> Correction:
    name = line.partition(" : ")[0]
    if name not in SHOWN:
        return f"{prefix}{line}"
    return {"said": f"{prefix}{line}", "before": _value(name, given), "after": _value(name, kept)}


def _value(name: str, value_of: Callable[[str], Any]) -> str:
    if name in PAIR or name == PLACE:
        found = [_written(value_of(each)) for each in PAIR]
        return " ; ".join(each or "?" for each in found) if any(found) else ""
    return _written(value_of(name))


def _written(value: Any) -> str:
    """A value on one short line, without anybody in it."""
    if isinstance(value, list | tuple | set | frozenset):
        text = ", ".join(map(text_of, value))
    elif isinstance(value, float):
        text = f"{value:.6f}".rstrip("0").rstrip(".")
    else:
        text = "" if isinstance(value, Mapping) else text_of(value)
    text = masked(squeezed(text[: 4 * LONGEST]))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def masked(text: str) -> str:
    """The text without the e-mails, the telephone numbers and the people that it names with their title."""
    text = _EMAIL.sub("[courriel masqué]", text)
    text = _PHONE.sub(lambda found: found[0] if _HOURS.match(found[0]) else "[téléphone masqué]", text)
    return _SOMEBODY.sub(r"\1 [nom masqué]", text)
