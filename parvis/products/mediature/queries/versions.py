"""The former files of the documents of a case, and which documents never take a new one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from parvis.kernel.actor import Actor
from parvis.kernel.scope import unnoted
from parvis.products.mediature.models import Courrier, Jointe, Partie, Piece, PieceConfiee, Saisine, Version
from parvis.products.mediature.queries.dossiers import names_of
from parvis.products.mediature.queries.pieces import reading

LETTER: Final = "Un courrier gardé ne change plus : établissez-en un autre, qui le remplace."
EXCHANGED: Final = "Ce document est venu ou parti avec un message : il reste tel quel. Ajoutez un autre document."
CONFIDED: Final = "Un service a reçu ou envoyé ce document : il reste tel quel. Ajoutez un autre document."
PROOF: Final = "Ce document prouve un accord ou un mandat : il reste tel quel. Ajoutez un autre document."


@dataclass(frozen=True)
class Ancienne:
    """A former file, and who gave it."""

    version: Version
    author: str


def why_it_stays(saisine: Saisine, piece: Piece) -> str:
    """Why this document takes no new version: what somebody was shown is not changed behind their back."""
    # A person sees neither what services were shown nor the proofs: they are asked for all the same.
    with reading(saisine.organisation_id), unnoted():
        for stays, words in (
            (Courrier.objects.filter(piece=piece), LETTER),
            (Jointe.objects.filter(piece=piece), EXCHANGED),
            (PieceConfiee.objects.filter(piece=piece), CONFIDED),
            (Partie.objects.filter(Q(proof=piece) | Q(mandate=piece)), PROOF),
        ):
            if stays.exists():
                return words
    return ""


def former_of(actor: Actor, piece: Piece) -> list[Ancienne]:
    """The former files of a document that ``actor`` may read, the last first."""
    found = list(Version.objects.visible_to(actor).filter(piece=piece).select_related("document"))
    names = given_by(actor, [each.given_by for each in found])
    return [Ancienne(each, names[each.given_by]) for each in found]


def given_by(actor: Actor, keys: Iterable[str]) -> dict[str, str]:
    """Who gave each file: whoever has an account by their name, the others as they came in."""
    found = set(keys)
    names = names_of(actor, {each for each in found if ":" in each})
    return {each: names.get(each, each) for each in found}
