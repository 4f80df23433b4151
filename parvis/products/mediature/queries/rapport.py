"""What an annual report says, part by part: the same for the page, the PDF and the ODT."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from parvis.core.organisations.models import Organisation
from parvis.kernel.french.typography import date_in_words
from parvis.products.mediature.models import Collectivite, Mandat, Rapport, Recommandation
from parvis.products.mediature.queries.carte import Carte, carte
from parvis.products.mediature.queries.comptes import Periode
from parvis.products.mediature.queries.statistiques import (
    PLACES,
    Chiffre,
    Ligne,
    Statistiques,
    Tableau,
    statistiques,
)

SECTIONS: Final = {
    "mot": "Le mot du médiateur",
    "activite": "L’activité de l’année",
    "enseignements": "Ce que l’année enseigne",
    "perspectives": "Perspectives",
}
ABOUT: Final = (
    "Les nombres plus petits que cinq sont masqués, avec ce qu’il faut autour pour qu’aucune soustraction ne les fasse "
    "retrouver : personne ne doit pouvoir être reconnu. « Avant » est l’année précédente."
)


@dataclass(frozen=True)
class Contenu:
    """A report, ready to be drawn: sections are a title and paragraphs."""

    title: str
    authority: str
    draft: bool
    finalised: str
    mandate: tuple[str, ...]
    before: tuple[tuple[str, tuple[str, ...]], ...]
    chiffres: tuple[Chiffre, ...]
    tableaux: tuple[Tableau, ...]
    recommandations: tuple[dict[str, Any], ...]
    after: tuple[tuple[str, tuple[str, ...]], ...]
    about: str = ABOUT
    carte: Carte | None = None


def year_of(year: int) -> Periode:
    """The days of a year."""
    return Periode(date(year, 1, 1), date(year, 12, 31))


def numbers_of(organisation: Organisation | int, year: int) -> dict[str, Any]:
    """The numbers of a year, masked, and its recommendations, as they are kept."""
    office = organisation if isinstance(organisation, int) else organisation.pk
    told = statistiques([office], year_of(year), masking=True)
    return {
        "cles": [asdict(each) for each in told.chiffres],
        "tableaux": [asdict(each) for each in told.tableaux],
        "recommandations": [_told(each, year) for each in followed_in(office, year)],
    }


def followed_in(office: int, year: int) -> list[Recommandation]:
    """Those sent that year, and the former ones that it answered or followed."""
    found = Recommandation.objects.filter(organisation=office, sent_on__year__lte=year).prefetch_related("suivis")
    return [
        each
        for each in found
        if each.sent_on.year == year
        or (each.answered_on is not None and each.answered_on.year == year)
        or any(suivi.year == year for suivi in each.suivis.all())
    ]


def told_by(numbers: dict[str, Any], year: int) -> Statistiques:
    """The numbers that were kept, as they were told."""
    tables = tuple(
        Tableau(**each | {"rows": tuple(Ligne(**row) for row in each["rows"])}) for each in numbers["tableaux"]
    )
    return Statistiques(year_of(year), tuple(Chiffre(**each) for each in numbers["cles"]), tables)


def contenu(rapport: Rapport, office: Collectivite) -> Contenu:
    """The report as it stands: its numbers are those of today until it is finalised."""
    numbers = rapport.numbers or numbers_of(rapport.organisation_id, rapport.year)
    told = told_by(numbers, rapport.year)
    written = [(title, _paragraphs(getattr(rapport, name))) for name, title in SECTIONS.items()]
    sections = [(title, words) for title, words in written if words]
    return Contenu(
        title=f"Rapport d’activité {rapport.year} du médiateur",
        authority=office.name,
        draft=rapport.finalised_at is None,
        finalised=date_in_words(rapport.finalised_at, weekday=False) if rapport.finalised_at else "",
        mandate=tuple(_mandate(each) for each in _mandates(office, rapport.year)),
        before=tuple(each for each in sections if each[0] != SECTIONS["perspectives"]),
        chiffres=told.chiffres,
        tableaux=told.tableaux,
        recommandations=tuple(numbers["recommandations"]),
        after=tuple(each for each in sections if each[0] == SECTIONS["perspectives"]),
        carte=carte(office, told.table(PLACES), masking=True),
    )


def _mandates(office: Collectivite, year: int) -> list[Mandat]:
    days = year_of(year)
    found = office.mandats.filter(starts_on__lte=days.end)
    return [each for each in found if each.ends_on is None or each.ends_on >= days.start]


def _mandate(mandate: Mandat) -> str:
    until = f" au {date_in_words(mandate.ends_on, weekday=False)}" if mandate.ends_on else ""
    return (
        f"{mandate.mediateur}, délibération {mandate.deliberation} du "
        f"{date_in_words(mandate.deliberated_on, weekday=False)} ; mandat du "
        f"{date_in_words(mandate.starts_on, weekday=False)}{until}. Champ : {mandate.scope.rstrip('.')}."
        + (f" Moyens : {mandate.means.rstrip('.')}." if mandate.means else "")
    )


def _told(each: Recommandation, year: int) -> dict[str, Any]:
    answered = f" le {date_in_words(each.answered_on, weekday=False)}" if each.answered_on else ""
    return {
        "title": each.title,
        "service": each.service,
        "sent": date_in_words(each.sent_on, weekday=False),
        "text": list(_paragraphs(each.text)),
        "answer": f"{each.get_reponse_display()}{answered}",
        "words": list(_paragraphs(each.answer)),
        "followed": [
            f"{suivi.year} : {suivi.get_suite_display()}{f', {suivi.words}' if suivi.words else ''}"
            for suivi in sorted(each.suivis.all(), key=lambda suivi: suivi.year)
            if suivi.year <= year
        ],
    }


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
