"""Say that somebody has a case open: a mark that fades by itself, and that no journal keeps."""

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.models import Saisine
from parvis.products.mediature.queries.presences import FADES, MARKS, mark_of


def be_here(*, by: Actor, saisine: Saisine) -> None:
    """Renew the mark of ``by`` on a case that they were found to see."""
    MARKS.set(mark_of(saisine, by.identifier), clock.now().isoformat(), FADES)
