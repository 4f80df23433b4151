"""What of a case may leave for a court, on each ground, and the sheet that goes with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.timezone import localdate

from parvis.core.documents.models import Document
from parvis.core.documents.queries.contents import may_be_served
from parvis.kernel.actor import Actor
from parvis.kernel.french.typography import date_in_words
from parvis.kernel.paper import Letter
from parvis.products.mediature.enums import Cote, Fondement, Genre, Recevabilite, Visibilite
from parvis.products.mediature.models import Collectivite, Courrier, Partie, Piece, Production, Reponse, Saisine
from parvis.products.mediature.queries.courriers import mandate_of
from parvis.products.mediature.queries.echanges import in_the_case
from parvis.products.mediature.queries.parties import PERSON

LAW: Final = "article L. 213-2 du code de justice administrative"
SECRET: Final = (
    f"La médiation est confidentielle ({LAW}) : sans l’accord des parties, ni les constatations du médiateur ni les "
    "déclarations recueillies ne se divulguent ni ne se produisent en justice, sauf raisons impérieuses d’ordre "
    "public, protection d’un enfant ou de l’intégrité d’une personne, ou mise en œuvre de l’accord. Ce que ce "
    "bordereau ne cite pas n’a pas été remis. Les notes du médiateur et les messages ne sortent jamais."
)


class Groupe(StrEnum):
    """How far a document is covered by the secret of a mediation."""

    OUVERT = "ouvert"
    RECUEILLI = "recueilli"
    DIT = "dit"


# What each ground lets out: an agreement is carried out by itself, without what each side said before.
LETS_OUT: Final = {
    Fondement.OUVERT: frozenset({Groupe.OUVERT}),
    Fondement.ACCORD: frozenset(Groupe),
    Fondement.PROTECTION: frozenset(Groupe),
    Fondement.EXECUTION: frozenset({Groupe.OUVERT, Groupe.RECUEILLI}),
}


@dataclass(frozen=True)
class Offert:
    """Something that may leave: a file, or words that are printed."""

    key: str
    groupe: Groupe
    title: str
    on: date
    document: Document | None = None
    words: str = ""

    @property
    def label(self) -> str:
        """What it is and of which day."""
        return f"{' '.join(self.title.split())}, du {date_in_words(self.on, weekday=False)}"


def offered(actor: Actor, saisine: Saisine) -> list[Offert]:
    """What may leave: nothing that the person of the case may not read, no note, no message, no file unclean."""
    letters = Courrier.objects.visible_to(actor).filter(saisine=saisine, replaced_by=None)
    kept = {each.piece_id: each for each in letters}
    pieces = in_the_case(Piece.objects.visible_to(actor).filter(saisine=saisine, visibility=Visibilite.REQUERANT))
    replaced = Courrier.objects.filter(saisine=saisine).exclude(replaced_by=None).values("piece")
    files = [
        _file(piece, kept.get(piece.pk))
        for piece in pieces.exclude(pk__in=replaced).select_related("document")
        if may_be_served(piece.document)
    ]
    return [*files, *_words(actor, saisine)]


def who_lacks(parties: Iterable[Partie], agreeing: Iterable[int]) -> list[str]:
    """Whose agreement is missing before the secret is lifted; a side that is in no list is missing too."""
    found, given = list(parties), set(agreeing)
    sides = {each.cote for each in found}
    absent = [] if sides & PERSON else ["la personne"]
    absent += [] if Cote.ADMINISTRATION in sides else ["l’administration"]
    return [*absent, *(each.name for each in found if each.pk not in given)]


def sheet(saisine: Saisine, made: Production) -> Letter:
    """What is in the parcel, who decided it, and on what ground."""
    office = Collectivite.objects.filter(organisation=saisine.organisation_id).first()
    mandate = mandate_of(office) if office else None
    agreed = ["## Accord des parties", made.consents] if made.consents else []
    return Letter(
        title="Bordereau des pièces remises au juge",
        authority=office.name if office else "",
        service=f"Le médiateur, {mandate.mediateur}" if mandate else "Le médiateur",
        contact="\n".join(filter(None, (office.address, office.phone, office.email))) if office else "",
        person=made.court,
        address="",
        date=date_in_words(localdate(made.at)),
        paragraphs=(
            f"Remise décidée par {made.name}, médiateur.",
            "## Fondement",
            f"{Fondement(made.fondement).label} ({LAW}).",
            made.reasons,
            *agreed,
            "## Dates",
            "\n".join(f"- {each}" for each in _dates(saisine)),
            "## Pièces",
            "\n".join(
                f"- {each['rank']}. {each['title']}. Empreinte SHA-256 : {each['sha256']}" for each in made.items
            ),
            "## Secret de la médiation",
            SECRET,
        ),
        reference=f"Dossier {saisine.number}",
        signature=made.name,
    )


def printed(saisine: Saisine, each: Offert) -> bytes:
    """Words of a case, on paper."""
    office = Collectivite.objects.filter(organisation=saisine.organisation_id).first()
    blocks = each.words.replace("\r\n", "\n").split("\n\n")
    return Letter(
        title=each.title,
        authority=office.name if office else "",
        service="Le médiateur",
        contact="",
        person="",
        address="",
        date=date_in_words(each.on),
        paragraphs=tuple(block.strip() for block in blocks if block.strip()),
        reference=f"Dossier {saisine.number}",
    ).pdf


def _file(piece: Piece, letter: Courrier | None) -> Offert:
    if letter is None:
        return Offert(f"piece-{piece.pk}", Groupe.RECUEILLI, str(piece), localdate(piece.given_at), piece.document)
    # What closes a mediation tells what the mediator found.
    groupe = Groupe.RECUEILLI if letter.genre == Genre.CLOTURE else Groupe.OUVERT
    return Offert(f"piece-{piece.pk}", groupe, str(piece), letter.written_on, piece.document)


def _words(actor: Actor, saisine: Saisine) -> list[Offert]:
    found = []
    if saisine.recevabilite != Recevabilite.A_EXAMINER and saisine.decided_on:
        words = f"{saisine.get_recevabilite_display()}\n\n{saisine.reasons}"
        found.append(Offert("decision", Groupe.OUVERT, "Décision sur la recevabilité", saisine.decided_on, None, words))
    if saisine.conclusion and saisine.closed_at:
        words = f"{saisine.get_issue_display()}\n\n{saisine.conclusion}"
        on = localdate(saisine.closed_at)
        found.append(Offert("conclusion", Groupe.RECUEILLI, "Conclusion du médiateur", on, None, words))
    told = "\n\n".join(filter(None, (saisine.facts, saisine.expected)))
    found.append(Offert("saisine", Groupe.DIT, "Ce que dit la saisine", saisine.received_on, None, told))
    shared = Reponse.objects.visible_to(actor).filter(saisine=saisine, visibility=Visibilite.REQUERANT)
    found += [
        Offert(f"reponse-{each.pk}", Groupe.DIT, "Réponse de l’administration", localdate(each.at), None, each.text)
        for each in shared
    ]
    return found


def _dates(saisine: Saisine) -> list[str]:
    told = {
        "Saisine reçue": saisine.received_on,
        "Recevabilité décidée": saisine.decided_on,
        "Accord des parties pour entrer en médiation": saisine.parties_agreed_on,
        "Première réunion": saisine.first_meeting_on,
        "Médiation terminée": localdate(saisine.closed_at) if saisine.closed_at else None,
    }
    return [f"{what} : {date_in_words(on)}" for what, on in told.items() if on is not None]
