"""What a service does by the link of a question: answer, take more time once, or say who is concerned.

The service reads by its own link and writes nothing by itself: once the link was found to open the question, a task of
the platform, narrowed to that one office, writes for it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from parvis.kernel import clock
from parvis.kernel.actor import Actor, system
from parvis.kernel.french.typography import date_in_words
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.asking import no_longer_awaits
from parvis.products.mediature.actions.corresponding import tell_replied
from parvis.products.mediature.actions.drafting import deposit
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import trace
from parvis.products.mediature.enums import Etat, Fait, Suite, Visibilite
from parvis.products.mediature.models import Piece, PieceConfiee, Reponse, Saisine, Sollicitation
from parvis.products.mediature.queries.relances import latest_extension, may_take_time

FILES: Final = 10
WRITER: Final = system("mediature.reply")
OVER: Final = "Le bureau du médiateur a clos cette question : elle ne prend plus de réponse."


@transaction.atomic
def reply(*, by: Actor, sollicitation: Sollicitation, text: str, files: Iterable[File] = ()) -> Reponse:
    """Answer, with the files that go with the answer; again as long as the question is open."""
    joined = list(files)
    if not text.strip():
        raise ValidationError({"text": "Écrivez votre réponse, même courte si elle est dans un fichier."})
    if len(joined) > FILES:
        raise ValidationError({"fichiers": f"Joignez {FILES} fichiers au plus à une réponse."})
    with _writing(by, sollicitation) as (asked, saisine):
        given = _answer(by, asked, saisine, Suite.REPONSE, text)
        for file in joined:
            _join(asked, given, file)
        late = clock.today() > asked.due_on and asked.answered_at == given.at
        words = f"Réponse du service {asked.service_name}" + (", en retard" if late else "")
        tell(by=by, saisine=saisine, fait=Fait.MESSAGE, words=words[:500])
        no_longer_awaits(by, saisine, Etat.CONTACTER_REQUERANT)
        tell_replied(by, asked, Suite.REPONSE)
    return given


@transaction.atomic
def take_time(*, by: Actor, sollicitation: Sollicitation, until: date, why: str) -> None:
    """Have until a later day, once, and a month later at most."""
    with _writing(by, sollicitation) as (asked, saisine):
        if not may_take_time(asked, clock.today()):
            raise ValidationError("Un délai ne peut plus être pris : répondez, ou écrivez au médiateur.")
        _check_time(asked, until, why)
        asked.due_before, asked.due_on, asked.reminded = asked.due_on, until, 0
        asked.save(update_fields=["due_before", "due_on", "reminded"])
        Reponse.objects.create(saisine=saisine, sollicitation=asked, suite=Suite.DELAI, text=why.strip())
        trace(by, saisine, "mediature.reply")
        words = f"Le service {asked.service_name} répondra pour le {date_in_words(until)}"
        tell(by=by, saisine=saisine, fait=Fait.MESSAGE, words=words[:500])
        tell_replied(by, asked, Suite.DELAI)


def _check_time(asked: Sollicitation, until: date, why: str) -> None:
    wrong = {}
    if not why.strip():
        wrong["why"] = "Dites pourquoi : le médiateur en informera la personne s’il le faut."
    latest = latest_extension(asked.due_on)
    if not max(asked.due_on, clock.today()) < until <= latest:
        wrong["until"] = f"Donnez une date après celle qui était prévue, jusqu’au {date_in_words(latest)}."
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def pass_on(*, by: Actor, sollicitation: Sollicitation, who: str) -> None:
    """Say that somebody else is concerned: the office asks them, and closes this question."""
    if not who.strip():
        raise ValidationError({"who": "Dites quel service est concerné, si vous le savez ; sinon, écrivez-le."})
    with _writing(by, sollicitation) as (asked, saisine):
        _answer(by, asked, saisine, Suite.AILLEURS, who)
        words = f"Le service {asked.service_name} dit qu’un autre est concerné"
        tell(by=by, saisine=saisine, fait=Fait.MESSAGE, words=words[:500])
        no_longer_awaits(by, saisine, Etat.SOLLICITER_ADMINISTRATION)
        tell_replied(by, asked, Suite.AILLEURS)


@contextmanager
def _writing(by: Actor, sollicitation: Sollicitation) -> Iterator[tuple[Sollicitation, Saisine]]:
    """The question that this link opens and its case, both held, in a scope that may write to them."""
    mine = Sollicitation.objects.visible_to(by).open().filter(pk=sollicitation.pk).first()
    if mine is None:
        raise ValidationError(OVER)
    with open_scope(WRITER, organisations=[mine.organisation_id]):
        saisine = Saisine.objects.select_for_update(of=("self",)).get(pk=mine.saisine_id)
        asked = Sollicitation.objects.open().select_for_update(of=("self",)).filter(pk=mine.pk).first()
        if asked is None:
            raise ValidationError(OVER)
        yield asked, saisine


def _answer(by: Actor, asked: Sollicitation, saisine: Saisine, suite: Suite, text: str) -> Reponse:
    given: Reponse = Reponse.objects.create(saisine=saisine, sollicitation=asked, suite=suite, text=text.strip())
    asked.answered_at = asked.answered_at or given.at
    asked.save(update_fields=["answered_at"])
    saisine.last_exchange_at = given.at
    saisine.save(update_fields=["last_exchange_at"])
    trace(by, saisine, "mediature.reply")
    return given


def _join(asked: Sollicitation, given: Reponse, file: File) -> None:
    document = deposit(file, asked.organisation_id)
    piece = Piece.objects.create(
        saisine_id=asked.saisine_id, document_id=document.pk, label=document.name[:200],
        given_by=f"service {asked.service_name}"[:120], visibility=Visibilite.BUREAU,
    )  # fmt: skip
    PieceConfiee.objects.create(sollicitation=asked, piece=piece, reponse=given)
