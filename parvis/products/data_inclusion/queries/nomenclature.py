"""The words of the schema, in plain French for people."""

from functools import cache
from typing import Final

from data_inclusion.schema.v1 import Categorie, Public, Thematique, TypeService

from parvis.kernel.french.folding import fold

# Where the official label is not how people speak.
_PLAIN_CATEGORIES: Final = {
    "difficultes-administratives-ou-juridiques": "Droits, papiers et démarches",
    "difficultes-financieres": "Argent, budget et dettes",
    "equipement-et-alimentation": "Se nourrir, s’habiller, s’équiper",
    "famille": "Famille et proches",
    "lecture-ecriture-calcul": "Lire, écrire, compter, apprendre le français",
    "logement-hebergement": "Se loger",
    "mobilite": "Se déplacer, permis, véhicule",
    "numerique": "Numérique, ordinateur, Internet",
    "remobilisation": "Reprendre confiance, rencontrer du monde",
    "souvrir-a-linternational": "Travailler ou revenir de l’étranger",
}
_PLAIN_PUBLICS: Final = {
    "tous-publics": "tout le monde",
    "actifs": "personnes qui travaillent",
    "beneficiaires-des-minimas-sociaux": "personnes qui touchent le RSA, l’AAH ou une autre allocation",
    "demandeurs-emploi": "personnes qui cherchent un emploi",
    "etudiants": "étudiants",
    "familles": "familles et parents",
    "femmes": "femmes",
    "jeunes": "jeunes",
    "personnes-en-situation-de-handicap": "personnes handicapées",
    "personnes-en-situation-durgence": "personnes en situation d’urgence",
    "personnes-en-situation-juridique-specifique": "personnes dans une situation juridique particulière",
    "personnes-exilees": "personnes exilées ou réfugiées",
    "residents-qpv-frr": "habitants d’un quartier prioritaire ou d’une zone rurale fragile",
    "seniors": "personnes âgées",
}
MODES: Final = {"en-presentiel": "Sur place", "a-distance": "À distance"}
FRAIS: Final = {"gratuit": "Gratuit", "payant": "Payant"}


def category_of(theme: str) -> str:
    """The category of a theme, or the category itself."""
    return theme.partition("--")[0]


@cache
def categories() -> dict[str, str]:
    """The sixteen categories, by their plain name."""
    named = {each.value: _PLAIN_CATEGORIES.get(each.value, each.label) for each in Categorie}
    return dict(sorted(named.items(), key=lambda pair: fold(pair[1])))


@cache
def themes() -> dict[str, str]:
    """The sixty-nine themes."""
    return {each.value: each.label for each in Thematique}


@cache
def themes_by_category() -> dict[str, dict[str, str]]:
    """The themes of each category, in the order of the categories."""
    return {
        category: {slug: label for slug, label in themes().items() if category_of(slug) == category}
        for category in categories()
    }


def theme_label(slug: str) -> str:
    """What a theme or a category is called; empty when there is no such thing."""
    return themes().get(slug) or categories().get(slug, "")


@cache
def publics() -> dict[str, str]:
    """For whom a service may be."""
    return {each.value: _PLAIN_PUBLICS.get(each.value, each.label) for each in Public}


@cache
def types() -> dict[str, str]:
    """What a service may be."""
    return {each.value: each.label for each in TypeService}


@cache
def official_labels() -> dict[str, str]:
    """The slug of each theme and category under each of its names, folded."""
    named = {fold(each.label): each.value for each in Categorie}
    named |= {fold(label): slug for slug, label in categories().items()}
    named |= {fold(label): slug for slug, label in themes().items()}
    return named | {fold(slug): slug for slug in (*categories(), *themes())}
