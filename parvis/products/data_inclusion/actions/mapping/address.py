"""The postal address: street, postal code and commune, mended where there is no doubt."""

import re
from dataclasses import dataclass
from typing import Final

from parvis.products.data_inclusion.actions.mapping.cells import BLANK, Cells, squeezed
from parvis.products.data_inclusion.actions.mapping.communes import CommuneDirectory, Resolved
from parvis.products.data_inclusion.actions.mapping.language import Config
from parvis.products.data_inclusion.actions.mapping.location import Point
from parvis.products.data_inclusion.actions.mapping.outcome import Report
from parvis.products.data_inclusion.validators import Refusal

_FIVE_DIGITS: Final = re.compile(r"(?<![0-9A-Za-z])([0-9]{5})(?![0-9A-Za-z])")
_CODE_OF_TOWN: Final = re.compile(rf"(?<![0-9A-Za-z])([0-9]{{5}})[,{BLANK}]+[A-Za-zÀ-ÿŒœ]")
_AFTER_CODE: Final = re.compile(rf"(?<![0-9])[0-9]{{5}}[,{BLANK}]+([A-Za-zÀ-ÿŒœ'’ -]+)")
_TOWN_AT_END: Final = re.compile(rf"[{BLANK},]*(?<![0-9A-Za-z])[0-9]{{5}}[{BLANK}]+[A-Za-zÀ-ÿŒœ].*$", re.DOTALL)
_LONGEST: Final = 500
_DROPPED: Final = re.compile('[",²]')
# What stood between the street and its town, or ended a form that was filled by a machine.
_LEFT_OVER: Final = re.compile(r"(?:[\s,;:/|–—-]|\.{2,})++$")
_ZERO_STREET: Final = re.compile(r"^0+[ ]+(?=Rue\b)", re.IGNORECASE)
_MISREAD: Final = re.compile("Ã[\x80-\xbf]")
_NOT_IN_A_STREET: Final = re.compile(r"[^0-9A-Za-zÀ-ÖØ-öø-ÿŒœŠšŸŽž ,()°.&:+–|;'’/ªº-]")
# Names of communes are hyphenated, but for their article.
_BETWEEN_WORDS: Final = re.compile(r"(?<!^L[AEae])(?<!^L[AEOaeo][Ss]) ")
_USELESS: Final = frozenset({"rue", "1 - 3", "null", "none", "nan", "-", ".", "x", "na", "n/a"})
_LOST_ZERO: Final = re.compile(r"[1-9][0-9]{3}")
_DECIMAL: Final = re.compile(r"([0-9]+)\.[0-9]+")
LONGEST: Final = 500
REPLACED: Final = "code_postal : n'est pas de cette commune, remplacé par le sien"
SUPPLIED: Final = "code_postal : absent, celui de la commune"
DOUBTFUL: Final = "code_postal : n'est pas de cette commune, qui en a plusieurs : gardé, à vérifier"
UNDECIDED: Final = "code_postal : absent, et cette commune en a plusieurs : à donner"
POSTAL_CODE: Final = re.compile(r"[0-9]{5}")
DEPARTEMENTS_OF_FIVE: Final = "98"


@dataclass(frozen=True)
class Address:
    """An address; ``resolved`` is the commune, when there is no doubt which."""

    adresse: str
    complement_adresse: str
    code_postal: str
    commune: str
    code_insee: str
    resolved: Resolved | None


def read_address(
    config: Config, cells: Cells, communes: CommuneDirectory, point: Point | None, report: Report
) -> Address:
    """The address of a row, ``point`` being its place; Refusal when nothing says in which commune it is."""
    street = _short("adresse", config.place("adresse").text(cells), report)
    in_street = _first(_CODE_OF_TOWN, street) or _first(_FIVE_DIGITS, street)
    code_postal = _postal_code(_short("code_postal", config.place("code_postal").text(cells), report) or in_street)
    name = _name(_short("commune", config.place("commune").text(cells), report) or _first(_AFTER_CODE, street))
    if code_postal and not POSTAL_CODE.fullmatch(code_postal):
        report.corrected("code_postal", "n'a pas cinq chiffres, laissé de côté")
        code_postal = ""
    resolved = communes.find(name, code_postal, (point.longitude, point.latitude) if point else None)
    code_insee = ""
    if resolved:
        for doubt in resolved.doubts:
            report.notes(doubt)
        found = resolved.commune
        name, code_insee = found.name, found.code_insee
        code_postal = _postal_code_of(resolved, code_postal, report)
    else:
        _check(name, code_postal)
        name = _BETWEEN_WORDS.sub("-", name)
        report.corrected("commune", "inconnue à ce code postal, sans code INSEE")
    return Address(
        _street(street, report),
        squeezed(config.place("complement_adresse").text(cells)),
        code_postal,
        name,
        code_insee,
        resolved,
    )


def _postal_code_of(resolved: Resolved, given: str, report: Report) -> str:
    """The code given when it is the commune's, or else the commune's when it has but one: no sector is guessed."""
    own = resolved.commune.codes_postaux
    if given in own or given.startswith(DEPARTEMENTS_OF_FIVE) or not own:
        return given
    if len(own) == 1:
        report.notes(REPLACED if given else SUPPLIED)
        return own[0]
    report.notes(DOUBTFUL if given else UNDECIDED)
    return given


def _short(name: str, text: str, report: Report) -> str:
    """The text, unless it is far too long for what it should be."""
    if len(text) <= LONGEST:
        return text
    report.corrected(name, "trop longue, laissée de côté" if name != "code_postal" else "trop long, laissé de côté")
    return ""


def _check(name: str, code_postal: str) -> None:
    if not name:
        raise Refusal("commune : absente, et le code postal ne suffit pas", "Donner la commune.")
    if not code_postal:
        raise Refusal("code_postal : absent, et plusieurs communes portent ce nom", "Donner le code postal.")


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1].strip() if found else ""


def _postal_code(text: str) -> str:
    code = squeezed(text)
    decimal = _DECIMAL.fullmatch(code)
    code = (decimal[1] if decimal else code).replace(" ", "")
    return f"0{code}" if _LOST_ZERO.fullmatch(code) else code


def _name(text: str) -> str:
    name = squeezed(text).replace("’", "'")
    return "" if name.lower() in _USELESS else name


def _street(text: str, report: Report) -> str:
    """A street without what belongs to other fields or to another alphabet."""
    given = squeezed(text)
    if len(given) > _LONGEST:
        report.corrected("adresse", "trop longue pour en être une, laissée de côté")
        return ""
    street = given.replace("\x92", "'").replace("\\n", " ")
    if _MISREAD.search(street):
        street = _decoded_again(street)
    street = squeezed(_ZERO_STREET.sub("", _DROPPED.sub("", street)))
    street = _LEFT_OVER.sub("", squeezed(_TOWN_AT_END.sub("", street.removeprefix("null "))))
    if _FIVE_DIGITS.fullmatch(street) or street.lower() in _USELESS:
        street = ""
    clean = squeezed(_NOT_IN_A_STREET.sub(" ", street))
    if not clean:
        report.corrected("adresse", "absente")
    elif clean != street:
        report.corrected("adresse", "caractères étrangers à une adresse retirés")
    return clean


def _decoded_again(text: str) -> str:
    """Undo UTF-8 that was read as Latin-1."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
