"""What article 13 owes to whoever files: who answers for the data, why, for how long, with which rights."""

from dataclasses import dataclass
from typing import Final

from parvis.kernel.declarations.privacy import category_named, services
from parvis.products.mediature.models import Collectivite

CATEGORIES: Final = (
    "mediature.saisines.contact",
    "mediature.saisines.dossier",
    "mediature.documents.documents",
)


@dataclass(frozen=True)
class Kept:
    """One category of data, and how long it is kept."""

    words: str
    keep: str


@dataclass(frozen=True)
class Notice:
    """The information notice of one authority, drawn from its page and from the register."""

    collectivite: Collectivite
    purposes: tuple[str, ...]
    bases: tuple[str, ...]
    kept: tuple[Kept, ...]
    recipients: tuple[str, ...]
    rights: tuple[str, ...]


def notice_of(collectivite: Collectivite) -> Notice:
    """The notice that a person reads before sending."""
    found = [category_named(key) for key in CATEGORIES]
    activities = [activity for _, activity, _ in found]
    purposes = [purpose for activity in activities for purpose in activity.purposes]
    service = services.get("mediature")
    return Notice(
        collectivite=collectivite,
        purposes=tuple(dict.fromkeys(each.words for each in purposes)),
        bases=tuple(dict.fromkeys(str(each.basis) for each in purposes)),
        kept=tuple(Kept(category.label, str(category.keep)) for _, _, category in found),
        recipients=tuple(dict.fromkeys(who.who for activity in activities for who in activity.recipients)),
        rights=tuple(f"{each.right.words} {each.where}".strip() for each in (*service.promised, *service.statutory)),
    )
