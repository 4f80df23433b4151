"""The steps of a saisine: one subject a page, and what each still lacks."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from parvis.kernel.clock import PARIS
from parvis.kernel.declarations.privacy import category_named
from parvis.products.mediature.enums import Demarche, Juge
from parvis.products.mediature.models import Brouillon
from parvis.products.mediature.queries.delais import Delais, delais

MEANS: Final = ("email", "phone", "street")
ADDRESS: Final = ("street", "postal_code", "town")


@dataclass(frozen=True)
class Etape:
    """One page of the form; ``rank`` counts from one."""

    key: str
    title: str
    rank: int


ETAPES: Final = tuple(
    Etape(key, title, rank)
    for rank, (key, title) in enumerate(
        (
            ("faits", "Ce qui s’est passé"),
            ("demarche", "Votre démarche auprès du service"),
            ("juge", "Un juge est-il saisi ?"),
            ("pieces", "Vos documents"),
            ("vous", "Vous"),
            ("relire", "Relire et envoyer"),
        ),
        start=1,
    )
)
LAST: Final = ETAPES[-1]


def etape(key: str) -> Etape | None:
    """The step called ``key``."""
    return next((each for each in ETAPES if each.key == key), None)


def before(step: Etape) -> Etape | None:
    """The step that comes before, if there is one."""
    return ETAPES[step.rank - 2] if step.rank > 1 else None


def after(step: Etape) -> Etape:
    """The step that follows; the last follows itself."""
    return ETAPES[min(step.rank, LAST.rank - 1)]


def lacks(key: str, answers: dict[str, Any]) -> list[str]:
    """What the step called ``key`` still lacks, in words for the person; nothing when it is complete."""
    if key == "faits":
        return [] if answers.get("facts") else ["Racontez ce qui s’est passé."]
    if key == "demarche":
        return [] if answers.get("demarche") else ["Dites si vous avez déjà demandé quelque chose au service."]
    if key == "juge":
        return _lacks_of_juge(answers.get("juge"))
    return _lacks_of_person(answers) if key == "vous" else []


def _lacks_of_juge(told: str | None) -> list[str]:
    if told == Juge.OUI:
        return ["Un juge est saisi : la loi ne permet plus de saisir le médiateur."]
    return [] if told else ["Dites si un juge est saisi de ce litige."]


def _lacks_of_person(answers: dict[str, Any]) -> list[str]:
    lacking = []
    if not (answers.get("first_name") and answers.get("last_name")):
        lacking.append("Donnez votre prénom et votre nom.")
    if not any(answers.get(each) for each in MEANS):
        lacking.append("Donnez au moins un moyen de vous joindre.")
    return lacking


def resumed_at(answers: dict[str, Any]) -> Etape:
    """Where somebody who comes back goes on: the first step that lacks something, documents before their name."""
    first = next((each for each in ETAPES if lacks(each.key, answers)), LAST)
    if first.key == "vous" and not (answers.get("first_name") or answers.get("last_name")):
        return ETAPES[first.rank - 2]
    return first


def delais_of(answers: dict[str, Any]) -> Delais:
    """The time limits that the answers tell."""
    told = answers.get("demarche")
    return delais(
        Demarche(told) if told else Demarche.AUCUNE, _day(answers.get("asked_on")), _day(answers.get("answered_on"))
    )


def kept_until(draft: Brouillon) -> date:
    """Until when a draft is kept if nobody comes back to it: the register says how long."""
    keep = category_named("mediature.saisines.brouillons")[2].keep
    if keep is None:
        raise LookupError("Nothing says how long a draft is kept")
    return keep.length.after(draft.saved_at.astimezone(PARIS).date())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
