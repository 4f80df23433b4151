"""All that somebody may read of a case, in a form that other programs read."""

from collections.abc import Iterable
from typing import Any, Final

from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.products.mediature.models import Avis, Collectivite, Ligne, Note, RendezVous, Saisine
from parvis.products.mediature.queries.echanges import Echange, thread
from parvis.products.mediature.queries.pieces import Fichier
from parvis.products.mediature.queries.protocoles import told_to
from parvis.products.mediature.queries.sollicitations import shared_with

PERSON: Final = ("first_name", "last_name", "email", "phone", "street", "postal_code", "town")
TOLD: Final = (
    "qualite", "represented_by", "facts", "expected", "service", "demarche", "asked_on", "answered_on", "juge",
)  # fmt: skip
FOLLOWED: Final = (
    "number", "canal", "received_on", "etat", "recevabilite", "decided_on", "reasons", "parties_agreed_on",
    "first_meeting_on", "issue", "conclusion",
)  # fmt: skip

SAID: Final = ("satisfaction", "word", "given_at")
MET: Final = ("starts_at", "minutes", "forme", "place", "people", "tenue", "why")


def copy_of(
    actor: Actor, saisine: Saisine, collectivite: Collectivite, files: Iterable[tuple[Fichier, str]]
) -> dict[str, Any]:
    """The case as its person or its office sees it; ``files`` come with their place in the archive, or without any."""
    return {
        "établi le": clock.now().isoformat(),
        "collectivité": collectivite.name,
        "personne": _columns(saisine.requerant, PERSON),
        "saisine": _columns(saisine, TOLD),
        "suivi": {
            "déposée le": saisine.filed_at.isoformat(),
            **_columns(saisine, FOLLOWED),
            "terminée le": saisine.closed_at.isoformat() if saisine.closed_at else "",
        },
        **_happened(actor, saisine),
        "messages": [_exchanged(actor, each) for each in thread(actor, saisine)],
        "documents": [_filed(each, place) for each, place in files],
    }


def _happened(actor: Actor, saisine: Saisine) -> dict[str, Any]:
    opinion = Avis.objects.visible_to(actor).filter(saisine=saisine).first()
    # Row security shows the person none of them.
    notes = Note.objects.visible_to(actor).filter(saisine=saisine).select_related("author")
    return {
        "étapes": [
            {"le": each.at.isoformat(), "fait": each.words}
            for each in Ligne.objects.visible_to(actor).filter(saisine=saisine)
        ],
        "accords": told_to(actor, saisine),
        "rendez-vous": [_columns(each, MET) for each in RendezVous.objects.visible_to(actor).filter(saisine=saisine)],
        "réponses de la collectivité": [
            {"le": each.at.isoformat(), "service": each.sollicitation.service_name, "réponse": each.text}
            for each in shared_with(actor, saisine)
        ],
        "avis": _columns(opinion, SAID) if opinion else {},
        "notes du bureau": [
            {"le": each.written_at.isoformat(), "de": str(each.author or ""), "note": each.text} for each in notes
        ],
    }


def _exchanged(actor: Actor, echange: Echange) -> dict[str, Any]:
    message = echange.message
    return {
        "le": message.at.isoformat(),
        "de": _writer(actor, echange),
        "voie": message.get_voie_display(),
        "objet": message.subject,
        "texte": message.text,
        "texte cité": message.quoted,
        "documents": [str(piece) for piece in echange.pieces],
    }


def _filed(file: Fichier, place: str) -> dict[str, Any]:
    return {
        "intitulé": file.name,
        "version": file.piece.version,
        "déposé le": file.piece.given_at.isoformat(),
        "antivirus": file.says,
        "fichier": place or "non joint : il n’a pas encore été trouvé sain",
    }


def _writer(actor: Actor, echange: Echange) -> str:
    if not echange.received:
        return "le bureau du médiateur"
    if actor.kind is ActorKind.CITIZEN:
        return "vous"
    return echange.message.sender or echange.message.get_partie_display()


def _columns(row: Any, names: Iterable[str]) -> dict[str, str]:
    """Each column by its name on screen; a choice by its words."""
    told = {}
    for name in names:
        words = getattr(row, f"get_{name}_display", None)
        value = words() if words else getattr(row, name)
        told[str(row._meta.get_field(name).verbose_name)] = str(value) if value is not None else ""
    return told
