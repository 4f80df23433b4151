"""What a case has that may go to another one, and which cases a code opens besides its own."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count

from parvis.core.documents.queries.contents import may_be_served
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.french.typography import date_in_words
from parvis.kernel.scope import unnoted
from parvis.products.mediature.enums import Sort
from parvis.products.mediature.models import (
    Courrier,
    Message,
    Note,
    Partie,
    Piece,
    PieceConfiee,
    Protocole,
    Saisine,
    Scission,
    Signature,
)
from parvis.products.mediature.queries.dossiers import root_of
from parvis.products.mediature.queries.echanges import Echange, thread
from parvis.products.mediature.queries.pieces import reading

UNDONE_WITHIN: Final = timedelta(days=30)
_WORDS: Final = 80


@dataclass(frozen=True)
class Part:
    """A document, a note or a message of a case, and where it may go; ``pieces`` go along with a message."""

    row: Piece | Note | Message
    label: str
    sorts: tuple[Sort, ...]
    pieces: tuple[Piece, ...] = ()

    @property
    def name(self) -> str:
        """How a form names it: « piece_12 »."""
        return f"{self.row._meta.model_name}_{self.row.pk}"


def parts_of(actor: Actor, saisine: Saisine) -> list[Part]:
    """What may go, with the ways it may: what an act of this case leans on stays, and may be copied once it opens."""
    pieces = (
        Piece.objects.visible_to(actor)
        .filter(saisine=saisine, document__destroyed_on=None)
        .select_related("document")
        .annotate(mails=Count("jointes"))
    )
    known = {each.pk: each for each in pieces}
    leant_on = _leant_on(saisine)
    bound = leant_on | {pk for pk, each in known.items() if vars(each)["mails"] > 1}
    found = [Part(each, str(each), _sorts([each], leant_on)) for pk, each in known.items() if not vars(each)["mails"]]
    notes = Note.objects.visible_to(actor).filter(saisine=saisine)
    found += [Part(each, f"Note du {_day(each.written_at)} : {_short(each.text)}", tuple(Sort)) for each in notes]
    for mail in thread(actor, saisine):
        joined = tuple(known[each.pk] for each in mail.pieces if each.pk in known)
        found.append(Part(mail.message, _told(mail), _sorts(joined, bound), joined))
    return found


def undoable(actor: Actor, saisine: Saisine) -> Scission | None:
    """The split that made this case, while it may be undone."""
    recent = Scission.objects.visible_to(actor).filter(undone_at=None, at__gt=clock.now() - UNDONE_WITHIN)
    return recent.filter(made=saisine, origin__isnull=False).first()


def opened_besides(holder: Actor) -> list[Saisine]:
    """The cases that were split from the one of this code: whoever holds it holds them."""
    splits = Scission.objects.filter(access=holder.identifier, undone_at=None)
    found: dict[int, Saisine] = {}
    for organisation, pk in splits.values_list("organisation", "made"):
        with reading(organisation), unnoted():
            whole = root_of(Saisine.objects.get(pk=pk))
        found[whole.pk] = whole
    return list(found.values())


def _leant_on(saisine: Saisine) -> set[int]:
    """The letters of a case, what a service was given, and what says or shows a mandate or an agreement."""
    letters = Courrier.objects.filter(saisine=saisine).values_list("piece", flat=True)
    given = PieceConfiee.objects.filter(sollicitation__saisine=saisine).values_list("piece", flat=True)
    shown = Partie.objects.filter(saisine=saisine).values_list("proof", "mandate")
    texts = Protocole.objects.filter(saisine=saisine).values_list("piece", flat=True)
    signed = Signature.objects.filter(saisine=saisine).values_list("piece", flat=True)
    found = (*letters, *given, *texts, *signed, *(pk for pair in shown for pk in pair))
    return {pk for pk in found if pk is not None}


def _sorts(pieces: Any, bound: set[int]) -> tuple[Sort, ...]:
    moves = not any(each.pk in bound for each in pieces)
    opens = all(may_be_served(each.document) for each in pieces)
    allowed = {Sort.RESTE: True, Sort.VA: moves, Sort.DEUX: opens}
    return tuple(each for each in Sort if allowed[each])


def _told(mail: Echange) -> str:
    way = "reçu" if mail.received else "envoyé"
    return f"Message {way} le {_day(mail.message.at)} : {_short(mail.message.subject or mail.message.text)}"


def _short(words: str) -> str:
    text = " ".join(words.split())
    return text if len(text) <= _WORDS else f"{text[:_WORDS].rstrip()}…"


def _day(instant: Any) -> str:
    return date_in_words(instant.astimezone(clock.PARIS).date())
