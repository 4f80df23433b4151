"""Texts that an office writes often, filled in for one case."""

import re
from collections.abc import Callable
from typing import Final

from parvis.kernel import clock
from parvis.kernel.french.typography import date_in_words
from parvis.products.mediature.models import Collectivite, Modele, Saisine

_VARIABLE: Final = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
# What each variable is, as the page that lists them tells it, and how it is found.
VARIABLES: Final[dict[str, tuple[str, Callable[[Saisine, Collectivite | None], object]]]] = {
    "prenom": ("prénom de la personne", lambda case, office: case.requerant.first_name),
    "nom": ("nom de la personne", lambda case, office: case.requerant.last_name),
    "numero": ("numéro du dossier", lambda case, office: case.number),
    "service": ("service concerné", lambda case, office: case.service),
    "date_saisine": ("jour où la saisine a été reçue", lambda case, office: date_in_words(case.received_on)),
    "date_du_jour": ("jour où le texte est inséré", lambda case, office: date_in_words(clock.today())),
    "mediateur": (
        "médiateur du dossier",
        lambda case, office: case.mediateur.get_full_name() if case.mediateur else "le médiateur",
    ),
    "tiers": ("tiers compétent", lambda case, office: case.tiers or ""),
    "collectivite": ("nom de la collectivité", lambda case, office: office.name if office else ""),
    "telephone_bureau": ("téléphone du bureau", lambda case, office: office.phone if office else ""),
}


def variables() -> list[tuple[str, str]]:
    """Each as it is written in a text, and what it is."""
    return [(f"{{{{ {name} }}}}", words) for name, (words, _) in VARIABLES.items()]


def unknown(text: str) -> list[str]:
    """The variables of ``text`` that nothing fills in, as they are written."""
    return [name for name in dict.fromkeys(_VARIABLE.findall(text)) if name not in VARIABLES]


def filled(text: str, saisine: Saisine) -> str:
    """``text`` with what the case says in place of its variables; of those that are unknown, the name stays."""
    office = Collectivite.objects.filter(organisation=saisine.organisation_id).first()

    def told(found: re.Match[str]) -> str:
        known = VARIABLES.get(found[1])
        return str(known[1](saisine, office)) if known else found[0]

    return _VARIABLE.sub(told, text)


def offered(organisation: int) -> list[tuple[str, str]]:
    """The texts that a case of this office may take."""
    return [(str(pk), title) for pk, title in Modele.objects.offered(organisation).values_list("pk", "title")]
