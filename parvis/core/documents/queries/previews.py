"""What may be shown of a file in a page, and the words for what may not."""

from typing import Final

from parvis.core.documents.models import Document
from parvis.kernel.rendering import SHOWN, Reason

SAYS: Final = {
    Reason.LOCKED: "Ce document est protégé par un mot de passe : téléchargez-le, puis donnez ce mot de passe à votre "
    "appareil.",
    Reason.BROKEN: "Ce document ne se lit pas ici : il est abîmé, ou d’un format inhabituel. Téléchargez-le pour "
    "l’ouvrir avec un autre logiciel.",
    Reason.HEAVY: "Ce document est trop lourd pour s’afficher ici. Téléchargez-le pour l’ouvrir.",
    Reason.BUSY: "Trop de documents s’affichent en ce moment. Réessayez dans une minute, ou téléchargez celui-ci.",
}


def may_be_shown(document: Document) -> bool:
    """Whether a file of this kind, known by its content, is drawn in our pages; never what could run in them."""
    return document.media_type in SHOWN
