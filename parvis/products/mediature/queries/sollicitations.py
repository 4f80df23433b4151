"""The questions of a case to the services, with what each service said."""

from collections.abc import Iterable
from dataclasses import dataclass

from parvis.kernel.actor import Actor
from parvis.products.mediature.models import Piece, PieceConfiee, Reponse, Saisine, Sollicitation


@dataclass(frozen=True)
class Dite:
    """An answer, and the pieces that the service joined to it."""

    reponse: Reponse
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Posee:
    """A question, the pieces that went with it, and its answers."""

    sollicitation: Sollicitation
    pieces: tuple[Piece, ...]
    answers: tuple[Dite, ...]


def questions_of(actor: Actor, saisine: Saisine) -> list[Sollicitation]:
    """The questions of a case, the last first."""
    return list(Sollicitation.objects.visible_to(actor).filter(saisine=saisine).order_by("-asked_at", "-pk"))


def with_what_was_said(actor: Actor, asked: Sollicitation) -> Posee:
    """One question with all that belongs to it."""
    linked = PieceConfiee.objects.visible_to(actor).filter(sollicitation=asked).select_related("piece__document")
    confided = list(linked)
    answers = Reponse.objects.visible_to(actor).filter(sollicitation=asked)
    return Posee(
        asked,
        _pieces(confided, None),
        tuple(Dite(each, _pieces(confided, each.pk)) for each in answers),
    )


def shared_with(actor: Actor, saisine: Saisine) -> list[Reponse]:
    """The answers that the person of this case may read."""
    return list(Reponse.objects.visible_to(actor).filter(saisine=saisine))


def _pieces(confided: Iterable[PieceConfiee], reponse: int | None) -> tuple[Piece, ...]:
    return tuple(each.piece for each in confided if each.reponse_id == reponse)
