"""A case that tells two disputes becomes two; undone while nothing happened in the second one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction

from parvis.core.accounts.models import User
from parvis.core.documents.actions.keeping import NotServedError, open_document, store
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message as Mail
from parvis.kernel.declarations.notifications import messages
from parvis.kernel.french.typography import date_in_words
from parvis.kernel.sealing import BrokenSealError
from parvis.products.mediature.actions.drafting import DOOR
from parvis.products.mediature.actions.filing import GIVEN, next_number, tell
from parvis.products.mediature.actions.handling import ENDED, assign, held, keep, mediators_of, trace
from parvis.products.mediature.actions.liens import MOVED, reaching_all
from parvis.products.mediature.actions.mailing import mail_person
from parvis.products.mediature.actions.taches import owe_a_word
from parvis.products.mediature.enums import Fait, Sort, Visibilite
from parvis.products.mediature.models import (
    Acheminement,
    Avis,
    Cas,
    Deport,
    Domaine,
    Jointe,
    Lien,
    Message,
    Partie,
    Piece,
    Requerant,
    Saisine,
    Scission,
    Transfert,
)
from parvis.products.mediature.policies import DECIDES, LEADS
from parvis.products.mediature.queries.access import holders, new_code
from parvis.products.mediature.queries.scissions import UNDONE_WITHIN, Part, parts_of

SPLIT: Final = messages.register(
    Mail(
        "mediature.split",
        "Dire qu’une saisine parle de deux désaccords, suivis dans deux dossiers",
        "Votre saisine {{ number }} : un second dossier est ouvert, {{ other }}",
        action="Suivre mes deux dossiers",
    )
)
# What the law counts from, and who files: the second dispute came in with the first one.
KEPT: Final = (
    "organisation_id", "qualite", "represented_by", "canal", "origine", "filed_at", "received_on", "demarche",
    "asked_on", "answered_on", "juge", "parties_agreed_on", "first_meeting_on", "last_exchange_at",
)  # fmt: skip
# All that a case may gather: a new row in one of these tables is something that happened in it.
GATHERED: Final[dict[str, Any]] = {**MOVED, "avis": Avis, "cas": Cas, "deport": Deport, "transfert": Transfert}
LEFT: Final = "Ce dossier ne peut plus revenir dans celui dont il vient : pour n’en faire qu’un, joignez-les."


@dataclass(frozen=True)
class Partage:
    """What the second dispute is, who takes it up, and what goes to it: ``sorts`` by the name of each part."""

    facts: str
    expected: str = ""
    service: str = ""
    domaine: Domaine | None = None
    mediateur: User | None = None
    sorts: Mapping[str, Sort] = field(default_factory=dict)
    parties: tuple[int, ...] = ()


@transaction.atomic
def split(*, by: Actor, saisine: Saisine, partage: Partage, version: int | None = None) -> Saisine:
    """Open a case for the second dispute; the code of the person opens both, and they are told so."""
    found = held(by, saisine, version)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    if found.ended:
        raise ValidationError(ENDED)
    parts = _chosen(by, found, partage)
    made = _made(by, found, partage)
    copied = _share(by, found, made, parts, partage)
    if partage.mediateur is not None and partage.mediateur.pk != found.mediateur_id:
        assign(by=by, saisine=made, to=partage.mediateur)
    _tie(by, found, made)
    before = Scission.objects.visible_to(by).filter(made=found).first()
    done = Scission(
        organisation_id=found.organisation_id, origin=found, made=made, by_id=int(by.identifier), copied=copied,
        access=before.access if before else found.access,
    )  # fmt: skip
    made.refresh_from_db()
    with reaching_all(by):
        done.version, done.rows = made.version, _rows(made)
    done.save(force_insert=True)
    keep(by, found, [], verb="mediature.split")
    if not mail_person(by, SPLIT, found, other=made.number, received=date_in_words(found.received_on)):
        owe_a_word(found, f"sa saisine est suivie dans deux dossiers, {found.number} et {made.number}")
    return made


@transaction.atomic
def unsplit(*, by: Actor, saisine: Saisine, version: int | None = None) -> Saisine:
    """Give back to the first case all that left it; the number of the second one leads there."""
    made = held(by, saisine, version)
    splits = Scission.objects.visible_to(by).select_for_update(of=("self",)).filter(made=made, undone_at=None)
    done = splits.first()
    if done is None or done.origin is None or not DECIDES.allows(by, made):
        raise PermissionDenied
    origin = held(by, done.origin)
    if clock.now() > done.at + UNDONE_WITHIN:
        raise ValidationError(f"La scission date de plus de {UNDONE_WITHIN.days} jours. {LEFT}")
    with reaching_all(by):
        if origin.ended or made.version != done.version or _rows(made) != done.rows:
            raise ValidationError(f"Quelque chose s’est passé depuis dans l’un des deux dossiers. {LEFT}")
        _give_back(made, origin, done)
        copy = made.requerant
        made.merged_into, made.requerant = origin, origin.requerant
        keep(by, made, ["merged_into", "requerant"], verb="mediature.unsplit")
        copy.delete()
    done.undone_at = clock.now()
    done.save(update_fields=["undone_at"])
    keep(by, origin, [], verb="mediature.unsplit")
    words = f"Le dossier {made.number} est réuni à celui-ci, dont il venait"
    tell(by=by, saisine=origin, fait=Fait.ETAT, words=words, visibility=Visibilite.REQUERANT)
    return origin


def _chosen(by: Actor, saisine: Saisine, partage: Partage) -> list[tuple[Part, Sort]]:
    """What goes, once all that was asked is known to be possible."""
    wrong: dict[str, str] = {}
    to, known = partage.mediateur, {each.name: each for each in parts_of(by, saisine)}
    if not partage.facts.strip():
        wrong["facts"] = "Dites de quoi parle le second désaccord : la personne le lira."
    if partage.domaine is not None and partage.domaine.organisation_id not in {None, saisine.organisation_id}:
        wrong["domaine"] = "Choisissez une entrée de la liste de ce bureau."
    if to is not None and not mediators_of(saisine.organisation_id).filter(pk=to.pk).exists():
        wrong["mediateur"] = "Cette personne n’est pas médiatrice de ce bureau : choisissez dans la liste."
    elif (
        to is not None
        and str(to.pk) not in {by.identifier, str(saisine.mediateur_id)}
        and not LEADS.allows(by, saisine)
    ):
        wrong["mediateur"] = "Seul le médiateur principal attribue un dossier à quelqu’un d’autre."
    found = [(name, sort) for name, sort in partage.sorts.items() if sort is not Sort.RESTE]
    for name, sort in found:
        if name not in known or sort not in known[name].sorts:
            raise ValidationError("Ce dossier a changé : relisez ce qui va dans le nouveau, puis recommencez.")
        alone = Visibilite.MEDIATEUR in {each.visibility for each in (known[name].row, *known[name].pieces)}
        if alone and (to is None or by.identifier != str(to.pk)):
            wrong[name] = "Vous seul lisez ceci : laissez-le ici, ou gardez le nouveau dossier."
    if wrong:
        raise ValidationError(wrong)
    return [(known[name], sort) for name, sort in found]


def _made(by: Actor, origin: Saisine, partage: Partage) -> Saisine:
    """The new case, with a number and a digest of its own; nobody needs the code that it would open by."""
    access = holders(new_code())[0].identifier
    given = {name: getattr(origin.requerant, name) for name in (*GIVEN, "organisation_id", "known_at")}
    follows = partage.mediateur is not None and partage.mediateur.pk == origin.mediateur_id
    made: Saisine = Saisine.objects.create(
        number=next_number(),
        access=access,
        requerant=Requerant.objects.create(access=access, **given),
        facts=partage.facts.strip(),
        expected=partage.expected.strip(),
        service=partage.service.strip(),
        domaine=partage.domaine,
        mediateur=partage.mediateur if follows else None,
        **{name: getattr(origin, name) for name in KEPT},
    )
    for each in Deport.objects.visible_to(by).filter(saisine=origin):
        Deport.objects.create(
            organisation_id=each.organisation_id, saisine=made, requerant=made.requerant, user_id=each.user_id,
            reason=each.reason, at=each.at,
        )  # fmt: skip
    trace(by, made, "mediature.split")
    return made


def _share(
    by: Actor, origin: Saisine, made: Saisine, parts: list[tuple[Part, Sort]], partage: Partage
) -> dict[str, list[int]]:
    """Move or copy what goes; the numbers of the rows that are copies."""
    copied: dict[str, list[int]] = {"piece": [], "note": [], "message": [], "partie": []}
    copies: dict[int, Piece] = {}
    for part, sort in parts:
        for piece in (part.row, *part.pieces):
            if sort is Sort.DEUX and isinstance(piece, Piece) and piece.pk not in copies:
                copies[piece.pk] = _copy_of(by, piece, made)
                copied["piece"].append(copies[piece.pk].pk)
        if sort is Sort.VA:
            _move(part, made)
        elif not isinstance(part.row, Piece):
            copy = _twin(part.row, made)
            copied[str(copy._meta.model_name)].append(copy.pk)
            for jointe in Jointe.objects.filter(message=part.row.pk) if isinstance(copy, Message) else ():
                if jointe.piece_id in copies:
                    Jointe.objects.create(message=copy, piece=copies[jointe.piece_id], came=jointe.came)
    for party in Partie.objects.visible_to(by).filter(saisine=origin, pk__in=partage.parties):
        # What shows an agreement is in the first case; the words that tell it go along.
        how = party.how or (f"Preuve au dossier {origin.number}" if party.agreed_on else "")
        proofs = {name: copies.get(getattr(party, f"{name}_id") or 0) for name in ("proof", "mandate")}
        copied["partie"].append(_twin(party, made, how=how, **proofs).pk)
    return copied


def _move(part: Part, made: Saisine) -> None:
    for row in (part.row, *part.pieces):
        GATHERED[str(row._meta.model_name)].objects.filter(pk=row.pk).update(saisine=made)
    if isinstance(part.row, Message):
        Acheminement.objects.filter(message=part.row).update(saisine=made)


def _twin(row: Any, made: Saisine, **changed: Any) -> Any:
    """The same row in the new case."""
    own = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if not each.primary_key}
    own["saisine_id"] = made.pk
    for name, value in changed.items():
        own.pop(f"{name}_id", None)
        own[name] = value
    return GATHERED[row._meta.model_name].objects.create(**own)


def _copy_of(by: Actor, piece: Piece, made: Saisine) -> Piece:
    """The same content under a key of its own: each ends with its case. The antivirus reads it again."""
    with TemporaryFile() as content:
        try:
            content.writelines(open_document(by=by, document=piece.document))
        except (NotServedError, BrokenSealError, OSError) as error:
            raise ValidationError(f"« {piece} » ne s’ouvre pas : laissez-le dans un seul des deux dossiers.") from error
        content.seek(0)
        file = File(content, name=piece.document.name)
        sealed = store(by=by, file=file, organisation=made.organisation_id, door=DOOR)
    copy: Piece = _twin(piece, made, document=sealed)
    return copy


def _tie(by: Actor, origin: Saisine, made: Saisine) -> None:
    Lien.objects.create(one=origin, other=made, by_id=int(by.identifier))
    words = f"Un second désaccord est suivi à part, dans le dossier {made.number} : le même code ouvre les deux"
    tell(by=by, saisine=origin, fait=Fait.ETAT, words=words, visibility=Visibilite.REQUERANT)
    words = f"Dossier séparé de la saisine {origin.number}, reçue le {date_in_words(origin.received_on)}"
    tell(by=by, saisine=made, fait=Fait.ENREGISTREMENT, words=words, visibility=Visibilite.REQUERANT)


def _rows(made: Saisine) -> dict[str, list[int]]:
    """All that the case has."""
    found = {key: model.objects.filter(saisine=made).order_by("pk") for key, model in GATHERED.items()}
    return {key: list(rows.values_list("pk", flat=True)) for key, rows in found.items()}


def _give_back(made: Saisine, origin: Saisine, done: Scission) -> None:
    """Move back what was moved, and take away what was copied; the lines of the second case stay its own."""
    for key in ("message", "piece", "note", "partie"):
        rows = GATHERED[key].objects.filter(saisine=made)
        rows.filter(pk__in=done.copied[key]).delete()
        rows.update(saisine=origin)
    Acheminement.objects.filter(saisine=made).update(saisine=origin)
    Lien.objects.filter(one=origin, other=made).delete()
