"""What a record must satisfy: data-inclusion-schema v1, with reasons and advice in French."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Generic, TypeVar

from data_inclusion.schema.v1 import Service as ServiceSchema
from data_inclusion.schema.v1 import Structure as StructureSchema
from pydantic import ValidationError

from parvis.kernel.french import opening_hours

Schema = TypeVar("Schema", StructureSchema, ServiceSchema)
WARNING: Final = "avertissement"
# The schema wants a date, this one at the earliest: it stands for those that producers do not give.
UNDATED: Final = date(2000, 1, 1)
# Farther from its commune, either the point or the commune is wrong, and nothing says which.
FAR_KM: Final = 50.0

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
    "description": "Décrire le service en 5 à 10 000 caractères.",
    "structure_id": "Donner l'identifiant de la structure qui rend le service.",
    "source": "Donner l'identifiant de la source.",
}


class Refusal(ValueError):  # noqa: N818  a refusal is an outcome, not a defect
    """A record that cannot be published, why, and what its producer can do."""

    def __init__(self, reason: str, suggestion: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion


@dataclass(frozen=True)
class Checked(Generic[Schema]):
    """A valid record and what had to be mended for it to be so."""

    record: Schema
    corrections: list[str] = field(default_factory=list)


def check_structure(values: Mapping[str, Any]) -> Checked[StructureSchema]:
    """Validate a structure; an optional value that is wrong is left out and said so, a required one refuses it."""
    return _checked(StructureSchema, values)


def check_service(values: Mapping[str, Any]) -> Checked[ServiceSchema]:
    """Validate a service in the same way; a list only loses its wrong values."""
    return _checked(ServiceSchema, values)


def _checked(schema: type[Schema], values: Mapping[str, Any]) -> Checked[Schema]:
    wanted = dict(values)
    corrections: list[str] = []
    hours = wanted.get("horaires_accueil")
    if hours and not opening_hours.is_valid(hours):
        wanted["horaires_accueil"] = None
        corrections.append("horaires_accueil : retirés, ce n'est pas la syntaxe opening_hours d'OpenStreetMap")
    try:
        return Checked(schema.model_validate(wanted, context={"ignore_warnings": False}), corrections)
    except ValidationError as error:
        corrections += _mended(schema, wanted, error)
    try:
        return Checked(schema.model_validate(wanted), corrections)
    except ValidationError as error:
        raise Refusal("; ".join(_said(problem) for problem in error.errors())) from error


def _mended(schema: type[Schema], wanted: dict[str, Any], error: ValidationError) -> list[str]:
    """Take the wrong values out of ``wanted`` and tell which."""
    said: dict[str, None] = {}
    wrong: dict[str, set[int]] = {}
    for problem in error.errors(include_url=False, include_input=False):
        name = str(problem["loc"][0])
        if problem["type"] == WARNING:
            said[f"{name} : {problem['msg']}"] = None
        elif schema.model_fields[name].is_required():
            raise Refusal(_said(problem), _ADVICE.get(name, "")) from error
        else:
            place = problem["loc"][1] if len(problem["loc"]) > 1 else None
            wrong.setdefault(name, set()).update([place] if isinstance(place, int) else [-1])
            said[f"{_said(problem)}, retiré"] = None
    for name, places in wrong.items():
        held = wanted[name]
        whole = -1 in places or not isinstance(held, list | tuple)
        left = [] if whole else [value for place, value in enumerate(held) if place not in places]
        wanted[name] = left or None
    return list(said)


def _said(problem: Any) -> str:
    name = str(problem["loc"][0])
    if name == "courriel":
        return "courriel : adresse électronique non valable"
    if problem["type"] == "value_error":
        return f"{name} : {str(problem['msg']).removeprefix('Value error, ')}"
    return f"{name} : {_REASONS.get(problem['type'], 'valeur non conforme au schéma')}"
