"""A letter is kept as it was written, dated, and handed over; one that was wrong is replaced, never changed."""

from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from parvis.core.documents.actions.keeping import store
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.french.typography import date_in_words
from parvis.products.mediature.actions.corresponding import tell_letter
from parvis.products.mediature.actions.drafting import DOOR
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import held, trace
from parvis.products.mediature.enums import PREPARED, Fait, Genre, Moyen, Visibilite
from parvis.products.mediature.models import Courrier, Piece, Remise, Saisine
from parvis.products.mediature.policies import DECIDES
from parvis.products.mediature.queries.courriers import letter_of, may_be_written
from parvis.products.mediature.queries.references import of_letter

LONGEST: Final = 20_000
SENT: Final = {
    Moyen.COURRIEL: "envoyé par courriel",
    Moyen.POSTE: "envoyé par la poste",
    Moyen.MAIN: "remis en main propre",
}


@transaction.atomic
def keep_letter(*, by: Actor, saisine: Saisine, genre: Genre, words: str, version: int | None = None) -> Courrier:
    """Keep a letter as a piece of its case; another one of the same kind is replaced by it, and the letter says so."""
    found = held(by, saisine, version)
    if genre not in PREPARED and not DECIDES.allows(by, found):
        raise PermissionDenied
    if not may_be_written(found, genre):
        raise ValidationError("Ce courrier ne peut pas encore être écrit : ce qu’il dit n’a pas eu lieu.")
    if not words.strip():
        raise ValidationError({"words": "Écrivez le courrier."})
    if len(words) > LONGEST:
        raise ValidationError({"words": f"Ce courrier dépasse {LONGEST} signes : joignez plutôt un document."})
    replaced = Courrier.objects.filter(saisine=found, genre=genre, replaced_by=None).first()
    reference = of_letter(found.number)
    content = letter_of(found, genre, words, reference=reference, replaces=replaced).pdf
    name = f"{genre.value}-{reference}.pdf"
    document = store(by=by, file=ContentFile(content, name=name), organisation=found.organisation_id, door=DOOR)
    piece = Piece.objects.create(
        saisine=found, document=document, label=f"{genre.label}, {reference}"[:200], given_by=by.key,
        visibility=Visibilite.REQUERANT,
    )  # fmt: skip
    made: Courrier = Courrier.objects.create(
        saisine=found, genre=genre, piece=piece, reference=reference, author_id=int(by.identifier), replaces=replaced
    )
    trace(by, found, "mediature.letter")
    words = f"Courrier établi : {genre.label.lower()}" + (", qui remplace le précédent" if replaced else "")
    tell(by=by, saisine=found, fait=Fait.PIECE, words=words, visibility=Visibilite.REQUERANT)
    return made


@transaction.atomic
def hand_letter(*, by: Actor, courrier: Courrier, moyen: Moyen, on: date) -> Remise:
    """Write down that a letter left, and send the mail that says where to read it when it goes by mail."""
    found = held(by, courrier.saisine)
    _check_handing(courrier, found, moyen, on)
    made: Remise = Remise.objects.create(courrier=courrier, saisine=courrier.saisine, moyen=moyen, on=on, by=by.key)
    trace(by, found, "mediature.hand")
    genre = Genre(courrier.genre).label
    words = f"{genre} {SENT[moyen]} le {date_in_words(on)}"
    tell(by=by, saisine=found, fait=Fait.MESSAGE, words=words, visibility=Visibilite.REQUERANT)
    if moyen is Moyen.COURRIEL:
        tell_letter(by, found, genre)
    return made


def _check_handing(courrier: Courrier, saisine: Saisine, moyen: Moyen, on: date) -> None:
    person, wrong = saisine.requerant, {}
    if courrier.replaced:
        raise ValidationError("Un courrier plus récent remplace celui-ci : remettez le plus récent.")
    if moyen is Moyen.COURRIEL and not person.email:
        wrong["moyen"] = "La personne n’a pas donné d’adresse électronique : envoyez-le par la poste."
    if moyen is Moyen.POSTE and not person.street:
        wrong["moyen"] = "La personne n’a pas donné d’adresse postale : choisissez un autre moyen."
    if on > clock.today():
        wrong["on"] = "Donnez une date passée, ou celle d’aujourd’hui."
    elif on < courrier.written_on:
        wrong["on"] = f"Ce courrier est daté du {date_in_words(courrier.written_on)} : il n’a pas pu partir avant."
    elif moyen is Moyen.COURRIEL and on != clock.today():
        wrong["on"] = "Le courriel part maintenant : donnez la date d’aujourd’hui."
    if wrong:
        raise ValidationError(wrong)
