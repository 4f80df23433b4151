"""What people mean by the words they type: everyday words for themes, and words with a slip."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from django.db import connection
from rapidfuzz import fuzz, process

from parvis.kernel.french.folding import fold
from parvis.products.data_inclusion.queries.editions import edition, shelf
from parvis.products.data_inclusion.queries.nomenclature import official_labels, publics

ALIKE: Final = 78
SHORTEST: Final = 4
# Words that add nothing to what is looked for.
_EMPTY: Final = frozenset(
    [
        "a",
        "l",
        "d",
        "un",
        "une",
        "des",
        "de",
        "du",
        "la",
        "le",
        "les",
        "pour",
        "avec",
        "sur",
        "en",
        "au",
        "aux",
        "mon",
        "ma",
        "mes",
        "et",
        "ou",
        "aide",
        "aides",
        "besoin",
        "trouver",
        "cherche",
        "chercher",
        "faire",
        "avoir",
        "service",
        "services",
        "je",
        "me",
    ]
)
_DROITS: Final = "difficultes-administratives-ou-juridiques--"
_EVERYDAY: Final = (
    (
        "equipement-et-alimentation--alimentation",
        "bouffe manger nourriture repas courses epicerie colis alimentaire faim",
    ),
    ("equipement-et-alimentation--habillement", "vetement vetements habits vestiaire"),
    ("numerique", "ordinateur internet informatique wifi tablette smartphone mail numerique"),
    ("numerique--acquerir-un-equipement", "pc"),
    ("numerique--acceder-a-des-services-en-ligne", "identifiant franceconnect"),
    ("mobilite--preparer-un-permis", "permis conduire conduite code"),
    ("mobilite--acceder-a-un-vehicule", "voiture scooter velo"),
    ("mobilite--entretenir-reparer-son-vehicule", "garage mecanique"),
    ("logement-hebergement", "logement appartement hlm toit maison"),
    ("logement-hebergement--rechercher-une-solution-dhebergement-temporaire", "hebergement foyer rue sdf"),
    ("logement-hebergement--reduire-les-impayes-de-loyer", "loyer impaye impayes expulsion"),
    ("difficultes-financieres", "argent budget"),
    ("difficultes-financieres--situation-dendettement-surendettement", "dette dettes surendettement endettement"),
    (_DROITS + "accompagnement-pour-lacces-aux-droits", "rsa caf droits allocation allocations"),
    (
        _DROITS + "accompagnement-aux-demarches-administratives",
        "papiers paperasse demarche demarches formulaire administratif administratives",
    ),
    (_DROITS + "prendre-en-compte-une-problematique-judiciaire", "avocat juriste justice juridique"),
    ("lecture-ecriture-calcul--maitriser-le-francais", "francais fle lire ecrire alphabetisation illettrisme"),
    ("famille--garde-denfants", "creche garderie nounou garde"),
    ("famille--surmonter-conflits-separation-violence", "violence violences divorce separation"),
    ("famille--soutien-aidants", "aidant aidants"),
    ("sante--acces-aux-soins", "medecin soins dentiste sante mutuelle"),
    ("sante--sante-mentale", "psy psychologue depression moral"),
    ("sante--addictions", "alcool drogue tabac addiction"),
    ("sante--constituer-un-dossier-mdph-invalidite", "mdph handicap aah invalidite"),
    ("trouver-un-emploi", "emploi travail boulot job embauche"),
    ("preparer-sa-candidature--realiser-un-cv-et-ou-une-lettre-de-motivation", "cv lettre motivation"),
    ("se-former", "formation formations apprendre diplome"),
    ("creer-une-entreprise", "entreprise creation autoentrepreneur"),
    ("remobilisation--activites-sportives-et-culturelles", "sport culture loisirs"),
    ("remobilisation--lien-social", "solitude isolement rencontrer"),
    ("remobilisation--benevolat-action-citoyenne", "benevolat benevole"),
)


@cache
def everyday() -> dict[str, str]:
    """The theme that an everyday word speaks of."""
    return {word: slug for slug, words in _EVERYDAY for word in words.split()}


def themes_meant(words: str) -> tuple[str, ...]:
    """The themes that the whole of ``words`` names; nothing when a word says something else."""
    typed = fold(words)
    if typed in official_labels():
        return (official_labels()[typed],)
    told = [word for word in typed.split() if word not in _EMPTY]
    meant = [everyday().get(word) for word in told]
    return tuple(dict.fromkeys(slug for slug in meant if slug)) if told and all(meant) else ()


def closest_theme(slug: str) -> str:
    """The theme or category whose name looks most like an unknown one; empty when none does."""
    found = process.extractOne(fold(slug), list(official_labels()), scorer=fuzz.ratio, score_cutoff=60)
    return official_labels()[found[0]] if found else ""


def closest(value: str, choices: Mapping[str, str]) -> str:
    """The choice whose name, or the number, is nearest to an unknown one; empty when none is near."""
    if value.isascii() and value.isdigit() and all(choice.isdigit() for choice in choices):
        return min(choices, key=lambda choice: abs(int(choice) - int(value[:9])))
    named = {fold(name): choice for choice, label in choices.items() if choice for name in (choice, label)}
    found = process.extractOne(fold(value), list(named), scorer=fuzz.ratio, score_cutoff=60)
    return named[found[0]] if found else ""


def mended(words: str) -> str:
    """The same words without their slips; empty when nothing known looks like them."""
    known = shelf.get("vocabulary", edition(), _vocabulary)
    told: list[str] = []
    for word in fold(words).split():
        if len(word) < SHORTEST or word in known or word in _EMPTY:
            told.append(word)
            continue
        found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if found is None:
            return ""
        told.append(found[0])
    said = " ".join(told)
    return said if said != fold(words) else ""


def _vocabulary() -> list[str]:
    """Every word that may find something: those of the themes, of the publics, of the names of the services."""
    words = {word for label in (*official_labels(), *map(fold, publics().values()), "mairie") for word in label.split()}
    words |= set(everyday())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT regexp_split_to_table(lower(nom), '[^[:alpha:]]+') "
            "FROM data_inclusion_service WHERE removed_at IS NULL"
        )
        words |= {fold(word) for (word,) in cursor.fetchall()}
    return sorted(word for word in words if len(word) >= SHORTEST)
