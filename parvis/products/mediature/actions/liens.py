"""Tie two cases, join one to another when they are of one person, and undo it within a delay."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.french.typography import date_in_words
from parvis.kernel.scope import Reach, current_scope, open_scope
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import CATEGORIES, ENDED, held, keep, trace
from parvis.products.mediature.actions.informing import tell_joined
from parvis.products.mediature.enums import Fait, Visibilite
from parvis.products.mediature.models import (
    Acheminement,
    Courrier,
    Engagement,
    Fusion,
    Lien,
    Ligne,
    Message,
    Note,
    Partie,
    Piece,
    Production,
    Protocole,
    Remise,
    RendezVous,
    Reponse,
    Requerant,
    Saisine,
    Signature,
    Sollicitation,
    Tache,
    Version,
)
from parvis.products.mediature.policies import DECIDES

UNDONE_WITHIN: Final = timedelta(days=30)
UNKNOWN: Final = "Aucun dossier de ce bureau n’a ce numéro."
ITSELF: Final = "C’est le numéro de ce dossier : donnez celui d’un autre."
# What goes along with a case that is joined to another one.
MOVED: Final[dict[str, Any]] = {
    "piece": Piece,
    "version": Version,
    "note": Note,
    "ligne": Ligne,
    "message": Message,
    "acheminement": Acheminement,
    "sollicitation": Sollicitation,
    "reponse": Reponse,
    "courrier": Courrier,
    "remise": Remise,
    "partie": Partie,
    "rendezvous": RendezVous,
    "tache": Tache,
    "protocole": Protocole,
    "engagement": Engagement,
    "signature": Signature,
    "production": Production,
}
# What stays with its case: an opinion comes after the end; a withdrawal, a recommendation, a transfer and an
# emergency are about that one.
STAYS: Final = frozenset({"avis", "deport", "cas", "searchentry", "transfert", "accesexceptionnel"})


@transaction.atomic
def link(*, by: Actor, saisine: Saisine, number: str) -> None:
    """Tie the case to that of ``number``: each page shows the other."""
    found, other = held(by, saisine), _other(by, saisine, number)
    one, two = sorted((found, other), key=lambda each: each.pk)
    _, made = Lien.objects.get_or_create(one=one, other=two, defaults={"by_id": int(by.identifier)})
    if not made:
        raise ValidationError({"number": "Ces dossiers sont déjà liés."})
    _tied(by, found, other, "Dossier lié au dossier")


@transaction.atomic
def unlink(*, by: Actor, saisine: Saisine, number: str) -> None:
    """Untie the two cases."""
    found, other = held(by, saisine), _other(by, saisine, number)
    one, two = sorted((found.pk, other.pk))
    if not Lien.objects.visible_to(by).filter(one=one, other=two).delete()[0]:
        raise ValidationError({"number": "Ces dossiers ne sont pas liés."})
    _tied(by, found, other, "Dossier délié du dossier")


@transaction.atomic
def merge(*, by: Actor, saisine: Saisine, number: str, version: int | None = None) -> Fusion:
    """Join the case of ``number`` to this one, which takes all that it holds; either code opens it from now on."""
    kept, joined = held(by, saisine, version), held(by, _other(by, saisine, number))
    if not DECIDES.allows(by, kept):
        raise PermissionDenied
    if kept.ended or joined.ended:
        raise ValidationError(ENDED)
    person = joined.requerant
    with reaching_all(by):
        twice = _twice(joined, kept)
        moved = {key: _move(model, joined, kept, twice.get(key, [])) for key, model in MOVED.items()}
        told = Note.objects.create(saisine=kept, author_id=int(by.identifier), text=_told(joined))
        made: Fusion = Fusion.objects.create(
            kept=kept, absorbed=joined, person=person, by_id=int(by.identifier), moved=moved | {"told": told.pk}
        )
        joined.merged_into, joined.requerant = kept, kept.requerant
        keep(by, joined, ["merged_into", "requerant"], verb="mediature.merge")
        if not Saisine.objects.open().filter(requerant=person).exists():
            Requerant.objects.filter(pk=person.pk).update(done_on=clock.today())
    kept.last_exchange_at = max(kept.last_exchange_at, joined.last_exchange_at)
    keep(by, kept, ["last_exchange_at"], verb="mediature.merge")
    words = f"La saisine {joined.number} est jointe à celle-ci : les deux codes de suivi ouvrent ce dossier"
    tell(by=by, saisine=kept, fait=Fait.ETAT, words=words, visibility=Visibilite.REQUERANT)
    tell_joined(by, kept, joined, person)
    return made


@transaction.atomic
def unmerge(*, by: Actor, saisine: Saisine, fusion: Fusion) -> None:
    """Give back to a case that was joined all that came with it; what was added since stays here."""
    kept = held(by, saisine)
    found = Fusion.objects.visible_to(by).select_for_update(of=("self",)).get(pk=fusion.pk, kept=kept)
    if not DECIDES.allows(by, kept):
        raise PermissionDenied
    if kept.ended or found.undone_at is not None:
        raise ValidationError("Ces dossiers ne peuvent plus être séparés.")
    if clock.now() > found.at + UNDONE_WITHIN:
        raise ValidationError(f"La jonction date de plus de {UNDONE_WITHIN.days} jours : elle ne se défait plus.")
    with reaching_all(by):
        joined = Saisine.objects.select_for_update().get(pk=found.absorbed_id)
        for key, model in MOVED.items():
            model.objects.filter(pk__in=found.moved.get(key, []), saisine=kept).update(saisine=joined)
        Note.objects.filter(pk=found.moved["told"], saisine=kept).delete()
        joined.merged_into, joined.requerant = None, found.person or joined.requerant
        keep(by, joined, ["merged_into", "requerant"], verb="mediature.unmerge")
        Requerant.objects.filter(pk=joined.requerant_id).update(done_on=None)
        found.undone_at = clock.now()
        found.save(update_fields=["undone_at"])
    trace(by, kept, "mediature.unmerge")
    for case, other in ((kept, joined), (joined, kept)):
        words = f"Les saisines {case.number} et {other.number} sont de nouveau deux dossiers"
        tell(by=by, saisine=case, fait=Fait.ETAT, words=words, visibility=Visibilite.REQUERANT)


def _told(joined: Saisine) -> str:
    """What the saisine itself said, which stays where the office reads and finds it."""
    said = [f"Saisine {joined.number}, reçue le {date_in_words(joined.received_on)} :", joined.facts, joined.expected]
    return "\n\n".join(each for each in [*said, joined.reasons] if each)


def _twice(joined: Saisine, kept: Saisine) -> dict[str, list[int]]:
    """What came to both by the same mail: the case that is kept has it, the other one keeps its own."""
    mails = joined.messages.exclude(message_id="").filter(message_id__in=kept.messages.values("message_id"))
    numbers = list(mails.values_list("pk", flat=True))
    ways = Acheminement.objects.filter(message__in=numbers)
    pieces = Piece.objects.filter(jointes__message__in=numbers, jointes__came=True)
    return {
        "message": numbers,
        "acheminement": list(ways.values_list("pk", flat=True)),
        "piece": list(pieces.values_list("pk", flat=True)),
    }


def _move(model: Any, source: Saisine, target: Saisine, staying: list[int]) -> list[int]:
    found = model.objects.filter(saisine=source).exclude(pk__in=staying)
    moved = list(found.order_by("pk").values_list("pk", flat=True))
    found.update(saisine=target)
    return moved


def _other(by: Actor, saisine: Saisine, number: str) -> Saisine:
    if number.strip() == saisine.number:
        raise ValidationError({"number": ITSELF})
    found = (
        Saisine.objects.visible_to(by)
        .filter(number=number.strip(), organisation=saisine.organisation_id)
        .select_related("requerant")
        .first()
    )
    if found is None:
        raise ValidationError({"number": UNKNOWN})
    other: Saisine = found
    return other


def _tied(by: Actor, one: Saisine, other: Saisine, words: str) -> None:
    for case, told in ((one, other), (other, one)):
        tell(by=by, saisine=case, fait=Fait.ETAT, words=f"{words} {told.number}")
    record(
        by=by,
        verb="mediature.link",
        categories=CATEGORIES,
        subjects=[f"mediature.Requerant:{each.requerant_id}" for each in (one, other)],
        organisation=one.organisation_id,
        object_key=one.key,
    )


@contextmanager
def reaching_all(by: Actor) -> Iterator[None]:
    """Reach what the mediator of the other case alone reads, and the lines, which nobody changes otherwise."""
    scope = current_scope()
    given: dict[str, Any] = {"channel": scope.channel, "request_id": scope.request_id} if scope else {}
    with open_scope(by, reach=Reach.EVERYTHING, **given):
        yield
