"""The files of a draft or a case, as whoever gave them sees them: with what the antivirus says."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.core.documents.queries.contents import may_be_served
from parvis.core.documents.queries.previews import may_be_shown
from parvis.kernel.actor import system
from parvis.kernel.scope import current_scope, open_scope
from parvis.products.mediature.models import Piece, Version
from parvis.products.mediature.queries.access import LABEL

# A file belongs to the office; whoever holds a code belongs to none, and was found to hold this piece.
READER: Final = system("mediature.read")
SAYS: Final = {
    Scan.WAITING: "Analyse antivirus en attente",
    Scan.CLEAN: "Analysé : sain",
    Scan.INFECTED: "Un virus a été trouvé : personne n’ouvrira ce fichier",
    Scan.UNSCANNED: "Non analysé par l’antivirus",
}
KINDS: Final = {Scan.WAITING: "info", Scan.CLEAN: "success", Scan.INFECTED: "error", Scan.UNSCANNED: "warning"}


@dataclass(frozen=True)
class Fichier:
    """A piece, or a former file of one, with its file, whether it may be opened today, and read in a page."""

    piece: Piece | Version
    name: str
    size: int
    scan: Scan
    opens: bool
    shows: bool

    @property
    def says(self) -> str:
        """What the antivirus says of it."""
        return SAYS[self.scan]

    @property
    def kind(self) -> str:
        """The badge that goes with it."""
        return KINDS[self.scan]

    @property
    def mine(self) -> bool:
        """Whether the person of the case gave it."""
        return self.piece.given_by == LABEL

    @property
    def infected(self) -> bool:
        """Whether a virus was found in it."""
        return self.scan is Scan.INFECTED


@contextmanager
def reading(organisation: int) -> Iterator[None]:
    """Reach the files of one office, and nothing else, for pieces that were already found to be one's own."""
    scope = current_scope()
    with open_scope(
        READER,
        organisations=[organisation],
        channel=scope.channel if scope else "web",
        request_id=scope.request_id if scope else None,
    ):
        yield


def files_of(pieces: Iterable[Piece | Version], organisation: int) -> list[Fichier]:
    """``pieces``, which the caller found through their own scope, with the state of their files."""
    own = list(pieces)
    if not own:
        return []
    with reading(organisation):
        found = {each.pk: each for each in Document.objects.filter(pk__in=[piece.document_id for piece in own])}
    return [
        Fichier(piece, piece.label or held.name, held.size, Scan(held.scan), may_be_served(held), may_be_shown(held))
        for piece in own
        if (held := found.get(piece.document_id)) is not None and held.destroyed_on is None
    ]
