"""Version 0 of the schema: its fields and values whose sense in version 1 is certain."""

from collections.abc import Mapping
from typing import Any, Final

from parvis.kernel.french.folding import fold
from parvis.products.data_inclusion.actions.mending.cells import is_absent, items_of, paragraphs, text
from parvis.products.data_inclusion.actions.mending.places import Places
from parvis.products.data_inclusion.actions.mending.record import Mending

FORMER: Final = {
    "publics": {
        "beneficiaires-rsa": "beneficiaires-des-minimas-sociaux",
        "demandeurs-demploi": "demandeurs-emploi",
        "familles-enfants": "familles",
        "jeunes-16-26": "jeunes",
        "personnes-handicapees": "personnes-en-situation-de-handicap",
        "personnes-handicap": "personnes-en-situation-de-handicap",
        "seniors-65": "seniors",
        "retraites": "seniors",
        "public-langues-etrangeres": "personnes-exilees",
        "personnes-de-nationalite-etrangere": "personnes-exilees",
        "tout public": "tous-publics",
        "tout publics": "tous-publics",
    },
    "frais": {"adhesion": "payant", "gratuit-sous-conditions": "gratuit", "gratuite": "gratuit"},
    "modes_mobilisation": {
        "envoyer-un-mail": "envoyer-un-courriel",
        "envoyer-un-mail-avec-une-fiche-de-prescription": "envoyer-un-courriel",
        "completer-le-formulaire-dadhesion": "utiliser-lien-mobilisation",
    },
    "modes_accueil": {"presentiel": "en-presentiel", "distance": "a-distance", "distanciel": "a-distance"},
    "reseaux_porteurs": {
        "mairie": "communes", "ccas": "ccas-cias", "cias": "ccas-cias", "france-services": "france-service",
        "pole-emploi": "france-travail",
        "epn": "espaces-publics-numeriques", "ml": "mission-locale", "cap-emploi": "cap-emploi-reseau-cheops",
        "msa": "mutualite-sociale-agricole", "pimms": "pimms-mediation",
    },
    "type": {"numerique": "accompagnement"},
}  # fmt: skip
# What is said beside a value that loses something of its sense.
KEPT_ASIDE: Final = {"gratuit sous conditions": "Gratuit sous conditions", "adhesion": "Adhésion"}
RENAMED: Final = {
    "horaires_ouverture": "horaires_accueil",
    "accessibilite": "accessibilite_lieu",
    "profils": "publics",
    "profils_precisions": "publics_precisions",
    "types": "type",
    "frais_autres": "frais_precisions",
    "formulaire_en_ligne": "lien_mobilisation",
    "prise_rdv": "lien_mobilisation",
    "labels_nationaux": "reseaux_porteurs",
}
JOINED: Final = {
    "description": ("presentation_resume", "presentation_detail"),
    "conditions_acces": ("pre_requis", "justificatifs"),
    "mobilisation_precisions": ("modes_orientation_beneficiaire_autres", "modes_orientation_accompagnateur_autres"),
}
MOBILISATION: Final = {
    "modes_orientation_beneficiaire": "usagers",
    "modes_orientation_accompagnateur": "professionnels",
}
# Of no use in version 1: dropped without a word.
DROPPED: Final = (
    "_di_surrogate_id", "_di_structure_surrogate_id", "rna", "antenne", "typologie", "labels_autres", "cumulable",
    "recurrence", "date_creation", "date_suspension", "zone_diffusion_nom", "page_web", "prise_en_charge",
)  # fmt: skip


def rename_former(mending: Mending, fields: frozenset[str], places: Places) -> None:
    """Bring a record of version 0 under the names of version 1; those of version 1 win where both are given."""
    _rename(mending, fields)
    _join(mending, fields)
    _mobilise(mending, fields)
    _extend(mending, fields, places)
    _keep_fees_aside(mending, fields)
    for name in DROPPED:
        if name not in fields:
            mending.take(name)


def given_formerly(values: Mapping[str, Any], name: str) -> Any:
    """What a record says for a field, under the name of either version."""
    names = [name, *(former for former, present in RENAMED.items() if present == name)]
    return next((values[each] for each in names if not is_absent(values.get(each))), values.get(name))


def _rename(mending: Mending, fields: frozenset[str]) -> None:
    for former, name in RENAMED.items():
        if former in mending.values and name in fields:
            value = mending.take(former)
            if name not in mending.values:
                mending.put(name, value)


def _join(mending: Mending, fields: frozenset[str]) -> None:
    for name, formers in JOINED.items():
        if name not in fields or not set(formers) & mending.values.keys():
            continue
        parts = [paragraphs(", ".join(items_of(value)) if isinstance(value, list) else value)
                 for value in (mending.take(former) for former in formers) if not is_absent(value)]  # fmt: skip
        # A summary is often the beginning of the detail.
        distinct = [part for part in parts if not _begins_another(part, parts)]
        if name not in mending.values:
            mending.put(name, "\n\n".join(dict.fromkeys(distinct)))


def _begins_another(part: str, parts: list[str]) -> bool:
    return any(part != other and other.startswith(part.rstrip(". …")) for other in parts)


def _mobilise(mending: Mending, fields: frozenset[str]) -> None:
    modes: list[str] = []
    by: list[str] = []
    for former, who in MOBILISATION.items():
        if former in mending.values and "mobilisable_par" in fields:
            given = [item for item in items_of(mending.take(former)) if item != "autre"]
            modes.extend(given)
            by.append(who)
    for name, found in (("modes_mobilisation", modes), ("mobilisable_par", by)):
        if found and name not in mending.values:
            mending.put(name, list(dict.fromkeys(found)))


def _extend(mending: Mending, fields: frozenset[str], places: Places) -> None:
    kind, code = (text(mending.take(f"zone_diffusion_{part}")) for part in ("type", "code"))
    if "zone_eligibilite" not in fields or "zone_eligibilite" in mending.values or not (kind or code):
        return
    if kind == "pays":
        mending.put("zone_eligibilite", ["france"])
    elif kind in {"commune", "epci", "departement"} and code and places.codes_of(code):
        mending.put("zone_eligibilite", [code])


def _keep_fees_aside(mending: Mending, fields: frozenset[str]) -> None:
    if "frais" not in fields or "frais" not in mending.values:
        return
    aside = [KEPT_ASIDE[fold(item)] for item in items_of(mending.values["frais"]) if fold(item) in KEPT_ASIDE]
    if aside and "frais_precisions" not in mending.values:
        mending.put("frais_precisions", ", ".join(aside))
