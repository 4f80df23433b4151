"""The quality of a record, criterion by criterion: what is said, what is missing and what to do."""

import json
from dataclasses import dataclass
from typing import Final

from data_inclusion.schema.v1 import Service as ServiceSchema
from data_inclusion.schema.v1.score_qualite import CRITERES, date_maj_recente

from parvis.kernel import clock
from parvis.products.data_inclusion.models import Service
from parvis.products.data_inclusion.validators import UNDATED

FRESH, STALE = 180, 730
_SAID: Final = {
    "adresse_bien_definie": ("Adresse", "L’adresse manque, alors que l’on peut s’y rendre."),
    "modes_mobilisation_bien_definis": (
        "Comment en bénéficier",
        "Il manque comment s’adresser au service, ou qui peut le faire.",
    ),
    "au_moins_un_public": ("Pour qui", "Le public n’est pas dit."),
    "au_moins_une_thematique": ("Thème", "Aucun thème n’est donné."),
    "au_moins_un_moyen_de_contact": ("Contact", "Ni téléphone, ni courriel, ni lien."),
    "courriel_bien_defini": ("Courriel", "On peut écrire, mais l’adresse manque."),
    "telephone_bien_defini": ("Téléphone", "On peut appeler, mais le numéro manque."),
    "frais_bien_definis": ("Coût", "Le coût, ou son détail, manque."),
    "description_bien_definie": ("Description", "La description est trop courte ou trop longue."),
    "date_maj_recente": ("Fraîcheur", "La fiche n’a pas été mise à jour depuis plus de six mois."),
}
UNKNOWN_DATE: Final = ("Fraîcheur", "La source ne dit pas de quand date la fiche.")


@dataclass(frozen=True)
class Criterion:
    """One thing that a good record says; ``advice`` when it does not say it all."""

    label: str
    score: float
    advice: str


def criteria_of(service: Service) -> list[Criterion]:
    """The criteria that apply to a service, those to mend first."""
    described = ServiceSchema.model_validate(json.loads(f"{service.document}}}"))
    scores = {each.__name__: each(described) for each in CRITERES if each is not date_maj_recente}
    if service.ages:
        age = (clock.today() - service.date_maj).days
        scores["date_maj_recente"] = max(0.0, min(1.0, (STALE - age) / (STALE - FRESH)))
    said = _SAID | ({"date_maj_recente": UNKNOWN_DATE} if service.date_maj == UNDATED else {})
    told = [
        Criterion(said[name][0], score, said[name][1] if score < 1 else "")
        for name, score in scores.items()
        if score is not None
    ]
    return sorted(told, key=lambda criterion: criterion.score)
