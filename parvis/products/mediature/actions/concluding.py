"""The agreement that ends a mediation: written, proposed, answered, concluded, homologated; or it comes to nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from parvis.core.documents.actions.keeping import store
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.declarations.notifications import Message, messages
from parvis.kernel.french.typography import date_in_words
from parvis.products.mediature.actions.drafting import DOOR
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import ENDED, held, trace
from parvis.products.mediature.actions.mailing import mail_handlers, mail_person
from parvis.products.mediature.actions.taches import owe_a_word
from parvis.products.mediature.enums import Cote, EtatProtocole, Fait, ReponseProtocole, Signe, Visibilite
from parvis.products.mediature.models import Engagement, Partie, Piece, Protocole, Saisine, Signature, Tache
from parvis.products.mediature.policies import DECIDES
from parvis.products.mediature.queries.echeances import next_working
from parvis.products.mediature.queries.parties import PERSON
from parvis.products.mediature.queries.protocoles import TITLE, accepted_by_all, answers_to, paper_of, running

VERB: Final = "mediature.protocol"
LONGEST: Final = 20_000
TASK: Final = 500
NOT_A_DRAFT: Final = "Ce texte est proposé aux parties : reprenez-le d’abord, pour en proposer une nouvelle version."
NOT_ASKED: Final = "Aucune réponse n’est attendue : ce texte a changé, ou cet accord est déjà conclu ou abandonné."
ASKED: Final = messages.register(
    Message(
        "mediature.protocol",
        "Proposer ou conclure l’accord qui termine une médiation",
        "Votre saisine {{ number }} : {{ what }}",
        action="Lire l’accord",
    )
)
ANSWERED: Final = messages.register(
    Message(
        "mediature.protocol_answered",
        "Prévenir d’une réponse à un projet d’accord",
        "Dossier {{ number }} : une réponse au projet d’accord",
        action="Ouvrir le dossier",
    )
)


@dataclass(frozen=True)
class Promesse:
    """What one side undertakes, and until when."""

    who: str
    words: str
    due_on: date | None = None


@dataclass(frozen=True)
class Dit:
    """What a party answered, by which way, on which day; ``piece`` is the copy that it signed."""

    answer: ReponseProtocole
    moyen: Signe
    on: date
    words: str = ""
    piece: Piece | None = None


@transaction.atomic
def write_protocol(*, by: Actor, saisine: Saisine, text: str, version: int | None = None) -> Protocole:
    """Write the articles, or correct them while nobody was asked to answer."""
    found = held(by, saisine, version)
    if found.ended:
        raise ValidationError(ENDED)
    if not text.strip():
        raise ValidationError({"text": "Écrivez ce que les parties conviennent."})
    if len(text) > LONGEST:
        raise ValidationError({"text": f"Cet accord dépasse {LONGEST} signes : joignez plutôt un document."})
    kept = running(by, found)
    if kept is None:
        kept = Protocole(saisine=found, by_id=int(by.identifier))
        tell(by=by, saisine=found, fait=Fait.ETAT, words="Projet d’accord préparé")
    elif kept.etat != EtatProtocole.PROJET:
        raise ValidationError(NOT_A_DRAFT)
    kept.text, kept.written_at = text.strip(), clock.now()
    kept.save()
    trace(by, found, VERB)
    return kept


@transaction.atomic
def add_promise(*, by: Actor, protocole: Protocole, promesse: Promesse) -> Engagement:
    """Write what one side undertakes."""
    found, kept = _draft(by, protocole)
    wrong = {}
    if not promesse.who.strip():
        wrong["who"] = "Dites qui s’engage."
    if not promesse.words.strip():
        wrong["words"] = "Écrivez à quoi cette partie s’engage."
    if promesse.due_on is not None and promesse.due_on < clock.today():
        wrong["due_on"] = "Donnez une date à venir, ou celle d’aujourd’hui."
    if wrong:
        raise ValidationError(wrong)
    made: Engagement = Engagement.objects.create(
        saisine=found, protocole=kept, who=promesse.who.strip(), words=promesse.words.strip(), due_on=promesse.due_on
    )
    trace(by, found, VERB)
    return made


@transaction.atomic
def drop_promise(*, by: Actor, engagement: Engagement) -> None:
    """Take out of a draft what was written by mistake."""
    found, kept = _draft(by, engagement.protocole)
    Engagement.objects.visible_to(by).filter(pk=engagement.pk, protocole=kept).delete()
    trace(by, found, VERB)


@transaction.atomic
def propose_protocol(*, by: Actor, protocole: Protocole) -> None:
    """Ask the parties to answer: the text is kept as a piece of the case, which no longer changes."""
    found, kept = _draft(by, protocole)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    parties = list(Partie.objects.visible_to(by).filter(saisine=found))
    sides = {each.cote for each in parties}
    if Cote.ADMINISTRATION not in sides or not sides & PERSON:
        raise ValidationError("Inscrivez d’abord les parties : la personne, ou qui la représente, et l’administration.")
    content = paper_of(found, kept, kept.engagements.all(), parties).pdf
    name = f"accord-{found.number}-v{kept.revision}.pdf"
    document = store(by=by, file=ContentFile(content, name=name), organisation=found.organisation_id, door=DOOR)
    kept.piece = Piece.objects.create(
        saisine=found, document=document, label=f"{TITLE}, version {kept.revision}", given_by=by.key,
        visibility=Visibilite.REQUERANT,
    )  # fmt: skip
    kept.etat, kept.proposed_on = EtatProtocole.PROPOSE, clock.today()
    kept.save(update_fields=["piece", "etat", "proposed_on"])
    trace(by, found, VERB)
    _say(by, found, "Projet d’accord proposé aux parties : leur réponse est attendue")
    _announce(by, found, "un accord vous est proposé", asks=True)


@transaction.atomic
def rewrite_protocol(*, by: Actor, protocole: Protocole) -> None:
    """Take the text back, to propose another version of it; what was answered stays with the former one."""
    found, kept = _held(by, protocole, EtatProtocole.PROPOSE)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    kept.etat, kept.revision = EtatProtocole.PROJET, kept.revision + 1
    kept.save(update_fields=["etat", "revision"])
    trace(by, found, VERB)
    _say(by, found, "Projet d’accord repris par le médiateur, qui en prépare une nouvelle version")


@transaction.atomic
def answer_protocol(*, by: Actor, protocole: Protocole, accepts: bool, words: str = "", revision: int) -> Signature:
    """The person answers on their page: yes, or what they would change."""
    if by.kind is not ActorKind.CITIZEN:
        raise PermissionDenied
    found: Saisine = Saisine.objects.visible_to(by).select_for_update().get(pk=protocole.saisine_id)
    kept = Protocole.objects.visible_to(by).filter(pk=protocole.pk).first()
    if kept is None or not kept.waits or kept.revision != revision or found.ended:
        raise ValidationError(NOT_ASKED)
    if not accepts and not words.strip():
        raise ValidationError({"words": "Dites ce que vous voulez changer : le médiateur le lira."})
    answer = ReponseProtocole.ACCEPTE if accepts else ReponseProtocole.MODIFICATION
    made = _sign(kept, Cote.REQUERANT, str(found.requerant), Dit(answer, Signe.EN_LIGNE, clock.today(), words))
    trace(by, found, "mediature.sign")
    told = "La personne accepte le projet d’accord" if accepts else "La personne demande de modifier le projet d’accord"
    _say(by, found, f"{told}, en ligne")
    mail_handlers(by, ANSWERED, found)
    return made


@transaction.atomic
def write_signature(*, by: Actor, protocole: Protocole, partie: Partie, dit: Dit) -> Signature:
    """Write, for the office, what a party answered otherwise than on line."""
    found, kept = _held(by, protocole, EtatProtocole.PROPOSE)
    party = Partie.objects.visible_to(by).filter(pk=partie.pk, saisine=found).first()
    wrong = {}
    if party is None:
        wrong["partie"] = "Choisissez parmi les parties de ce dossier."
    if dit.on > clock.today() or dit.on < (kept.proposed_on or dit.on):
        wrong["on"] = "Donnez un jour entre celui de la proposition et aujourd’hui."
    if dit.moyen is Signe.EN_LIGNE:
        wrong["moyen"] = "Sur sa page, la personne répond elle-même."
    if dit.piece is not None and dit.piece.saisine_id != found.pk:
        wrong["piece"] = "Choisissez parmi les pièces de ce dossier."
    if not dit.words.strip() and (dit.piece is None or dit.answer is not ReponseProtocole.ACCEPTE):
        wrong["words"] = "Joignez l’exemplaire signé, ou dites qui a recueilli la réponse, et ce qu’elle est."
    if wrong or party is None:
        raise ValidationError(wrong)
    made = _sign(kept, Cote(party.cote), party.name, dit, party)
    trace(by, found, "mediature.sign")
    words = f"Réponse au projet d’accord ({Cote(party.cote).label.lower()}) : {dit.answer.label.lower()}"
    tell(by=by, saisine=found, fait=Fait.ETAT, words=words)
    return made


@transaction.atomic
def conclude(*, by: Actor, protocole: Protocole, on: date) -> None:
    """Say that all the parties agree; each engagement that has a day becomes a task of the office."""
    found, kept = _held(by, protocole, EtatProtocole.PROPOSE)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    last = accepted_by_all(Partie.objects.visible_to(by).filter(saisine=found), answers_to(by, kept))
    if last is None:
        raise ValidationError("Toutes les parties n’ont pas encore accepté cette version du texte.")
    if not last <= on <= clock.today():
        raise ValidationError({"on": f"Donnez un jour entre le {date_in_words(last)}, dernier accord, et aujourd’hui."})
    kept.etat, kept.concluded_on = EtatProtocole.CONCLU, on
    kept.save(update_fields=["etat", "concluded_on"])
    _remind(found, kept.engagements.filter(due_on__isnull=False))
    trace(by, found, VERB)
    _say(by, found, f"Accord conclu entre les parties le {date_in_words(on)}")
    _announce(by, found, "l’accord est conclu", asks=False)


@transaction.atomic
def homologate(*, by: Actor, protocole: Protocole, on: date, court: str) -> None:
    """Say that a judge gave it the force of a judgment: often after the case has ended."""
    found, kept = _held(by, protocole, EtatProtocole.CONCLU)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    wrong = {}
    if not (kept.concluded_on or on) <= on <= clock.today():
        wrong["on"] = "Donnez un jour entre celui de l’accord et aujourd’hui."
    if not court.strip():
        wrong["court"] = "Dites quelle juridiction a homologué cet accord."
    if wrong:
        raise ValidationError(wrong)
    kept.etat, kept.homologated_on, kept.court = EtatProtocole.HOMOLOGUE, on, court.strip()
    kept.save(update_fields=["etat", "homologated_on", "court"])
    trace(by, found, VERB)
    _say(by, found, f"Accord homologué par {kept.court} le {date_in_words(on)}")


@transaction.atomic
def come_to_nothing(*, by: Actor, protocole: Protocole, why: str) -> None:
    """Say that the parties did not agree; another text may be prepared."""
    found, kept = _held(by, protocole, EtatProtocole.PROJET, EtatProtocole.PROPOSE)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    if not why.strip():
        raise ValidationError({"why": "Dites pourquoi : le bureau seul le lira."})
    kept.etat, kept.why = EtatProtocole.NON_CONCLU, why.strip()
    kept.save(update_fields=["etat", "why"])
    trace(by, found, VERB)
    visibility = Visibilite.REQUERANT if kept.proposed_on else Visibilite.BUREAU
    tell(by=by, saisine=found, fait=Fait.ETAT, words="Projet d’accord abandonné", visibility=visibility)


def _held(by: Actor, protocole: Protocole, *etats: EtatProtocole) -> tuple[Saisine, Protocole]:
    """The case and its agreement, alone until the transaction ends; refused when it has moved on meanwhile."""
    found = held(by, protocole.saisine)
    kept: Protocole = Protocole.objects.visible_to(by).select_for_update(of=("self",)).get(pk=protocole.pk)
    if kept.etat not in etats:
        raise ValidationError("Cet accord a changé d’état : relisez-le, puis recommencez.")
    if found.ended and EtatProtocole.CONCLU not in etats:
        raise ValidationError(ENDED)
    return found, kept


def _draft(by: Actor, protocole: Protocole) -> tuple[Saisine, Protocole]:
    if protocole.etat != EtatProtocole.PROJET:
        raise ValidationError(NOT_A_DRAFT)
    return _held(by, protocole, EtatProtocole.PROJET)


def _sign(protocole: Protocole, cote: Cote, name: str, dit: Dit, partie: Partie | None = None) -> Signature:
    made: Signature = Signature.objects.create(
        saisine_id=protocole.saisine_id, protocole=protocole, partie=partie, cote=cote, name=name,
        revision=protocole.revision, answer=dit.answer, moyen=dit.moyen, on=dit.on, words=dit.words.strip(),
        piece=dit.piece,
    )  # fmt: skip
    return made


def _remind(saisine: Saisine, engagements: Iterable[Engagement]) -> None:
    for each in engagements:
        words = f"Vérifier l’engagement de l’accord : {each.who}, {each.words}"[:TASK]
        due = next_working(each.due_on or clock.today())
        each.tache = Tache.objects.create(saisine=saisine, words=words, due_on=due, user_id=saisine.mediateur_id)
        each.save(update_fields=["tache"])


def _say(by: Actor, saisine: Saisine, words: str) -> None:
    tell(by=by, saisine=saisine, fait=Fait.ETAT, words=words, visibility=Visibilite.REQUERANT)


def _announce(by: Actor, saisine: Saisine, what: str, *, asks: bool) -> None:
    if not mail_person(by, ASKED, saisine, what=what, asks=asks):
        owe_a_word(saisine, what)
