"""The cases of an office and its figures as sheets: typed, without names unless they are asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from parvis.kernel import clock
from parvis.kernel.sheets import Cell, Sheet
from parvis.products.mediature.models import Saisine
from parvis.products.mediature.models.saisine import SaisineQuerySet
from parvis.products.mediature.queries.statistiques import MASKED, Statistiques

Column = tuple[str, Callable[[Saisine], Cell]]
UNKNOWN: Final = ""
DEMARCHES: Final[dict[str, str]] = {"aucune": "Aucune", "reponse": "Avec réponse", "silence": "Sans réponse"}

COLUMNS: Final[tuple[Column, ...]] = (
    ("Numéro", lambda s: s.number),
    ("Reçue le", lambda s: s.received_on),
    ("Année", lambda s: s.received_on.year),
    ("Enregistrée le", lambda s: _day(s.filed_at)),
    ("Mode de saisine", lambda s: s.get_canal_display()),
    ("Origine", lambda s: s.get_origine_display()),
    ("Qualité du requérant", lambda s: s.get_qualite_display()),
    ("Représenté", lambda s: bool(s.represented_by)),
    ("Code postal", lambda s: s.requerant.postal_code),
    ("Commune", lambda s: s.requerant.town),
    ("Service concerné", lambda s: s.service),
    ("Domaine", lambda s: (s.domaine.parent or s.domaine).name if s.domaine else UNKNOWN),
    ("Sous-domaine", lambda s: s.domaine.name if s.domaine and s.domaine.parent else UNKNOWN),
    ("Première démarche", lambda s: DEMARCHES[s.demarche]),
    ("Démarche faite le", lambda s: s.asked_on),
    ("Réponse reçue le", lambda s: s.answered_on),
    ("Juge déjà saisi", lambda s: s.get_juge_display()),
    ("Avancement", lambda s: s.get_etat_display()),
    ("Attribué", lambda s: s.mediateur_id is not None),
    ("Recevabilité", lambda s: s.get_recevabilite_display()),
    ("Recevabilité décidée le", lambda s: s.decided_on),
    ("Jours jusqu’à la décision", lambda s: (s.decided_on - s.received_on).days if s.decided_on else None),
    ("Tiers compétent", lambda s: s.tiers.name if s.tiers else UNKNOWN),
    ("Accord des parties le", lambda s: s.parties_agreed_on),
    ("Première réunion le", lambda s: s.first_meeting_on),
    ("Issue", lambda s: s.get_issue_display() if s.issue else UNKNOWN),
    ("En présence", lambda s: s.in_person if s.ended else None),
    ("Accord à la fin", lambda s: s.agreement if s.ended else None),
    ("Terminée le", lambda s: _day(s.closed_at)),
    ("Jours jusqu’à la fin", lambda s: (_day(s.closed_at) - s.received_on).days if s.closed_at else None),
    ("Dernier échange le", lambda s: _day(s.last_exchange_at)),
)
NAMED: Final[tuple[Column, ...]] = (
    ("Prénom", lambda s: s.requerant.first_name),
    ("Nom", lambda s: s.requerant.last_name),
    ("Adresse électronique", lambda s: s.requerant.email),
    ("Téléphone", lambda s: s.requerant.phone),
    ("Médiateur", lambda s: str(s.mediateur) if s.mediateur else UNKNOWN),
)
FIGURES: Final = ("Indicateur", "Valeur", "Période d’avant", "Précision")
ROWS: Final = ("Niveau 1", "Niveau 2", "Nombre", "Période d’avant")


def cases_sheet(found: SaisineQuerySet, offices: Mapping[int, str], *, names: bool) -> Sheet:
    """A row a case; ``names`` adds who files it and who has it."""
    columns = (*COLUMNS, *NAMED) if names else COLUMNS
    cases = found.select_related("requerant", "domaine__parent", "tiers", "mediateur").defer(
        "facts", "expected", "reasons", "conclusion"
    )  # fmt: skip
    return Sheet(
        "Dossiers",
        ("Collectivité", *(heading for heading, _ in columns)),
        ((offices[each.organisation_id], *(read(each) for _, read in columns)) for each in cases),
    )


def figures_sheets(told: Statistiques) -> Iterator[Sheet]:
    """A sheet for what is read at a glance, then one a table."""
    yield Sheet("Indicateurs", FIGURES, [(each.label, each.value, each.before, each.note) for each in told.chiffres])
    for table in told.tableaux:
        yield Sheet(NAMES[table.key], (table.title, *ROWS[1:]), list(_rows(table.rows)) or [_nothing(table.withheld)])


NAMES: Final = {
    "recevabilite": "Recevabilité", "sort": "Où elles en sont", "issue": "Issues", "mois": "Mois",
    "domaine": "Domaines", "canal": "Modes de saisine", "origine": "Origines", "qualite": "Qualités",
    "service": "Services", "commune": "Lieux",
}  # fmt: skip


def _rows(rows: Iterable[Any]) -> Iterator[tuple[Cell, ...]]:
    above = ""
    for each in rows:
        above = each.label if each.level == 1 else above
        below = each.label if each.level > 1 else ""
        yield above, below, *(MASKED if count is None else count for count in (each.count, each.before))


def _nothing(withheld: bool) -> tuple[Cell, ...]:
    return ("Trop peu de dossiers pour être publié" if withheld else "Aucun dossier", "", None, None)


def _day(instant: Any) -> Any:
    return instant.astimezone(clock.PARIS).date() if instant else None
