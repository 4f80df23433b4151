"""A « lieu de médiation numérique » in the words of data-inclusion-schema v1: a structure and its service.

The correspondence is that of data·inclusion's own pipeline for its source « mediation-numerique »
(models ``int_mediation_numerique__structures`` and ``__services``), with four choices of ours, each
because the other way says more than the producer did:

- « Gratuit » is not supposed of a place that says nothing of its fees;
- the disabilities that a place knows how to receive do not restrict its public: they are told in the
  precisions, and everyone is welcome unless ``publics_specifiquement_adresses`` says otherwise;
- the type of the service follows the modes of help instead of always being « accompagnement »;
- networks are also known by the kind of the place, as the pipeline did for the sources of version 0.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError

from parvis.kernel.french.insee import departement_of
from parvis.kernel.french.siret import clean_siret
from parvis.products.data_inclusion.actions.mapping.dates import NO_DATE
from parvis.products.data_inclusion.actions.mapping.identity import NO_PIVOT
from parvis.products.data_inclusion.actions.mapping.outcome import Lieu
from parvis.products.data_inclusion.validators import UNDATED

SERVICE_NAME: Final = "Service d'accompagnement au numérique"
SHORTEST_DESCRIPTION, LONGEST_DESCRIPTION, LONGEST_NAME = 5, 10_000, 150
FUNDAMENTALS: Final = "numerique--maitriser-les-fondamentaux-du-numerique"
THEMATIQUES: Final = {
    "Aide aux démarches administratives": (
        "numerique--acceder-a-des-services-en-ligne",
        "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
    ),
    "Maîtrise des outils numériques du quotidien": (FUNDAMENTALS,),
    "Insertion professionnelle via le numérique": (
        FUNDAMENTALS,
        "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi",
    ),
    "Utilisation sécurisée du numérique": (FUNDAMENTALS,),
    "Parentalité et éducation avec le numérique": (
        FUNDAMENTALS,
        "famille--soutien-a-la-parentalite-et-a-leducation",
    ),
    "Loisirs et créations numériques": (FUNDAMENTALS,),
    "Compréhension du monde numérique": (FUNDAMENTALS,),
    "Accès internet et matériel informatique": ("numerique--acceder-a-une-connexion-internet",),
    "Acquisition de matériel informatique à prix solidaire": ("numerique--acquerir-un-equipement",),
}
PUBLICS: Final = {
    "Jeunes": "jeunes",
    "Étudiants": "etudiants",
    "Familles et/ou enfants": "familles",
    "Seniors": "seniors",
    "Femmes": "femmes",
}
MODES_MOBILISATION: Final = {
    "Se présenter": "se-presenter",
    "Téléphoner": "telephoner",
    "Contacter par mail": "envoyer-un-courriel",
    "Envoyer un mail avec une fiche de prescription": "envoyer-un-courriel",
    "Prendre un RDV en ligne": "utiliser-lien-mobilisation",
}
# In the order of what helps most.
TYPES: Final = {
    "Accompagnement individuel": "accompagnement",
    "Dans un atelier collectif": "atelier",
    "En autonomie": "aide-materielle",
}
FREE: Final = frozenset({"Gratuit", "Gratuit sous condition"})
RESEAUX_BY_DISPOSITIF: Final = {
    "Aidants Connect": "aidants-connect",
    "Conseillers numériques": "conseillers-numeriques",
    "Emmaüs Connect": "emmaus",
    "France Services": "france-service",
    "Grande école du numérique": "grandes-ecoles-du-numerique",
    "La Croix Rouge": "croix-rouge",
    "Point d'accès numérique CAF": "caf",
    "Relais numérique (Emmaüs Connect)": "emmaus",
}
RESEAUX_BY_TYPOLOGIE: Final = {
    "ACI": "aci", "AFPA": "afpa", "CAARUD": "caarud", "CADA": "cada", "CAF": "caf",
    "CAP_EMPLOI": "cap-emploi-reseau-cheops", "CC": "communes", "CCAS": "ccas-cias", "CCONS": "chambres-consulaires",
    "CD": "departements", "CDAS": "departements", "CHRS": "chrs", "CHU": "chu", "CIAS": "ccas-cias", "CIDFF": "cidff",
    "CMP": "cmp", "CMS": "cms", "CPAM": "cpam", "CPH": "cph", "CS": "fcsf", "CSAPA": "csapa", "CSC": "fcsf",
    "DEPT": "departements", "E2C": "ecoles-de-la-deuxieme-chance", "EI": "ei", "ENM": "espaces-publics-numeriques",
    "EPCI": "communes", "EPI": "espaces-publics-numeriques", "EPIDE": "epide", "EPN": "espaces-publics-numeriques",
    "ESAT": "esat", "ETTI": "etti", "EVS": "caf", "FT": "france-travail", "GEIQ": "geiq", "HUDA": "huda",
    "LA_POSTE": "la-poste", "MDE": "maisons-de-l-emploi", "MDPH": "mdph", "MDS": "maisons-des-solidarites",
    "MJC": "mjc", "ML": "mission-locale", "MQ": "communes", "MSA": "mutualite-sociale-agricole", "MSAP": "msap",
    "MUNI": "communes", "PAD": "points-justice", "PIJ_BIJ": "reseau-information-jeunesse", "PIMMS": "pimms-mediation",
    "PJJ": "pjj", "PLIE": "plie", "REG": "regions", "RESSOURCERIE": "ressourceries", "RFS": "france-service",
    "RS_FJT": "residences-fjt", "SPIP": "spip", "UDAF": "unaf",
}  # fmt: skip


@dataclass(frozen=True)
class Reference:
    """A structure and its services, as values of data-inclusion-schema v1, and what had to be supposed."""

    structure: dict[str, Any]
    services: list[dict[str, Any]]
    corrections: list[str] = field(default_factory=list)


def to_reference(lieu: Lieu, *, source: str) -> Reference:
    """The structure and service of a place; one that its producer does not date is as old as the schema allows."""
    corrections: list[str] = []
    shared = _shared(lieu, source, corrections)
    return Reference(
        {**shared, **_structure(lieu, corrections)}, [{**shared, **_service(lieu, shared["id"])}], corrections
    )


def _shared(lieu: Lieu, source: str, corrections: list[str]) -> dict[str, Any]:
    """What a structure and its service have in common."""
    day = lieu.date_maj
    if day in {"", NO_DATE}:
        day = UNDATED.isoformat()
        corrections.append("date_maj : inconnue ; le 1er janvier 2000, la plus ancienne date admise, en tient lieu")
    if len(lieu.courriels) > 1:
        corrections.append("courriel : plusieurs adresses, la première est gardée")
    return {
        "source": source,
        "id": f"{source}--{lieu.id}",
        "date_maj": day,
        "commune": lieu.commune or None,
        "code_postal": lieu.code_postal or None,
        "code_insee": lieu.code_insee or None,
        "adresse": lieu.adresse or None,
        "complement_adresse": lieu.complement_adresse or None,
        "longitude": lieu.longitude,
        "latitude": lieu.latitude,
        "telephone": lieu.telephone or None,
        "courriel": next(iter(lieu.courriels), None),
        "horaires_accueil": lieu.horaires or None,
    }


def _structure(lieu: Lieu, corrections: list[str]) -> dict[str, Any]:
    if len(lieu.site_web) > 1:
        corrections.append("site_web : plusieurs sites, le premier est gardé")
    reseaux = {RESEAUX_BY_DISPOSITIF.get(word) for word in lieu.dispositif_programmes_nationaux}
    reseaux |= {RESEAUX_BY_TYPOLOGIE.get(word) for word in lieu.typologie}
    return {
        "nom": _shortened("nom", lieu.nom, LONGEST_NAME, corrections),
        "description": _described(lieu, corrections) or None,
        "siret": _siret(lieu.pivot),
        "site_web": next(iter(lieu.site_web), None),
        "accessibilite_lieu": lieu.fiche_acces_libre or None,
        "reseaux_porteurs": sorted(filter(None, reseaux)) or None,
    }


def _service(lieu: Lieu, identifier: str) -> dict[str, Any]:
    thematiques = dict.fromkeys(word for service in lieu.services for word in THEMATIQUES.get(service, ()))
    precisions = (*lieu.publics_specifiquement_adresses, *lieu.prise_en_charge_specifique)
    distance = "À distance" in lieu.modalites_accompagnement
    return {
        "structure_id": identifier,
        "nom": SERVICE_NAME,
        "description": _described(lieu, []) or f"Ce lieu propose : {', '.join(lieu.services)}.",
        "type": next(
            (value for mode, value in TYPES.items() if mode in lieu.modalites_accompagnement), "accompagnement"
        ),
        "thematiques": sorted(thematiques),
        "frais": _frais(lieu),
        "frais_precisions": ", ".join(lieu.frais_a_charge) if set(lieu.frais_a_charge) - {"Gratuit"} else None,
        "publics": sorted(PUBLICS[word] for word in lieu.publics_specifiquement_adresses) or ["tous-publics"],
        "publics_precisions": ", ".join(precisions) or None,
        "modes_accueil": ["a-distance", "en-presentiel"] if distance else ["en-presentiel"],
        "modes_mobilisation": _modes_mobilisation(lieu) or None,
        "mobilisable_par": ["professionnels", "usagers"],
        "lien_mobilisation": lieu.prise_rdv or None,
        "zone_eligibilite": [departement_of(lieu.code_insee)] if lieu.code_insee else None,
    }


def _siret(pivot: str) -> str | None:
    if pivot == NO_PIVOT:
        return None
    try:
        return clean_siret(pivot)
    except ValidationError:
        return None


def _described(lieu: Lieu, corrections: list[str]) -> str:
    text = (lieu.presentation_detail or lieu.presentation_resume).strip()
    if len(text) < SHORTEST_DESCRIPTION:
        return ""
    return _shortened("description", text, LONGEST_DESCRIPTION, corrections)


def _shortened(name: str, text: str, longest: int, corrections: list[str]) -> str:
    if len(text) <= longest:
        return text
    corrections.append(f"{name} : plus de {longest} caractères, abrégé")
    return f"{text[: longest - 1].rstrip()}…"


def _frais(lieu: Lieu) -> str | None:
    if FREE.intersection(lieu.frais_a_charge):
        return "gratuit"
    return "payant" if lieu.frais_a_charge else None


def _modes_mobilisation(lieu: Lieu) -> list[str]:
    said = {MODES_MOBILISATION[word] for word in lieu.modalites_acces if word in MODES_MOBILISATION}
    if not said:
        said = {"telephoner"} if lieu.telephone else set()
        said |= {"envoyer-un-courriel"} if lieu.courriels else set()
    return sorted(said)
