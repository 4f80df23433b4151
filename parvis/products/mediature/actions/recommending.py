"""Recommendations: written, answered, followed year after year, shown on the authority's page if the office chooses."""

from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.enums import DECIDE, Position, Realisation
from parvis.products.mediature.models import Cas, Recommandation, Saisine, Suivi
from parvis.products.mediature.policies import fonction_in
from parvis.products.mediature.queries.dossiers import root_of
from parvis.products.mediature.queries.recommandations import cases_of

CHANGED: Final = "Quelqu’un a changé cette recommandation pendant que vous l’écriviez : relisez-la, puis recommencez."
PUBLISHED: Final = "Cette recommandation est publiée : seul un médiateur la change."
WRITTEN = ("title", "text", "service", "sent_on")


@transaction.atomic
def recommend(*, by: Actor, organisation: int, given: dict[str, Any], numbers: list[str]) -> Recommandation:
    """A proposal to a service; ``numbers`` are the cases that led to it, which it never tells."""
    _check_office(by, organisation)
    made = Recommandation(organisation_id=organisation, **{name: given[name] for name in WRITTEN})
    _check_sent(made)
    made.full_clean()
    made.save(force_insert=True)
    _tie(made, numbers)
    _record(by, made, "mediature.recommend")
    return made


@transaction.atomic
def rewrite(
    *, by: Actor, recommandation: Recommandation, given: dict[str, Any], numbers: list[str], version: int | None = None
) -> None:
    """Correct it, and the cases that led to it."""
    held = _changed(by, recommandation, version)
    for name in WRITTEN:
        setattr(held, name, given[name])
    _check_sent(held)
    held.full_clean()
    held.save(update_fields=[*WRITTEN, "version"])
    _tie(held, numbers)
    _record(by, held, "mediature.recommend")


@transaction.atomic
def note_answer(
    *,
    by: Actor,
    recommandation: Recommandation,
    reponse: Position,
    words: str,
    on: date | None,
    version: int | None = None,
) -> None:
    """What the service answers."""
    held = _changed(by, recommandation, version)
    answered = reponse is not Position.ATTENDUE
    if answered and on is None:
        raise ValidationError({"answered_on": "Donnez la date de la réponse."})
    if answered and on is not None and not held.sent_on <= on <= clock.today():
        raise ValidationError({"answered_on": "Donnez une date entre l’envoi et aujourd’hui."})
    held.reponse, held.answer, held.answered_on = reponse, words.strip(), on if answered else None
    held.save(update_fields=["reponse", "answer", "answered_on", "version"])
    _record(by, held, "mediature.recommend")


@transaction.atomic
def follow(
    *, by: Actor, recommandation: Recommandation, year: int, suite: Realisation, words: str, version: int | None = None
) -> Suivi:
    """What became of it in a year; said again, the year is corrected."""
    held = _changed(by, recommandation, version)
    if not held.sent_on.year <= year <= clock.today().year:
        raise ValidationError({"year": f"Donnez une année entre {held.sent_on.year} et {clock.today().year}."})
    made, _ = Suivi.objects.update_or_create(
        recommandation=held, year=year, defaults={"suite": suite, "words": words.strip()}
    )
    held.save(update_fields=["version"])
    _record(by, held, "mediature.recommend")
    return made


@transaction.atomic
def show(*, by: Actor, recommandation: Recommandation, shown: bool) -> None:
    """Put it on the authority's public page, or take it off: a mediator's choice."""
    held = _held(by, recommandation)
    if fonction_in(by, held.organisation_id) not in DECIDE:
        raise PermissionDenied
    held.published_on = (held.published_on or clock.today()) if shown else None
    held.save(update_fields=["published_on"])
    _record(by, held, "mediature.publish")


def _check_office(by: Actor, organisation: int) -> None:
    if fonction_in(by, organisation) is None:
        raise PermissionDenied


def _check_sent(recommandation: Recommandation) -> None:
    if recommandation.sent_on > clock.today():
        raise ValidationError({"sent_on": "Donnez une date passée, ou celle d’aujourd’hui."})


def _held(by: Actor, recommandation: Recommandation) -> Recommandation:
    found = Recommandation.objects.visible_to(by).select_for_update().get(pk=recommandation.pk)
    _check_office(by, found.organisation_id)
    return found


def _changed(by: Actor, recommandation: Recommandation, version: int | None) -> Recommandation:
    """The recommendation that was read, as its next version; once published, only a mediator changes what all read."""
    held = _held(by, recommandation)
    if held.published_on is not None and fonction_in(by, held.organisation_id) not in DECIDE:
        raise ValidationError(PUBLISHED)
    if version is not None and held.version != version:
        raise ValidationError(CHANGED, code="changed")
    held.version += 1
    return held


def _tie(recommandation: Recommandation, numbers: list[str]) -> None:
    """Tie it to these cases alone; to one that holds a joined one; still to those that whoever writes does not see."""
    cases = Saisine.objects.filter(organisation=recommandation.organisation_id, number__in=numbers)
    found = {each.number: root_of(each).pk for each in cases}
    if missing := [each for each in numbers if each not in found]:
        raise ValidationError({"numbers": f"Aucun dossier de ce bureau n’a ce numéro : {', '.join(missing)}."})
    tied = {each.pk: root_of(each.saisine).pk for each in cases_of(recommandation)}
    gone = [pk for pk, case in tied.items() if case not in found.values()]
    Cas.objects.filter(pk__in=gone).delete()
    new = set(found.values()) - set(tied.values())
    Cas.objects.bulk_create([Cas(recommandation=recommandation, saisine_id=pk) for pk in sorted(new)])


def _record(by: Actor, recommandation: Recommandation, verb: str) -> None:
    record(
        by=by,
        verb=verb,
        organisation=recommandation.organisation_id,
        object_key=f"mediature.Recommandation:{recommandation.pk}",
    )
