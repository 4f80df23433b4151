"""Past years taken over from a spreadsheet: deposited, tried, taken over by and by, undone."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from tempfile import NamedTemporaryFile
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import Max

from parvis.core.documents.actions.keeping import NotServedError, destroy, open_document, store
from parvis.core.jobs.actions.deferring import defer
from parvis.core.journal.actions.record import record
from parvis.kernel.actor import Actor
from parvis.kernel.reading.rows import Broken, Row, SourceUnreadable
from parvis.kernel.reading.tables import Table, open_table
from parvis.products.mediature.actions.drafting import DOOR
from parvis.products.mediature.enums import DECIDE, EtatReprise, Verdict
from parvis.products.mediature.models import CasPasse, LigneReprise, Reprise
from parvis.products.mediature.policies import fonction_in
from parvis.products.mediature.queries.reprise import Lu, domaines_of, read

TRY: Final = "mediature.past-try"
TAKE: Final = "mediature.past-take"
BATCH: Final = 500
LARGEST: Final = 20_000_000
SAMPLE: Final = 3
MOST_LINES: Final = 100_000
UNDER_WAY: Final = frozenset({EtatReprise.ESSAI, EtatReprise.EN_COURS})


@transaction.atomic
def deposit_past(*, by: Actor, organisation: int, file: File) -> Reprise:
    """Keep a spreadsheet until it is read; the antivirus looks at it first."""
    if fonction_in(by, organisation) not in DECIDE:
        raise PermissionDenied
    if not file.size:
        raise ValidationError({"file": "Ce fichier est vide : choisissez-en un autre."})
    if file.size > LARGEST:
        raise ValidationError({"file": f"Ce fichier dépasse {LARGEST // 1_000_000} Mo. Découpez-le, une année chacun."})
    document = store(by=by, file=file, organisation=organisation, door=DOOR)
    known = Reprise.objects.filter(organisation=organisation, sha256=document.sha256)
    if known.exclude(etat=EtatReprise.ANNULEE).exists():
        raise ValidationError({"file": "Ce fichier a déjà été déposé : ses cas compteraient deux fois."})
    made: Reprise = Reprise.objects.create(
        organisation_id=organisation, name=document.name, sha256=document.sha256, document=document
    )
    _record(by, made)
    return made


@contextmanager
def opened(*, by: Actor, reprise: Reprise) -> Iterator[Table]:
    """The spreadsheet, once the antivirus found it clean; NotServedError, SourceUnreadable."""
    if reprise.document is None:
        raise NotServedError
    with NamedTemporaryFile() as copy:
        for piece in open_document(by=by, document=reprise.document):
            copy.write(piece)
        copy.flush()
        yield open_table(copy.name, reprise.name)


def sample(*, by: Actor, reprise: Reprise) -> dict[str, list[str]]:
    """The columns, each with what its first lines hold."""
    found: dict[str, list[str]] = {}
    with opened(by=by, reprise=reprise) as table:
        for line in islice((each for each in table.read() if isinstance(each, Row)), SAMPLE):
            for column, cell in line.values.items():
                found.setdefault(column, []).append("" if cell is None else str(cell)[:40])
    return found


@transaction.atomic
def try_out(*, by: Actor, reprise: Reprise, mapping: Mapping[str, str]) -> None:
    """Read every line as the columns are now said to be, and tell what would become of each."""
    held = _held(by, reprise)
    if held.etat not in {EtatReprise.A_LIRE, EtatReprise.ESSAYEE}:
        raise ValidationError("Ce fichier est déjà lu.")
    chosen = [name for name in mapping.values() if name]
    if "received_on" not in chosen:
        raise ValidationError("Dites quelle colonne donne la date de la saisine.")
    if len(set(chosen)) < len(chosen):
        raise ValidationError("Deux colonnes disent la même chose : gardez-en une.")
    held.mapping = [{"column": column, "field": name} for column, name in mapping.items()]
    _move(by, held, EtatReprise.ESSAI)
    _queue_trial(held)


@transaction.atomic
def try_again(*, by: Actor, reprise: Reprise) -> None:
    """Read the file anew, when what read it stopped half-way; one reading at a time."""
    held = _held(by, reprise)
    if held.etat != EtatReprise.ESSAI:
        raise ValidationError("Ce fichier n’est pas en cours de lecture.")
    _queue_trial(held)


def _queue_trial(held: Reprise) -> None:
    name = f"{TRY}:{held.pk}"
    defer(TRY, organisations=[held.organisation_id], reprise=held.pk, lock=name, queueing_lock=name)


def run_trial(*, by: Actor, reprise: int) -> None:
    """Read the file line by line: a line that cannot be read is told, and the next one follows."""
    held = Reprise.objects.select_related("document").get(pk=reprise)
    if held.etat != EtatReprise.ESSAI:
        return
    mapping = {each["column"]: each["field"] for each in held.mapping}
    domaines = domaines_of(held.organisation_id)
    LigneReprise.objects.filter(reprise=held).delete()
    try:
        with opened(by=by, reprise=held) as table:
            lines = (_line(held, each, mapping, domaines) for each in islice(table.read(), MOST_LINES))
            while batch := list(islice(lines, BATCH)):
                LigneReprise.objects.bulk_create(batch)
    except SourceUnreadable as error:
        last = LigneReprise.objects.filter(reprise=held).aggregate(last=Max("line"))["last"] or 0
        LigneReprise.objects.create(reprise=held, line=last + 1, verdict=Verdict.REFUSEE, words=str(error))
    _move(by, held, EtatReprise.ESSAYEE)


def _line(
    reprise: Reprise, line: Row | Broken, mapping: Mapping[str, str], domaines: Mapping[str, int]
) -> LigneReprise:
    if isinstance(line, Broken):
        said = Lu(Verdict.REFUSEE, f"Ligne illisible : {line.reason}. {line.suggestion}", {})
    else:
        try:
            said = read(line.values, mapping, domaines)
        except Exception:  # noqa: BLE001  one poisoned line never stops the others
            said = Lu(Verdict.REFUSEE, "Ligne illisible.", {})
    return LigneReprise(reprise=reprise, line=line.line, verdict=said.verdict, words=said.words, values=said.values)


@transaction.atomic
def take_over(*, by: Actor, reprise: Reprise) -> None:
    """Make cases of the lines that were accepted or corrected; asked again, it goes on from where it stopped."""
    held = _held(by, reprise)
    if held.etat not in {EtatReprise.ESSAYEE, EtatReprise.EN_COURS}:
        raise ValidationError("Essayez d’abord ce fichier.")
    _move(by, held, EtatReprise.EN_COURS)
    defer(TAKE, organisations=[held.organisation_id], reprise=held.pk, queueing_lock=f"{TAKE}:{held.pk}")


def run_take_over(*, by: Actor, reprise: int) -> None:
    """Batch after batch, each kept once done; then the file, which may name people, is destroyed."""
    while _take_batch(reprise):
        pass
    with transaction.atomic():
        held = Reprise.objects.select_for_update().get(pk=reprise)
        if held.etat == EtatReprise.EN_COURS:
            _forget_file(by, held)
            _move(by, held, EtatReprise.TERMINEE)


@transaction.atomic
def _take_batch(reprise: int, size: int = BATCH) -> bool:
    held = Reprise.objects.select_for_update().get(pk=reprise)
    if held.etat != EtatReprise.EN_COURS:
        return False
    last = CasPasse.objects.filter(reprise=held).aggregate(last=Max("line"))["last"] or 0
    lines = LigneReprise.objects.filter(reprise=held, line__gt=last).exclude(verdict=Verdict.REFUSEE)
    batch = [
        CasPasse(organisation_id=held.organisation_id, reprise=held, line=each.line, **each.values)
        for each in lines.order_by("line")[:size]
    ]
    CasPasse.objects.bulk_create(batch)
    return bool(batch)


@transaction.atomic
def undo(*, by: Actor, reprise: Reprise) -> int:
    """Take every case of this file away, and the file; return how many."""
    held = _held(by, reprise)
    count, _ = CasPasse.objects.filter(reprise=held).delete()
    LigneReprise.objects.filter(reprise=held).delete()
    _forget_file(by, held)
    _move(by, held, EtatReprise.ANNULEE)
    return count


def _forget_file(by: Actor, held: Reprise) -> None:
    document = held.document
    if document is not None:
        held.document = None
        destroy(by=by, document=document)


def _held(by: Actor, reprise: Reprise) -> Reprise:
    found: Reprise = Reprise.objects.visible_to(by).select_for_update().get(pk=reprise.pk)
    if fonction_in(by, found.organisation_id) not in DECIDE:
        raise PermissionDenied
    return found


def _move(by: Actor, held: Reprise, etat: EtatReprise) -> None:
    held.etat = etat
    held.save(update_fields=["etat", "mapping", "document"])
    _record(by, held)


def _record(by: Actor, held: Reprise) -> None:
    record(by=by, verb="mediature.past", organisation=held.organisation_id, object_key=f"mediature.Reprise:{held.pk}")


def kept_mapping(organisation: int) -> dict[str, str]:
    """How the columns of former files of this office were read, the last file first."""
    told: dict[str, str] = {}
    found: Any = Reprise.objects.filter(organisation=organisation).values_list("mapping", flat=True)
    for mapping in found:
        for each in mapping:
            told.setdefault(each["column"], each["field"])
    return told
