"""How a line of a spreadsheet of past years is read as a case: what is kept, corrected, or refused, and why."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Q, TextChoices

from parvis.kernel import clock
from parvis.kernel.french.folding import fold
from parvis.kernel.french.typography import MONTHS
from parvis.products.mediature.enums import Canal, Demarche, Issue, Origine, Qualite, Recevabilite, Verdict
from parvis.products.mediature.models import Domaine

OLDEST: Final = date(1973, 1, 1)
# What a spreadsheet counts its days from, and the numbers that are days of our time.
EPOCH: Final = date(1899, 12, 30)
SERIALS: Final = range(26_000, 73_000)
CENTURY: Final = 100
FULL_CODE: Final = 5
# Once folded, whatever stood between the numbers is a space.
_DAY: Final = re.compile(r"(\d{1,2})(?:er)? (\d{1,2}|[a-z]+) (\d{2}|\d{4})(?: .*)?")
_ISO: Final = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})(?:[ t].*)?")
_SERIAL: Final = re.compile(r"(\d{5})(?: \d+)?")
_MONTHS: Final = {fold(name): rank for rank, name in enumerate(MONTHS, start=1)}


class Unreadable(Exception):  # noqa: N818  what a cell is, not our defect
    """A cell that says nothing that is known; in French."""


@dataclass(frozen=True)
class Lu:
    """What a line became; ``words`` never repeats what a cell holds, which may name somebody."""

    verdict: Verdict
    words: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Champ:
    """What a column may say of a case, and by which names such columns go."""

    label: str
    names: tuple[str, ...]


CHAMPS: Final = {
    "received_on": Champ(
        "Reçue le (obligatoire)",
        ("date de la demande", "date de saisine", "date", "recue le", "date de reception"),
    ),
    "decided_on": Champ("Recevabilité décidée le", ("recevabilite decidee le", "date de recevabilite", "decision le")),
    "ended_on": Champ("Terminée le", ("terminee le", "date de cloture", "cloture", "fin", "date de fin", "close le")),
    "recevabilite": Champ("Recevabilité", ("recevabilite", "recevable")),
    "canal": Champ("Mode de saisine", ("mode de saisine", "mode", "canal", "voie")),
    "origine": Champ("Origine", ("origine", "origine de la saisine")),
    "qualite": Champ("Qualité du requérant", ("qualite du requerant", "qualite", "type de requerant", "type")),
    "demarche": Champ("Première démarche", ("premiere demarche", "demarche prealable", "premier recours")),
    "domaine": Champ("Domaine", ("domaine", "sous domaine", "theme", "objet", "thematique")),
    "service": Champ("Service concerné", ("service concerne", "service", "direction")),
    "issue": Champ("Issue", ("issue", "resultat", "suite", "issue de la mediation")),
    "postal_code": Champ("Code postal", ("code postal", "cp")),
    "town": Champ("Commune", ("commune", "ville")),
}  # fmt: skip
CHOICES: Final[dict[str, type[TextChoices]]] = {
    "recevabilite": Recevabilite, "canal": Canal, "origine": Origine, "qualite": Qualite, "issue": Issue,
    "demarche": Demarche,
}  # fmt: skip
ALSO: Final[dict[str, dict[str, str]]] = {
    "recevabilite": {"oui": "recevable", "non": "irrecevable", "reorientation": "reorientee"},
    "canal": {
        "mail": "courriel", "email": "courriel", "e mail": "courriel", "lettre": "courrier", "tel": "telephone",
        "permanence": "bureau", "rendez vous": "bureau", "web": "formulaire", "internet": "formulaire",
    },
    "origine": {"ta": "tribunal", "ddd": "defenseur", "auto saisine": "mediateur", "citoyen": "usager"},
    "qualite": {"physique": "particulier", "personne physique": "particulier", "professionnel": "entreprise"},
    "demarche": {"non": "aucune", "aucune": "aucune", "avec reponse": "reponse", "sans reponse": "silence"},
    "issue": {"favorable": "droit-usager", "defavorable": "droit-administration", "abandon": "renonciation"},
}  # fmt: skip
LENGTHS: Final = {"service": 200, "town": 100}


def guessed(columns: Iterable[str], kept: Mapping[str, str]) -> dict[str, str]:
    """What each column says: as it was told last time, or as its name tells; each field once."""
    found: dict[str, str] = {}
    for column in columns:
        name = kept.get(column) or next((key for key, each in CHAMPS.items() if fold(column) in each.names), "")
        found[column] = name if name and name not in found.values() else ""
    return found


def domaines_of(organisation: int) -> dict[str, int]:
    """The entries that an office may use, by their plain name; a subdomain before a domain of the same name."""
    found = Domaine.objects.filter(Q(organisation=None) | Q(organisation=organisation))
    ordered = sorted(found, key=lambda each: (each.parent_id is not None, each.organisation_id is not None, each.pk))
    return {fold(each.name): each.pk for each in ordered}


def read(values: Mapping[str, Any], mapping: Mapping[str, str], domaines: Mapping[str, int]) -> Lu:
    """A line as a case."""
    case: dict[str, Any] = {}
    said: list[str] = []
    for column, name in mapping.items():
        cell = values.get(column)
        if not name or cell is None or str(cell).strip() == "":
            continue
        try:
            value, corrected = _reader(name, domaines)(cell)
        except Unreadable as error:
            if name == "received_on":
                return Lu(Verdict.REFUSEE, f"Reçue le : {error}.", {})
            said.append(f"{CHAMPS[name].label} : {error}, laissé vide")
            continue
        case["domaine_id" if name == "domaine" else name] = value
        if corrected:
            said.append(f"{CHAMPS[name].label} : {corrected}")
    if wrong := _wrong(case):
        return Lu(Verdict.REFUSEE, wrong, {})
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in case.items()}
    return Lu(Verdict.CORRIGEE if said else Verdict.ACCEPTEE, " ; ".join(said), told)


def _wrong(case: Mapping[str, Any]) -> str:
    received = case.get("received_on")
    if received is None:
        return "La date de la saisine manque."
    days = [case[name] for name in ("received_on", "decided_on", "ended_on") if name in case]
    if max(days) > clock.today():
        return "Une date est à venir."
    if received < OLDEST:
        return f"La saisine serait reçue avant {OLDEST.year}."
    if min(days) < received:
        return "Une date précède celle de la saisine."
    return ""


def _reader(name: str, domaines: Mapping[str, int]) -> Callable[[Any], tuple[Any, str]]:
    if name.endswith("_on"):
        return _day
    if name in CHOICES:
        return lambda cell: (_choice(name, cell), "")
    if name == "domaine":
        return lambda cell: (_entry(cell, domaines), "")
    if name == "postal_code":
        return _postal_code
    return lambda cell: _text(cell, LENGTHS[name])


def _day(cell: Any) -> tuple[date, str]:
    if isinstance(cell, datetime):
        return cell.date(), ""
    if isinstance(cell, date):
        return cell, ""
    text = fold(str(cell))
    if (found := _SERIAL.fullmatch(text)) and int(found[1]) in SERIALS:
        return EPOCH + timedelta(days=int(found[1])), "nombre de jours lu comme une date"
    try:
        if found := _ISO.fullmatch(text):
            return date(*(int(part) for part in found.groups())), ""
        if found := _DAY.fullmatch(text):
            day, month, year = found.groups()
            number = int(month) if month.isdigit() else _MONTHS[month]
            short = len(year) < len("2026")
            whole = int(year) + (clock.today().year // CENTURY * CENTURY if short else 0)
            if short and whole > clock.today().year:
                whole -= CENTURY
            return date(whole, number, int(day)), "année complétée" if short else ""
    except (ValueError, KeyError) as error:
        raise Unreadable("la cellule n’est pas une date") from error
    raise Unreadable("la cellule n’est pas une date")


def _choice(name: str, cell: Any) -> str:
    text = fold(str(cell))
    for choice in CHOICES[name]:
        if text in {fold(choice.value), fold(str(choice.label))}:
            return str(choice.value)
    if text in ALSO[name]:
        return ALSO[name][text]
    raise Unreadable("la cellule n’est pas de la liste")


def _entry(cell: Any, domaines: Mapping[str, int]) -> int:
    text = str(cell)
    for words in (text, text.rpartition(":")[2], text.rpartition("/")[2], text.partition("/")[0]):
        if fold(words) in domaines:
            return domaines[fold(words)]
    raise Unreadable("la cellule n’est pas d’un domaine connu")


def _postal_code(cell: Any) -> tuple[str, str]:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).replace(" ", "").strip()
    if not text.isascii() or not text.isdigit() or not FULL_CODE - 1 <= len(text) <= FULL_CODE:
        raise Unreadable("la cellule n’est pas un code postal")
    return text.zfill(FULL_CODE), "zéro remis devant" if len(text) < FULL_CODE else ""


def _text(cell: Any, longest: int) -> tuple[str, str]:
    text = " ".join(str(cell).replace("\x00", "").split())
    return text[:longest], "texte raccourci" if len(text) > longest else ""
