"""The agreement of a case: which one runs, who has accepted it, what it says on paper."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from django.db.models import QuerySet

from parvis.kernel.actor import Actor
from parvis.kernel.french.typography import date_in_words
from parvis.kernel.paper import Letter
from parvis.products.mediature.enums import Cote, EtatProtocole, Genre, ReponseProtocole
from parvis.products.mediature.models import Collectivite, Engagement, Partie, Protocole, Saisine, Signature
from parvis.products.mediature.queries.courriers import letter_of
from parvis.products.mediature.queries.parties import PERSON, all_agreed

TITLE: Final = "Protocole d’accord de médiation"
CONFIDENTIAL: Final = (
    "Ce qui s’est dit pendant la médiation reste confidentiel, et n’est ni divulgué à des tiers ni invoqué devant un "
    "juge sans l’accord des parties. Le contenu du présent accord peut l’être quand c’est nécessaire pour le mettre en "
    "œuvre ou l’exécuter (article L. 213-2 du code de justice administrative)."
)
LAWFUL: Final = (
    "Cet accord ne porte pas atteinte à des droits dont les parties n’ont pas la libre disposition (article L. 213-3 "
    "du même code). Les parties peuvent demander ensemble au juge administratif de l’homologuer et de lui donner force "
    "exécutoire (article L. 213-4)."
)


def running(actor: Actor, saisine: Saisine) -> Protocole | None:
    """The agreement that is prepared, proposed or concluded in this case."""
    found: Protocole | None = Protocole.objects.visible_to(actor).running().filter(saisine=saisine).first()
    return found


def former(actor: Actor, saisine: Saisine) -> QuerySet[Protocole]:
    """Those that came to nothing."""
    return Protocole.objects.visible_to(actor).filter(saisine=saisine, etat=EtatProtocole.NON_CONCLU)


def engagements_of(actor: Actor, protocole: Protocole) -> QuerySet[Engagement]:
    """What each side undertakes."""
    found: QuerySet[Engagement] = Engagement.objects.visible_to(actor).filter(protocole=protocole)
    return found


def answers_to(actor: Actor, protocole: Protocole) -> list[Signature]:
    """What was answered to the text as it is now, in order."""
    found = Signature.objects.visible_to(actor).filter(protocole=protocole, revision=protocole.revision)
    return list(found.select_related("piece"))


def accepted_by_all(parties: Iterable[Partie], answers: Iterable[Signature]) -> date | None:
    """The day of the last acceptance once every party has given its own; the last answer of each counts."""
    by_party: dict[int, Signature] = {}
    of_person: Signature | None = None
    for each in answers:
        if each.cote in PERSON:
            of_person = each
        elif each.partie_id is not None:
            by_party[each.partie_id] = each
    others = [(Cote(each.cote), _accepted(by_party.get(each.pk))) for each in parties if each.cote not in PERSON]
    return all_agreed([(Cote.REQUERANT, _accepted(of_person)), *others])


def articles_of(saisine: Saisine) -> str:
    """The articles with which a draft begins."""
    service, day = saisine.service.strip() or "l’administration", date_in_words(saisine.received_on)
    told = f"{saisine.requerant} a saisi le médiateur le {day}, d’un désaccord avec {service}."
    agreed = "Les parties mettent fin à leur désaccord, dès que chacun aura tenu les engagements qui suivent."
    return f"## Le désaccord\n\n{told}\n\n## Ce que les parties conviennent\n\n{agreed}"


def paper_of(
    saisine: Saisine, protocole: Protocole, engagements: Iterable[Engagement], parties: Iterable[Partie]
) -> Letter:
    """The agreement on paper, with a place for each party to sign."""
    office = Collectivite.objects.filter(organisation=saisine.organisation_id).first()
    letter = letter_of(saisine, Genre.CLOTURE, protocole.text, reference="")
    undertaken = "\n".join(f"- {_undertaken(each)}" for each in engagements)
    between = "\n".join(f"- {each.name} ({each.get_cote_display().lower()})" for each in parties)
    said = ("## Entre les parties", between, *letter.paragraphs)
    ends = ("## Les engagements", undertaken) if undertaken else ()
    return replace(
        letter,
        title=TITLE,
        person="",
        address="",
        reference=f"Dossier {saisine.number}, version {protocole.revision} du texte",
        paragraphs=(*said, *ends, "## Confidentialité et effets", CONFIDENTIAL, LAWFUL),
        signature=f"En présence de {letter.signature}" if office else letter.signature,
        signatories=tuple(each.name for each in parties),
    )


def _accepted(answer: Signature | None) -> date | None:
    return answer.on if answer is not None and answer.answer == ReponseProtocole.ACCEPTE else None


def _undertaken(engagement: Engagement) -> str:
    due = f", au plus tard le {date_in_words(engagement.due_on)}" if engagement.due_on else ""
    return f"{engagement.who} : {engagement.words}{due}"
