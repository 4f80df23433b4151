"""Hand documents of a case over to a court: on a ground of the law, with reasons, and written down for good."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import PurePath
from tempfile import TemporaryFile
from typing import IO, Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify

from parvis.core.accounts.models import User
from parvis.core.documents.actions.keeping import NotServedError, open_document
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.french.typography import date_in_words
from parvis.kernel.sealing import BrokenSealError
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.handling import held, keep
from parvis.products.mediature.enums import Fait, Fondement, Visibilite
from parvis.products.mediature.models import Partie, Production, Saisine
from parvis.products.mediature.policies import DECIDES
from parvis.products.mediature.queries.productions import LETS_OUT, Offert, offered, printed, sheet, who_lacks

NOTHING: Final = "Cochez au moins une pièce : rien ne part de soi-même."
COVERED: Final = "Ce fondement ne permet pas de remettre : {}. Décochez-les, ou choisissez un autre fondement."
LONGEST: Final = 500


@dataclass(frozen=True)
class Choice:
    """What leaves, to which court, on what ground; who agreed when the ground is that all do."""

    court: str
    fondement: Fondement
    reasons: str
    keys: tuple[str, ...]
    agreeing: tuple[int, ...] = ()
    agreed_on: date | None = None
    how: str = ""


@dataclass
class _Parcel:
    """The archive while it is filled, and what it holds."""

    archive: zipfile.ZipFile
    items: list[dict[str, Any]] = field(default_factory=list)

    def add(self, each: Offert, pieces: Iterable[bytes]) -> None:
        """Put a document in, by its rank and its title."""
        rank, digest = len(self.items) + 1, sha256()
        suffix = PurePath(each.document.name).suffix[:10] if each.document else ".pdf"
        with self.archive.open(f"{rank:02}-{slugify(each.title)[:60]}{suffix}", "w", force_zip64=True) as put:
            for piece in pieces:
                digest.update(piece)
                put.write(piece)
        self.items.append({"rank": rank, "title": each.label, "sha256": digest.hexdigest()})


@transaction.atomic
def produce(*, by: Actor, saisine: Saisine, choice: Choice, version: int) -> tuple[Production, IO[bytes]]:
    """What was written down, and the archive that leaves; a mediator of the office alone decides it."""
    found = held(by, saisine, version)
    if not DECIDES.allows(by, found):
        raise PermissionDenied
    chosen = [each for each in offered(by, found) if each.key in choice.keys]
    parties = list(Partie.objects.visible_to(by).filter(saisine=found))
    _check(choice, chosen, parties)
    made = Production(
        saisine=found,
        court=choice.court.strip(),
        fondement=choice.fondement,
        reasons=choice.reasons.strip(),
        consents=_consents(choice, parties),
        by_id=int(by.identifier),
        name=str(User.objects.get(pk=int(by.identifier))),
    )
    content = _archived(by, found, made, chosen)
    made.save(force_insert=True)
    keep(by, found, [], verb="mediature.produce")
    words = f"Pièces remises au juge ({len(chosen)}) : {made.court}. {choice.fondement.label}"
    tell(by=by, saisine=found, fait=Fait.PRODUCTION, words=words[:LONGEST], visibility=Visibilite.REQUERANT)
    return made, content


def _archived(by: Actor, saisine: Saisine, made: Production, chosen: list[Offert]) -> IO[bytes]:
    """The archive, with the sheet that ``made`` is told on."""
    content = TemporaryFile()  # noqa: SIM115  the response closes it, once it has left
    try:
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            parcel = _Parcel(archive)
            for each in chosen:
                parcel.add(each, _content(by, saisine, each))
            made.items = parcel.items
            archive.writestr("00-bordereau.pdf", sheet(saisine, made).pdf)
    except BaseException:
        content.close()
        raise
    content.seek(0)
    return content


def _check(choice: Choice, chosen: list[Offert], parties: list[Partie]) -> None:
    if len(chosen) < len(set(choice.keys)):
        raise ValidationError("Une pièce cochée n’est plus dans ce dossier, ou n’en sort plus : relisez la liste.")
    if not chosen:
        raise ValidationError(NOTHING)
    wrong = {}
    if not choice.court.strip():
        wrong["court"] = "Écrivez à quelle juridiction ces pièces sont remises."
    if not choice.reasons.strip():
        wrong["reasons"] = "Écrivez pourquoi : le bordereau et le dossier le gardent."
    if covered := [each.label for each in chosen if each.groupe not in LETS_OUT[choice.fondement]]:
        wrong["fondement"] = COVERED.format(" ; ".join(covered))
    if choice.fondement is Fondement.ACCORD:
        wrong |= _lacking(choice, parties)
    if wrong:
        raise ValidationError(wrong)


def _lacking(choice: Choice, parties: list[Partie]) -> dict[str, str]:
    """What is not said of an agreement of all."""
    wrong = {}
    if lacks := who_lacks(parties, choice.agreeing):
        wrong["agreeing"] = f"Il manque l’accord de : {', '.join(lacks)}."
    if choice.agreed_on is None or choice.agreed_on > clock.today():
        wrong["agreed_on"] = "Donnez le jour du dernier accord, passé ou d’aujourd’hui."
    if not choice.how.strip():
        wrong["how"] = "Dites comment chacun a donné son accord."
    return wrong


def _consents(choice: Choice, parties: list[Partie]) -> str:
    if choice.fondement is not Fondement.ACCORD or choice.agreed_on is None:
        return ""
    names = ", ".join(each.name for each in parties)
    return f"{names} : accord complet le {date_in_words(choice.agreed_on)}. {choice.how.strip()}"


def _content(by: Actor, saisine: Saisine, each: Offert) -> Iterator[bytes]:
    if each.document is None:
        yield printed(saisine, each)
        return
    try:
        yield from open_document(by=by, document=each.document)
    except (NotServedError, BrokenSealError, OSError) as refused:
        raise ValidationError(f"« {each.title} » ne s’ouvre pas : décochez-le, ou demandez-en une copie.") from refused
