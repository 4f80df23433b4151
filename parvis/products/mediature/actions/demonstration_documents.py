"""The documents of the invented disputes: given, replaced by a better copy, handed over to a court."""

from django.core.files import File
from django.core.files.base import ContentFile

from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.french.typography import date_in_words
from parvis.kernel.paper import Letter
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.answering import give
from parvis.products.mediature.actions.producing import Choice, produce
from parvis.products.mediature.actions.versions import replace_own
from parvis.products.mediature.enums import Fondement
from parvis.products.mediature.models import Saisine
from parvis.products.mediature.queries.access import LABEL


def bring(saisine: Saisine, told: str) -> None:
    """The person gives a document: « its title|its words »."""
    holder = _holder(saisine)
    with open_scope(holder):
        give(by=holder, saisine=saisine, file=_paper(saisine, told))


def bring_again(saisine: Saisine, told: str) -> None:
    """The person replaces the last document that they gave by a better copy: « its title|its words »."""
    holder = _holder(saisine)
    with open_scope(holder):
        last = saisine.pieces.filter(given_by=LABEL).latest("pk")
        replace_own(by=holder, saisine=saisine, piece=last, file=_paper(saisine, told), version=last.version)


def to_court(by: Actor, saisine: Saisine, told: str) -> None:
    """The decision and the conclusion leave, so that an agreement is carried out: « court|why »."""
    court, _, reasons = told.partition("|")
    choice = Choice(court, Fondement.EXECUTION, reasons, ("decision", "conclusion"))
    version = Saisine.objects.get(pk=saisine.pk).version
    _, archive = produce(by=by, saisine=saisine, choice=choice, version=version)
    archive.close()


def _holder(saisine: Saisine) -> Actor:
    return Actor(ActorKind.CITIZEN, identifier=saisine.access, label=LABEL)


def _paper(saisine: Saisine, told: str) -> File:
    title, _, words = told.partition("|")
    letter = Letter(
        title=title,
        authority="Document inventé pour la démonstration",
        service="",
        contact="",
        person=str(saisine.requerant),
        address="",
        date=date_in_words(clock.today()),
        paragraphs=tuple(words.split("//")),
    )
    return ContentFile(letter.pdf, name=f"{title}.pdf")
