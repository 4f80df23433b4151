"""The figures of an office as tables: exact for itself, masked in what leaves it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import TextChoices

from parvis.kernel.french.typography import MONTHS, NO_BREAK, counted, number
from parvis.kernel.masking import Group, K, masked, masked_groups
from parvis.products.mediature.enums import Canal, Etat, Issue, Origine, Qualite, Recevabilite
from parvis.products.mediature.models import Domaine
from parvis.products.mediature.queries.comptes import Comptes, Delai, Periode, compte
from parvis.products.mediature.queries.lieux import situate

UNKNOWN: Final = "Non précisé"
PLACES: Final = "commune"
NOWHERE: Final = "Lieu non précisé, ou non reconnu"
OTHERS: Final = "Autres"
MASKED: Final = "masqué"
FEW: Final = f"moins de {K}"
OPEN: Final = "en-cours"
LISTED: Final = 40
HUNDRED: Final = 100
YEAR: Final = 12
# What the rate of resolution counts: the disputes on which a mediation went to its end.
SETTLED: Final = (Issue.DROIT_USAGER, Issue.PARTIEL)
TO_THE_END: Final = (*SETTLED, Issue.DROIT_ADMINISTRATION)
AGREEMENTS: Final = "Protocoles d’accord conclus"
WITHOUT_STEP: Final = "Faute de première démarche auprès du service"


@dataclass(frozen=True)
class Ligne:
    """A row: how many in the period, and in the one before; ``None`` is masked. ``level`` 2 splits the row above.

    ``code`` is that of the place, where the table is one of places.
    """

    label: str
    count: int | None
    before: int | None
    level: int = 1
    width: float = 0
    code: str = ""


@dataclass(frozen=True)
class Tableau:
    """The answer to one question; ``withheld`` when it would name somebody however it is masked."""

    key: str
    title: str
    rows: tuple[Ligne, ...]
    withheld: bool = False

    @property
    def hides(self) -> bool:
        """Whether anything is masked."""
        return self.withheld or any(None in {each.count, each.before} for each in self.rows)


@dataclass(frozen=True)
class Chiffre:
    """A figure read at a glance, in words, with what it was before."""

    label: str
    value: str
    before: str
    note: str = ""


@dataclass(frozen=True)
class Statistiques:
    """All that is told of a period."""

    periode: Periode
    chiffres: tuple[Chiffre, ...]
    tableaux: tuple[Tableau, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing happened in it, nor before."""
        return not any(each.rows or each.withheld for each in self.tableaux)

    def table(self, key: str) -> Tableau:
        """The table of this key."""
        return next(each for each in self.tableaux if each.key == key)


# The parts of a group: what each is called, counted by what, under which key. A group of one part is not split.
Parts = Sequence[tuple[str, str, str]]
Groups = Sequence[tuple[str, Parts]]
# As they stand today: an agreement without engagement apart is kept by being concluded.
ACCORDS: Final[Groups] = [
    (
        AGREEMENTS,
        [
            ("Tenus", "accord", "tenu"),
            ("Un engagement au moins n’est pas tenu", "accord", "non-tenu"),
            ("En cours d’exécution", "accord", "attendu"),
        ],
    )
]
Tell = Callable[[Sequence[tuple[int, Sequence[int]]]], Sequence[Group] | None]


def statistiques(offices: Sequence[int], periode: Periode, *, masking: bool) -> Statistiques:
    """The figures of these offices; ``masking`` for what leaves them."""
    now, before = compte(offices, periode)
    situate((now, before), offices)
    return told(now, before, periode, masking=masking)


def told(now: Comptes, before: Comptes, periode: Periode, *, masking: bool) -> Statistiques:
    """Two periods, counted, in tables."""
    tell: Tell = masked_groups if masking else _exact
    tables = tuple(
        _table(key, title, groups, now, before, tell)
        for key, title, groups in (
            ("recevabilite", "Que sont devenues les saisines reçues ?", _admissible()),
            ("sort", "Où en sont-elles aujourd’hui ?", _sorts()),
            ("issue", "Comment ont fini les dossiers terminés dans la période ?", _issues()),
            ("accord", "Quels accords ont été conclus dans la période, et sont-ils tenus ?", ACCORDS),
            ("mois", "Quand sont-elles arrivées ?", _months(periode)),
            ("domaine", "De quoi s’agissait-il ?", _domaines(now, before)),
            ("canal", "Par quelle voie sont-elles arrivées ?", _flat("canal", Canal)),
            ("origine", "Qui a eu l’idée de la saisine ?", _flat("origine", Origine)),
            ("qualite", "Qui a saisi le médiateur ?", _flat("qualite", Qualite)),
        )
    ) + tuple(
        _open_table(key, title, now, before, masking=masking)
        for key, title in (
            ("service", "Quels services étaient concernés ?"),
            (PLACES, "D’où viennent les saisines ?"),
        )
    )
    return Statistiques(periode, _figures(now, before, tables, masking=masking), tables)


