"""A producer's ``config.json``, checked whole before any line is read, its errors told in French."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from parvis.kernel.french.opening_hours import CODES
from parvis.products.data_inclusion.actions.mapping.language import (
    NEVER,
    Choice,
    Config,
    Day,
    Hours,
    Join,
    Place,
    Split,
)
from parvis.products.data_inclusion.actions.mapping.vocabulary import CHOICES, MODALITES_ACCOMPAGNEMENT

PLACES: Final = (
    "id", "source", "pivot", "nom", "commune", "code_postal", "adresse", "complement_adresse", "latitude",
    "longitude", "telephone", "courriels", "site_web", "date_maj", "presentation_resume", "presentation_detail",
    "prise_rdv", "fiche_acces_libre", "semaine_ouverture",
)  # fmt: skip
HOURS: Final = "horaires"
# Found in producers' files, and without effect in the tool that they were written for.
WITHOUT_EFFECT: Final = frozenset(
    {"code_insee", "structure_parente", "courriel", "typologies", "accessibilite", "prive", "accessibilité"}
)
# Fields of the schema before version 1.0, and those that took their place.
FORMERLY: Final = {
    "labels_nationaux": "dispositif_programmes_nationaux",
    "labels_autres": "autres_formations_labels",
    "conditions_acces": "frais_a_charge",
    "publics_accueillis": "publics_specifiquement_adresses",
}
HOURS_KEYS: Final = frozenset({"osm", "jours", "semaine"})
REQUIRED: Final = ("nom", "adresse", "services")
PLACE_KEYS: Final = frozenset({"colonne", "valeur", "joindre", "dissocier"})
CHOICE_KEYS: Final = frozenset({"colonnes", "termes", "sauf", "cible", "modalitesAccompagnement"})
CHOICE_WITHOUT_TARGET: Final = "autres_formations_labels"


class ConfigError(ValueError):
    """A configuration that cannot be followed; ``problems`` says all that is wrong, in French."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def read_config(config: Any) -> Config:
    """Understand a configuration; ConfigError says everything that is wrong with it, at once."""
    if not isinstance(config, Mapping):
        raise ConfigError(["La configuration doit être un objet JSON : { « champ » : { « colonne » : … }, … }."])
    reader = _Reader()
    understood = reader.whole(config)
    if reader.problems:
        raise ConfigError(reader.problems)
    return understood


