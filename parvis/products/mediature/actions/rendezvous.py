"""An appointment is fixed, moved, cancelled or held; the person is told each time, and reminded the day before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from parvis.core.notifications.events import MailMoved
from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message, messages
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import ENDED, held, trace
from parvis.products.mediature.actions.mailing import mail_person
from parvis.products.mediature.actions.taches import owe_a_word
from parvis.products.mediature.actions.writing import LOST
from parvis.products.mediature.enums import Fait, Forme, Tenue, Visibilite
from parvis.products.mediature.models import RendezVous, Saisine
from parvis.products.mediature.queries.rendezvous import KIND, how, when

PEOPLE: Final = 30
DAY: Final = timedelta(days=1)
FURTHEST: Final = timedelta(days=2 * 365)
DONE: Final = "Ce rendez-vous est déjà tenu ou annulé."
# The code of this refusal.
CHANGED: Final = "changed"
HAS_CHANGED: Final = (
    "Quelqu’un a changé ce rendez-vous pendant que vous le lisiez : rien n’est enregistré. Il est maintenant fixé au "
    "{when}, {how}. Relisez ce que vous avez écrit, puis recommencez."
)
APPOINTMENT: Final = messages.register(
    Message(
        "mediature.appointment",
        "Fixer, déplacer, annuler ou rappeler un rendez-vous",
        "Votre saisine {{ number }} : {{ what }}",
        action="Suivre ma saisine",
    )
)


@dataclass(frozen=True)
class Prevision:
    """When, how, where, and with whom."""

    starts_at: datetime
    minutes: int
    forme: Forme
    place: str = ""
    people: tuple[str, ...] = ()


@transaction.atomic
def make_appointment(*, by: Actor, saisine: Saisine, prevision: Prevision) -> RendezVous:
    """Fix an appointment, and tell the person; when they gave no address, somebody has to."""
    found = held(by, saisine)
    if found.ended:
        raise ValidationError(ENDED)
    _check(prevision)
    made: RendezVous = RendezVous.objects.create(saisine=found, **_columns(prevision))
    _told(by, made, f"Rendez-vous fixé au {when(made)}, {how(made)}")
    _announce(by, made, "rendez-vous")
    return made


@transaction.atomic
def move_appointment(*, by: Actor, rendezvous: RendezVous, prevision: Prevision, revision: int | None = None) -> None:
    """Change when, where or with whom; the calendar of the person changes with it.

    ``revision`` is the one that was read, here and below: refused when somebody has changed the appointment since.
    """
    kept = _kept(by, rendezvous, revision)
    if kept.saisine.ended:
        raise ValidationError(ENDED)
    _check(prevision)
    for name, value in _columns(prevision).items():
        setattr(kept, name, value)
    kept.revision, kept.told_at, kept.reminded = kept.revision + 1, clock.now(), False
    kept.save()
    _told(by, kept, f"Rendez-vous changé : {when(kept)}, {how(kept)}")
    _announce(by, kept, "rendez-vous changé")


@transaction.atomic
def cancel_appointment(*, by: Actor, rendezvous: RendezVous, why: str, revision: int | None = None) -> None:
    """Cancel an appointment, with the reason that the person reads; one of an ended case too."""
    kept = _kept(by, rendezvous, revision)
    if not why.strip():
        raise ValidationError({"why": "Dites pourquoi : la personne le lira."})
    kept.tenue, kept.why, kept.told_at = Tenue.ANNULE, why.strip(), clock.now()
    kept.revision += 1
    kept.save(update_fields=["tenue", "why", "told_at", "revision"])
    _told(by, kept, f"Rendez-vous du {when(kept)} annulé")
    _announce(by, kept, "rendez-vous annulé")


@transaction.atomic
def mark_held(*, by: Actor, rendezvous: RendezVous) -> None:
    """Say that it took place; the first one is then proposed as the first meeting."""
    kept = _kept(by, rendezvous)
    if not kept.over:
        raise ValidationError("Ce rendez-vous n’a pas encore eu lieu.")
    kept.tenue = Tenue.TENU
    kept.save(update_fields=["tenue"])
    _told(by, kept, f"Rendez-vous tenu le {when(kept)}")


def remind_appointments(*, by: Actor) -> int:
    """Remind of those of tomorrow, each once; of those of today when the worker slept. How many mails left."""
    now, today, sent = clock.now(), clock.today(), 0
    near = RendezVous.objects.awaited().filter(starts_at__gt=now, starts_at__lt=now + 2 * DAY, reminded=False)
    for pk in list(near.values_list("pk", flat=True)):
        with transaction.atomic():
            found = near.filter(pk=pk).select_for_update(of=("self",)).select_related("saisine__requerant").first()
            if found is None or found.saisine.ended or _day(found.starts_at) > today + DAY:
                continue
            if _day(found.told_at) == today:
                # Whoever was written to today knows.
                continue
            found.reminded = True
            found.save(update_fields=["reminded"])
            if found.saisine.requerant.email:
                _announce(by, found, "rappel de rendez-vous")
                trace(by, found.saisine, "mediature.appointment")
                sent += 1
    return sent


@transaction.atomic
def follow_appointment(moved: MailMoved) -> None:
    """Have somebody tell the person, when the mail of an appointment does not reach them."""
    mail = Outgoing.objects.filter(pk=moved.outgoing, key=APPOINTMENT.key).first() if moved.state in LOST else None
    if mail is None:
        return
    uid = mail.enclosed.removeprefix(f"{KIND}:")
    found = RendezVous.objects.filter(uid=uid).select_related("saisine__mediateur").first()
    if found is not None:
        told = "annulé" if found.tenue == Tenue.ANNULE else how(found)
        owe_a_word(found.saisine, f"rendez-vous, {when(found)}, {told} (le courriel n’a pas été distribué)")


def _kept(by: Actor, rendezvous: RendezVous, revision: int | None = None) -> RendezVous:
    """The appointment, alone with its case until the transaction ends, while it is to come."""
    held(by, rendezvous.saisine)
    kept: RendezVous = (
        RendezVous.objects.visible_to(by)
        .select_for_update(of=("self",))
        .select_related("saisine__requerant")
        .get(pk=rendezvous.pk)
    )
    if kept.tenue != Tenue.PREVU:
        raise ValidationError(DONE)
    if revision is not None and kept.revision != revision:
        raise ValidationError(HAS_CHANGED.format(when=when(kept), how=how(kept)), code=CHANGED)
    return kept


def _columns(prevision: Prevision) -> dict[str, object]:
    names = (" ".join(each.split()) for each in prevision.people)
    return {
        "starts_at": prevision.starts_at,
        "minutes": prevision.minutes,
        "forme": prevision.forme,
        "place": " ".join(prevision.place.split()),
        "people": "\n".join(dict.fromkeys(each for each in names if each)),
    }


def _check(prevision: Prevision) -> None:
    wrong, now = {}, clock.now()
    if not now < prevision.starts_at < now + FURTHEST:
        wrong["starts_at"] = "Donnez un jour et une heure à venir, dans les deux ans."
    if prevision.forme is Forme.SUR_PLACE and not prevision.place.strip():
        wrong["place"] = "Écrivez l’adresse du rendez-vous."
    if prevision.forme is Forme.VISIO:
        try:
            URLValidator(schemes=["https"])(prevision.place.strip())
        except ValidationError:
            wrong["place"] = "Écrivez le lien de la visioconférence, qui commence par https://."
    if len(prevision.people) > PEOPLE:
        wrong["people"] = f"Nommez {PEOPLE} participants au plus."
    if wrong:
        raise ValidationError(wrong)


def _told(by: Actor, rendezvous: RendezVous, words: str) -> None:
    saisine = rendezvous.saisine
    trace(by, saisine, "mediature.appointment")
    tell(by=by, saisine=saisine, fait=Fait.ETAT, words=words[:500], visibility=Visibilite.REQUERANT)


def _announce(by: Actor, rendezvous: RendezVous, what: str) -> None:
    sent = mail_person(
        by,
        APPOINTMENT,
        rendezvous.saisine,
        enclosed=f"{KIND}:{rendezvous.uid}",
        what=what,
        when=when(rendezvous),
        minutes=rendezvous.minutes,
        how=how(rendezvous),
        people=rendezvous.names,
        cancelled=rendezvous.tenue == Tenue.ANNULE,
        why=rendezvous.why,
    )
    if not sent:
        owe_a_word(rendezvous.saisine, f"{what}, {when(rendezvous)}")


def _day(instant: datetime) -> date:
    return instant.astimezone(clock.PARIS).date()
