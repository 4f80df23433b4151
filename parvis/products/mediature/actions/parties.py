"""The parties of a mediation, and the agreement of each: its day, and what shows it."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.french.typography import date_in_words
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import ENDED, held, trace
from parvis.products.mediature.enums import Cote, Fait
from parvis.products.mediature.models import Partie, Piece, Saisine


@dataclass(frozen=True)
class Accord:
    """When a party agreed, and what shows it: a piece of the case, or how it was given."""

    on: date
    proof: Piece | None = None
    how: str = ""


@transaction.atomic
def add_party(*, by: Actor, saisine: Saisine, cote: Cote, name: str, mandate: Piece | None = None) -> Partie:
    """Write down who is in the mediation."""
    found = _open(by, saisine)
    wrong = {}
    if not name.strip():
        wrong["name"] = "Écrivez le nom de la partie."
    if mandate is not None and mandate.saisine_id != found.pk:
        wrong["mandate"] = "Choisissez parmi les pièces de ce dossier."
    if wrong:
        raise ValidationError(wrong)
    made: Partie = Partie.objects.create(saisine=found, cote=cote, name=name.strip(), mandate=mandate)
    trace(by, found, "mediature.party")
    tell(by=by, saisine=found, fait=Fait.ETAT, words=f"Partie inscrite : {cote.label.lower()}")
    return made


@transaction.atomic
def write_agreement(*, by: Actor, partie: Partie, accord: Accord) -> None:
    """Keep the agreement of a party; a correction is told with the day that it gives."""
    found = _open(by, partie.saisine)
    _check(found, accord)
    kept: Partie = Partie.objects.visible_to(by).select_for_update(of=("self",)).get(pk=partie.pk)
    kept.agreed_on, kept.proof, kept.how = accord.on, accord.proof, accord.how.strip()
    kept.save(update_fields=["agreed_on", "proof", "how"])
    trace(by, found, "mediature.party")
    who = Cote(kept.cote).label.lower()
    tell(by=by, saisine=found, fait=Fait.ETAT, words=f"Accord pour une médiation, {who} : {date_in_words(accord.on)}")


@transaction.atomic
def remove_party(*, by: Actor, partie: Partie) -> None:
    """Take out a party that was written by mistake: not one that has agreed."""
    found = _open(by, partie.saisine)
    kept: Partie = Partie.objects.visible_to(by).select_for_update(of=("self",)).get(pk=partie.pk)
    if kept.agreed_on is not None:
        raise ValidationError("Cette partie a donné son accord : elle reste au dossier.")
    who = Cote(kept.cote).label.lower()
    kept.delete()
    trace(by, found, "mediature.party")
    tell(by=by, saisine=found, fait=Fait.ETAT, words=f"Partie retirée : {who}")


def _open(by: Actor, saisine: Saisine) -> Saisine:
    found = held(by, saisine)
    if found.ended:
        raise ValidationError(ENDED)
    return found


def _check(saisine: Saisine, accord: Accord) -> None:
    wrong = {}
    if accord.on > clock.today():
        wrong["on"] = "Donnez une date passée, ou celle d’aujourd’hui."
    elif accord.on < saisine.received_on:
        wrong["on"] = f"Donnez une date à partir du {date_in_words(saisine.received_on)}, jour de la saisine."
    if accord.proof is None and not accord.how.strip():
        wrong["how"] = "Joignez la preuve, ou dites comment l’accord a été donné."
    if accord.proof is not None and accord.proof.saisine_id != saisine.pk:
        wrong["proof"] = "Choisissez parmi les pièces de ce dossier."
    if wrong:
        raise ValidationError(wrong)