class _Reader:
    def __init__(self) -> None:
        self.problems: list[str] = []
        self.ignored: list[str] = []

    def whole(self, config: Mapping[str, Any]) -> Config:
        places: dict[str, Place] = {}
        choices: dict[str, tuple[Choice, ...]] = {}
        hours = Hours()
        for key, value in config.items():
            if key in PLACES:
                places[key] = self.place(key, value)
            elif key in CHOICES:
                choices[key] = self.choices(key, value)
            elif key == HOURS:
                hours = self.hours(value)
                self.ignored += [
                    f"{HOURS}.{name}"
                    for name in (value if isinstance(value, Mapping) else ())
                    if name not in HOURS_KEYS
                ]
            elif key in WITHOUT_EFFECT:
                self.ignored.append(key)
            else:
                self.problems.append(f"« {key} » : champ inconnu{_instead(key)}.")
        self.problems += [f"« {key} » : champ obligatoire, absent." for key in REQUIRED if key not in config]
        if not {"commune", "code_postal", "adresse"} & config.keys():
            self.problems.append("Donner au moins « commune », « code_postal » ou « adresse ».")
        return Config(places, choices, hours, tuple(self.ignored))

    def place(self, name: str, value: Any) -> Place:
        if not isinstance(value, Mapping) or not value.keys() <= PLACE_KEYS or not value:
            self.problems.append(f"« {name} » : attendu {{ « colonne » : « nom de la colonne » }}.")
            return Place()
        columns = self.texts(f"{name}.colonne", value.get("colonne", []))
        join = self.join(f"{name}.joindre", value["joindre"]) if "joindre" in value else None
        split = self.split(f"{name}.dissocier", value["dissocier"]) if "dissocier" in value else None
        constant = value.get("valeur", "")
        if not isinstance(constant, str):
            self.problems.append(f"« {name}.valeur » : un texte est attendu.")
            constant = ""
        return Place(columns, join, split, constant)

    def join(self, where: str, value: Any) -> Join:
        if not isinstance(value, Mapping) or "colonnes" not in value:
            self.problems.append(f"« {where} » : attendu {{ « colonnes » : […], « séparateur » : « … » }}.")
            return Join(())
        columns = self.texts(f"{where}.colonnes", value["colonnes"])
        otherwise = value.get("ou")
        if otherwise is None:
            other = None
        elif isinstance(otherwise, Mapping) and "colonnes" in otherwise:
            other = Place(join=self.join(f"{where}.ou", otherwise))
        else:
            other = self.place(f"{where}.ou", otherwise)
        return Join(columns, _separator(value, " "), other)

    def split(self, where: str, value: Any) -> Split:
        part = value.get("partie") if isinstance(value, Mapping) else None
        columns = self.texts(f"{where}.colonne", value.get("colonne", [])) if isinstance(value, Mapping) else ()
        if len(columns) != 1 or isinstance(part, bool) or not isinstance(part, int) or part < 0:
            shape = "{ « colonne » : « … », « séparateur » : « , », « partie » : 0 }"
            self.problems.append(f"« {where} » : attendu {shape}.")
            return Split("", "", 0)
        return Split(columns[0], _separator(value, ","), part)

    def texts(self, where: str, value: Any, keep_empty: bool = False) -> tuple[str, ...]:  # noqa: FBT002  one reading
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            self.problems.append(f"« {where} » : un texte ou une liste de textes est attendu.")
            return ()
        return tuple(item for item in listed if item or keep_empty)

    def choices(self, name: str, value: Any) -> tuple[Choice, ...]:
        if not isinstance(value, list):
            self.problems.append(f"« {name} » : une liste de choix {{ colonnes, termes, cible }} est attendue.")
            return ()
        return tuple(self.choice(name, number, item) for number, item in enumerate(value, start=1))

    def choice(self, name: str, number: int, value: Any) -> Choice:
        where = f"{name}, choix {number}"
        if not isinstance(value, Mapping):
            self.problems.append(f"« {where} » : {{ colonnes, termes, cible }} est attendu.")
            return Choice("")
        for key in value.keys() - CHOICE_KEYS:
            self.problems.append(f"« {where} » : « {key} » est inconnu{_nearest(key, CHOICE_KEYS)}.")
        target = value.get("cible", "")
        if not isinstance(target, str) or not (target or name == CHOICE_WITHOUT_TARGET):
            self.problems.append(f"« {where} » : « cible » manque.")
            target = ""
        if name in NEVER and not value.get("colonnes"):
            self.ignored.append(where)
            return Choice("")
        self.admitted(where, target, CHOICES[name])
        mode = value.get("modalitesAccompagnement", "")
        if mode:
            self.admitted(where, mode, MODALITES_ACCOMPAGNEMENT)
        return Choice(
            target,
            self.texts(f"{where}.colonnes", value.get("colonnes", [])),
            tuple(word.lower() for word in self.texts(f"{where}.termes", value.get("termes", []), keep_empty=True)),
            self.texts(f"{where}.sauf", value.get("sauf", [])),
            mode if isinstance(mode, str) else "",
        )

    def admitted(self, where: str, word: Any, vocabulary: Sequence[str] | None) -> None:
        if word and vocabulary is not None and word not in vocabulary:
            nearest = _nearest(str(word), vocabulary)
            self.problems.append(f"« {where} » : « {word} » n'est pas dans le vocabulaire national{nearest}.")

    def hours(self, value: Any) -> Hours:
        if not isinstance(value, Mapping):
            self.problems.append("« horaires » : { « osm » : … }, { « jours » : […] } ou { « semaine » : … } attendu.")
            return Hours()
        osm = self.texts("horaires.osm", value.get("osm", ""))
        week = self.texts("horaires.semaine", value.get("semaine", ""))
        days = value.get("jours") or []
        if not isinstance(days, list):
            self.problems.append("« horaires.jours » : une liste est attendue.")
            days = []
        known = [day for day in (self.day(number, item) for number, item in enumerate(days, start=1)) if day]
        return Hours(osm[0] if osm else "", tuple(known), week[0] if week else "")

    def day(self, number: int, value: Any) -> Day | None:
        where = f"horaires.jours, jour {number}"
        if not isinstance(value, Mapping) or value.get("osm") not in CODES:
            codes = ", ".join(CODES)
            self.problems.append(f"« {where} » : attendu {{ « colonne » : …, « osm » : un jour parmi {codes} }}.")
            return None
        return Day(value["osm"], self.texts(f"{where}.colonne", value.get("colonne", [])))


def _separator(value: Mapping[str, Any], default: str) -> str:
    found = value.get("séparateur", value.get("separateur", default))
    return found if isinstance(found, str) else default


def _instead(key: str) -> str:
    if key in FORMERLY:
        return f" depuis la version 1.0 du schéma national, qui a « {FORMERLY[key]} » et d'autres mots"
    return _nearest(key, (*PLACES, *CHOICES, HOURS))


def _nearest(word: str, known: Sequence[str] | frozenset[str]) -> str:
    """« , vouliez-vous dire … ? », when something looks like ``word``."""
    by_fold: dict[str, str] = {item.lower(): item for item in known}
    found = difflib.get_close_matches(word.lower(), list(by_fold), n=1, cutoff=0.7)
    return f" (vouliez-vous dire « {by_fold[found[0]]} » ?)" if found else ""


def missing_columns(config: Config, columns: Sequence[str]) -> tuple[list[str], list[str]]:
    """What is missing from a source's columns: errors for a field that cannot do without, remarks for the rest."""
    present = set(columns)
    errors: list[str] = []
    for name, needed in _NEEDED.items():
        place = config.place(name)
        wanted = list(place.all_columns())
        if wanted and not present.intersection(wanted) and needed(config):
            errors.append(f"« {name} » : la colonne « {wanted[0]} » n'existe pas dans la source.")
    told = {column for error in errors for column in config.columns() if f"« {column} »" in error}
    absent = sorted(config.columns() - present - told)
    return errors, [f"La colonne « {column} » n'existe pas dans la source." for column in absent]


_NEEDED: Final[dict[str, Callable[[Config], bool]]] = {
    "id": lambda config: True,
    "nom": lambda config: True,
    "adresse": lambda config: not (config.place("commune").columns or config.place("code_postal").columns),
    "date_maj": lambda config: True,
}