def _exact(groups: Sequence[tuple[int, Sequence[int]]]) -> Sequence[Group]:
    return [Group(count, tuple(parts)) for count, parts in groups]


def _flat(by: str, choices: type[TextChoices]) -> Groups:
    return [(each.label, [(each.label, by, each.value)]) for each in choices] + [(UNKNOWN, [(UNKNOWN, by, "")])]


def _issues() -> Groups:
    label = Etat.RETIREE.label
    return [*_flat("issue", Issue), (label, [(label, "issue", Etat.RETIREE.value)])]


def _admissible() -> Groups:
    split: Parts = [
        (WITHOUT_STEP, "irrecevable", "sans-demarche"),
        ("Pour un autre motif", "irrecevable", "autre-motif"),
    ]
    return [
        (each.label, split if each is Recevabilite.IRRECEVABLE else [(each.label, "recevabilite", each.value)])
        for each in Recevabilite
    ] + [(UNKNOWN, [(UNKNOWN, "recevabilite", "")])]


def _sorts() -> Groups:
    words = {OPEN: "En cours", Etat.CLOSE: "Closes", Etat.RETIREE: "Retirées par la personne"}
    return [(label, [(label, "sort", str(key))]) for key, label in words.items()]


def _months(periode: Periode) -> Groups:
    """Each month of the period; before, the one of the same place."""
    first, last = (day.year * YEAR + day.month - 1 for day in (periode.start, periode.end))
    back = first - (periode.before.start.year * YEAR + periode.before.start.month - 1)
    return [
        (f"{MONTHS[each % YEAR]} {each // YEAR}", [("", "mois", f"{_month(each)}/{_month(each - back)}")])
        for each in range(first, last + 1)
    ]


def _month(rank: int) -> str:
    return f"{rank // YEAR}-{rank % YEAR + 1:02}"


def _domaines(*comptes: Comptes) -> Groups:
    found = {key for each in comptes for key in each.by["domaine"] if key}
    above: dict[tuple[str, int], list[tuple[str, str, str]]] = {}
    for each in Domaine.objects.filter(pk__in=found).select_related("parent"):
        top = each.parent or each
        label = each.name if each.parent else "Sans autre précision"
        above.setdefault((top.name, top.pk), []).append((label, "domaine", str(each.pk)))
    groups: list[tuple[str, Parts]] = [(name, sorted(parts)) for (name, _), parts in sorted(above.items())]
    return [*groups, (UNKNOWN, [(UNKNOWN, "domaine", "")])]


def _number(comptes: Comptes, by: str, key: str, *, past: bool) -> int:
    # A month is known by two names: its own, and the one of the same place before.
    name = key.split("/")[past] if by == "mois" else key
    return comptes.by[by][name]


def _table(key: str, title: str, groups: Groups, now: Comptes, before: Comptes, tell: Tell) -> Tableau:
    def counts(comptes: Comptes, *, past: bool) -> list[tuple[int, list[int]]]:
        split = [[_number(comptes, by, name, past=past) for _, by, name in parts] for _, parts in groups]
        return [(sum(parts), parts) for parts in split]

    exact, past = counts(now, past=False), counts(before, past=True)
    here, there = tell(exact), tell(past)
    if here is None:
        return Tableau(key, title, (), withheld=True)
    largest = max([1, *(group.count or 0 for group in here)])
    rows: list[Ligne] = []
    for rank, (label, parts) in enumerate(groups):
        if not exact[rank][0] and not past[rank][0] and key != "mois":
            continue
        then = there[rank] if there is not None else Group(None)
        rows.append(_row(label, here[rank].count, then.count, largest))
        if len(parts) == 1 and parts[0][0] in {"", label}:
            continue
        for place, (words, _, _) in enumerate(parts):
            if exact[rank][1][place] or past[rank][1][place]:
                count, earlier = _part(here[rank], place), _part(then, place)
                rows.append(_row(words, count, earlier, largest, level=2))
    return Tableau(key, title, tuple(rows) if any(count for count, _ in (*exact, *past)) else ())


