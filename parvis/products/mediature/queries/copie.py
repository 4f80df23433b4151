"""All that somebody may read of a case, in a form that other programs read."""

from collections.abc import Iterable
from typing import Any, Final

from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.products.mediature.models import Avis, Collectivite, Ligne, Note, RendezVous, Saisine
from parvis.products.mediature.queries.echanges import Echange, thread
from parvis.products.mediature.queries.pieces import Fichier
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
    """The case as its person or its office sees it; ``files`` come with their place in the archive, if they are in it."""
    lines = Ligne.objects.visible_to(actor).filter(saisine=saisine)
    appointments = RendezVous.objects.visible_to(actor).filter(saisine=saisine)
    # Row security shows the person none of them.
    notes = Note.objects.visible_to(actor).filter(saisine=saisine).select_related("author")
    opinion = Avis.objects.visible_to(actor).filter(saisine=saisine).first()
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
        "étapes": [{"le": each.at.isoformat(), "fait": each.words} for each in lines],
        "rendez-vous": [_columns(each, MET) for each in appointments],
        "messages": [
            {
                "le": each.message.at.isoformat(),
                "de": _writer(actor, each),
                "voie": each.message.get_voie_display(),
                "objet": each.message.subject,
                "texte": each.message.text,
                "texte cité": each.message.quoted,
                "documents": [str(piece) for piece in each.pieces],
            }
            for each in thread(actor, saisine)
        ],
        "réponses de la collectivité": [
            {"le": each.at.isoformat(), "service": each.sollicitation.service_name, "réponse": each.text}
            for each in shared_with(actor, saisine)
        ],
        "avis": _columns(opinion, SAID) if opinion else {},
        "notes du bureau": [
            {"le": each.written_at.isoformat(), "de": str(each.author or ""), "note": each.text} for each in notes
        ],
        "documents": [
            {
                "intitulé": each.name,
                "version": each.piece.version,
                "déposé le": each.piece.given_at.isoformat(),
                "antivirus": each.says,
                "fichier": place or "non joint : il n’a pas encore été trouvé sain",
            }
            for each, place in files
        ],
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
