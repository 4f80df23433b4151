"""What a record must satisfy: data-inclusion-schema v1, with reasons and advice in French."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from data_inclusion.schema.v1 import Structure as StructureSchema
from pydantic import ValidationError

from parvis.kernel.french import opening_hours

REQUIRED: Final = frozenset(name for name, declared in StructureSchema.model_fields.items() if declared.is_required())
WARNING: Final = "avertissement"

_REASONS: Final = {
    "missing": "valeur absente",
    "string_too_short": "valeur trop courte",
    "string_too_long": "valeur trop longue",
    "string_pattern_mismatch": "forme inattendue",
    "string_type": "texte attendu",
    "float_parsing": "nombre attendu",
    "float_type": "nombre attendu",
    "date_from_datetime_parsing": "date illisible",
    "date_type": "date absente ou illisible",
    "url_parsing": "adresse internet illisible",
    "url_scheme": "adresse internet sans http:// ni https://",
    "enum": "valeur inconnue de la nomenclature",
}
_ADVICE: Final = {
    "nom": "Donner un nom de 3 à 150 caractères.",
    "date_maj": "Donner la date de mise à jour sous la forme AAAA-MM-JJ, ni future, ni avant 2000.",
    "id": "Donner un identifiant stable, propre à la source.",
    "source": "Donner l'identifiant de la source.",
}


class Refusal(ValueError):  # noqa: N818  a refusal is an outcome, not a defect
    """A record that cannot be published, why, and what its producer can do."""

    def __init__(self, reason: str, suggestion: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion


@dataclass(frozen=True)
class Checked:
    """A valid record and what had to be mended for it to be so."""

    structure: StructureSchema
    corrections: list[str] = field(default_factory=list)


def check_structure(values: Mapping[str, Any]) -> Checked:
    """Validate a record; an optional value that is wrong is left out and said so, a required one refuses the record."""
    wanted = dict(values)
    corrections: list[str] = []
    hours = wanted.get("horaires_accueil")
    if hours and not opening_hours.is_valid(hours):
        wanted["horaires_accueil"] = None
        corrections.append("horaires_accueil : retirés, ce n'est pas la syntaxe opening_hours d'OpenStreetMap")
    try:
        return Checked(StructureSchema.model_validate(wanted, context={"ignore_warnings": False}), corrections)
    except ValidationError as error:
        corrections += [_mended(wanted, problem) for problem in error.errors(include_url=False, include_input=False)]
    try:
        return Checked(StructureSchema.model_validate(wanted), corrections)
    except ValidationError as error:
        raise Refusal("; ".join(_said(problem) for problem in error.errors())) from error


def _mended(wanted: dict[str, Any], problem: Any) -> str:
    name = str(problem["loc"][0])
    if problem["type"] == WARNING:
        return f"{name} : {problem['msg']}"
    if name in REQUIRED:
        raise Refusal(_said(problem), _ADVICE.get(name, ""))
    wanted[name] = None
    return f"{_said(problem)}, retiré"


def _said(problem: Any) -> str:
    name = str(problem["loc"][0])
    if name == "courriel":
        return "courriel : adresse électronique non valable"
    if problem["type"] == "value_error":
        return f"{name} : {str(problem['msg']).removeprefix('Value error, ')}"
    return f"{name} : {_REASONS.get(problem['type'], 'valeur non conforme au schéma')}"
