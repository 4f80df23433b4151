"""What a transfer would share, and with whom."""

from parvis.kernel.actor import Actor
from parvis.products.mediature.enums import EtatTransfert, Visibilite
from parvis.products.mediature.models import Collectivite, Piece, Saisine, Transfert
from parvis.products.mediature.queries.annuaire import CALLED, ORDER
from parvis.products.mediature.queries.pieces import Fichier, files_of


def shareable(actor: Actor, saisine: Saisine) -> list[Fichier]:
    """The files that the person reads and that open: the only ones that a transfer may take."""
    pieces = Piece.objects.visible_to(actor).filter(saisine=saisine, visibility=Visibilite.REQUERANT)
    return [each for each in files_of(pieces, saisine.organisation_id) if each.opens]


def last_of(actor: Actor, saisine: Saisine) -> Transfert | None:
    """The last proposal made to the person, unless the office took it back."""
    found = Transfert.objects.visible_to(actor).filter(saisine=saisine).select_related("to", "by")
    return found.exclude(etat=EtatTransfert.ABANDONNE).first()


def takers(saisine: Saisine) -> list[tuple[str, list[tuple[int, str]]]]:
    """The other authorities whose mediator may take a case today, by level."""
    found = Collectivite.objects.with_mandate().exclude(organisation=saisine.organisation_id).order_by("name", "pk")
    named = list(found.values_list("niveau", "pk", "name"))
    levels = [(CALLED[each].capitalize(), [(pk, name) for of, pk, name in named if of == each]) for each in ORDER]
    return [(label, entries) for label, entries in levels if entries]