def _part(group: Group, place: int) -> int | None:
    return group.parts[place] if group.parts else None


def _row(label: str, count: int | None, before: int | None, largest: int, level: int = 1, code: str = "") -> Ligne:
    return Ligne(label, count, before, level, round(HUNDRED * (count or 0) / largest, 1), code)


def _open_table(key: str, title: str, now: Comptes, before: Comptes, *, masking: bool) -> Tableau:
    """A list that people write themselves: a small entry is not even named in what leaves the office."""
    counts = now.by[key]
    names = sorted(counts.keys() | before.by[key].keys(), key=lambda name: (-counts[name], -before.by[key][name], name))
    # Places are few, and the map shows them all: so does the table that says it in words.
    kept = names if key == PLACES else names[:LISTED]
    if masking:
        seen = masked([counts[name] for name in names])
        if seen is None:
            return Tableau(key, title, (), withheld=True)
        kept = [name for name, count in zip(names, seen, strict=True) if count]
    here = [*(counts[name] for name in kept), counts.total() - sum(counts[name] for name in kept)]
    past = [before.by[key][name] for name in kept]
    past.append(before.by[key].total() - sum(past))
    then = masked(past) if masking else past
    labels = [*(_open_label(key, name, now, before) for name in kept), OTHERS]
    codes = [*(kept if key == PLACES else [""] * len(kept)), ""]
    largest = max([1, *here])
    return Tableau(
        key,
        title,
        tuple(
            _row(label, count, then[rank] if then is not None else None, largest, code=codes[rank])
            for rank, (label, count) in enumerate(zip(labels, here, strict=True))
            if count or past[rank]
        ),
    )


def _open_label(key: str, name: str, *comptes: Comptes) -> str:
    if not name:
        return NOWHERE if key == PLACES else UNKNOWN
    words = next(filter(None, (each.names.get((key, name), "") for each in comptes)), "")
    return words or name


def _figures(now: Comptes, before: Comptes, tables: Sequence[Tableau], *, masking: bool) -> tuple[Chiffre, ...]:
    by = {each.key: each for each in tables}

    def told_of(label: str, number_of: Callable[[Comptes], int]) -> Chiffre:
        return Chiffre(label, _words(number_of(now), masking=masking), _words(number_of(before), masking=masking))

    figures = [
        told_of("Saisines reçues", lambda each: each.received),
        told_of("Dossiers terminés", lambda each: each.ended),
    ]
    if not masking:
        # Year after year, what is pending would tell by subtraction how many ended.
        figures.append(told_of("En cours à la fin de la période", lambda each: each.pending))
    figures += [
        _cell("Renvoyées faute de première démarche", by["recevabilite"], WITHOUT_STEP),
        _delay("Délai médian jusqu’à la décision de recevabilité", now.decision, before.decision, masking=masking),
        _delay("Délai médian jusqu’à la fin du dossier", now.end, before.end, masking=masking),
        Chiffre(
            "Taux de résolution",
            _rate(by["issue"], "count"),
            _rate(by["issue"], "before"),
            "des médiations menées à leur terme, celles qui donnent droit à l’usager, en tout ou en partie",
        ),
    ]
    return tuple(figures)


def _words(count: int, *, masking: bool) -> str:
    return FEW if masking and 0 < count < K else number(count)


def _cell(label: str, table: Tableau, row: str) -> Chiffre:
    found = next((each for each in table.rows if each.label == row), Ligne(row, 0, 0))
    count, before = (None, None) if table.withheld else (found.count, found.before)
    return Chiffre(label, *(MASKED if each is None else number(each) for each in (count, before)))


def _delay(label: str, now: Delai, before: Delai, *, masking: bool) -> Chiffre:
    def median(delay: Delai) -> str:
        if delay.median is None:
            return "sans objet"
        return MASKED if masking and delay.cases < K else counted(round(delay.median), "jour")

    note = ""
    if now.ninth is not None and not (masking and now.cases < K):
        note = f"neuf dossiers sur dix en {counted(round(now.ninth), 'jour')} au plus"
    return Chiffre(label, median(now), median(before), note)


def _rate(table: Tableau, column: str) -> str:
    found: dict[str, Any] = {each.label: getattr(each, column) for each in table.rows}
    ends = [found.get(str(each.label), 0) for each in TO_THE_END]
    if table.withheld or None in ends:
        return MASKED
    settled = sum(found.get(str(each.label), 0) for each in SETTLED)
    return f"{round(HUNDRED * settled / sum(ends))}{NO_BREAK}%" if sum(ends) else "sans objet"
