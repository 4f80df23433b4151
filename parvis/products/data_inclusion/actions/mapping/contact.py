"""How to reach a place: telephone, e-mails, web sites, each mended alone and left out when it cannot be.

Each cleaning gives the value and what was done to it, empty when only its notation changed. What
has been cleaned once comes out of a second cleaning unchanged.
"""

import re
from typing import Final

from pydantic import HttpUrl, TypeAdapter, ValidationError
from pydantic.networks import validate_email
from pydantic_core import PydanticCustomError

from parvis.kernel.french.insee import departement_of
from parvis.kernel.french.phone import CALLING_CODES, to_e164
from parvis.products.data_inclusion.actions.mapping.cells import BLANK, BLANKS_AND_QUOTES, squeezed
from parvis.products.data_inclusion.actions.mapping.outcome import Report

NO_PHONE: Final = "ce n'est pas un numéro de téléphone, laissé de côté"
NO_EMAIL: Final = "ce n'est pas une adresse électronique, laissée de côté"
NO_URL: Final = "ce n'est pas une adresse internet, laissée de côté"
SEVERAL: Final = "plusieurs numéros, le premier est gardé"
NOTHING: Final = frozenset({"", "-", "@", ".", "/", "x", "null", "none", "nan", "n/a", "na", "néant", "aucun", "non"})

# Longer than any list of contacts: a cell that is a text, or an attack.
LONGEST_CELL: Final = 2000

# Telephone
_PHONE_SEPARATORS: Final = re.compile(r"[/|;\r\n]+|\b(?:ou|et|puis)\b", re.IGNORECASE)
_TRUNK: Final = re.compile(r"\(\s*0\s*\)")
_NOT_DIALLED: Final = re.compile(r"[^0-9+]")
_NATIONAL_WITHOUT_ZERO: Final = re.compile(r"[1-9][0-9]{8}")
_CALLING_CODE: Final = re.compile(f"({'|'.join(str(code) for code in sorted(CALLING_CODES))})0?[1-9][0-9]{{8}}")


def clean_phone(text: str, code_insee: str = "") -> tuple[str, str]:
    """The first number that can be dialled, in E.164 (a short number bare)."""
    if len(text) > LONGEST_CELL:
        return "", NO_PHONE
    parts = [part for part in _PHONE_SEPARATORS.split(text) if any(letter.isdigit() for letter in part)]
    numbers = list(dict.fromkeys(filter(None, (_dialled(part, code_insee) for part in parts))))
    if not numbers:
        return "", "" if text.strip().lower() in NOTHING else NO_PHONE
    return numbers[0], SEVERAL if len(parts) > 1 else ""


def _dialled(text: str, code_insee: str) -> str:
    digits = _NOT_DIALLED.sub("", _TRUNK.sub("", text))
    departement = departement_of(code_insee) if code_insee else ""
    candidates = [digits]
    if _NATIONAL_WITHOUT_ZERO.fullmatch(digits):
        candidates.append(f"0{digits}")
    if _CALLING_CODE.fullmatch(digits):
        candidates.append(f"+{digits}")
    for candidate in candidates:
        # Number of a department's own numbering first, then of the mainland's.
        for region in dict.fromkeys((departement, "")):
            try:
                return to_e164(candidate, region)
            except ValueError:
                continue
    return ""


# E-mails
_EMAIL_SEPARATORS: Final = re.compile(rf"[|;,/<>()\[\]{BLANK}]+")
_AT: Final = re.compile(rf"[{BLANK}]*(?:\[(?:a|at|@)\]|\((?:a|at|@)\)|@+)[{BLANK}]*", re.IGNORECASE)
_LOST_DOT: Final = re.compile(rf"(@[A-Za-z0-9-]+)[{BLANK}]+(fr|com|org|net)\b")
_BLANK_BEFORE_DOT: Final = re.compile(rf"[{BLANK}]+(?=\.[A-Za-z])")
_ACCENTS: Final = str.maketrans("àâäéèêëîïôöùûüç", "aaaeeeeiioouuuc")
_AROUND: Final = f".:;,{BLANKS_AND_QUOTES}"
LONGEST_EMAIL: Final = 254


def clean_emails(text: str) -> tuple[tuple[str, ...], str]:
    """Every address of a cell, in lower case."""
    if len(text) > LONGEST_CELL:
        return (), NO_EMAIL
    mended = _LOST_DOT.sub(r"\1.\2", _BLANK_BEFORE_DOT.sub("", _AT.sub("@", text.lower())))
    parts = [part.removeprefix("mailto:").strip(_AROUND) for part in _EMAIL_SEPARATORS.split(mended)]
    with_at = [part for part in parts if "@" in part.strip("@")]
    found: list[str] = []
    for part in with_at:
        address = _email(part) or _email(part.translate(_ACCENTS))
        if address and address not in found:
            found.append(address)
    if not found:
        return (), "" if text.strip().lower() in NOTHING else NO_EMAIL
    if len(found) < len(set(with_at)):
        return tuple(found), "une adresse illisible, laissée de côté"
    plain = {part.strip(_AROUND) for part in _EMAIL_SEPARATORS.split(text.lower())}
    return tuple(found), "" if plain.issuperset(found) else "adresse mal écrite, corrigée"


def _email(text: str) -> str:
    if not text.isascii() or len(text) > LONGEST_EMAIL:
        return ""
    try:
        return str(validate_email(text)[1]).lower()
    except PydanticCustomError:
        return ""


# Web sites
_URL: Final = TypeAdapter(HttpUrl)
_URL_SEPARATORS: Final = re.compile(rf"[|;{BLANK}]+|[{BLANK}](?:ou|et|/)[{BLANK}]|,(?=https?:)", re.IGNORECASE)
_STUCK: Final = re.compile(r"(?<=[^/:=?&])(?=https?://)", re.IGNORECASE)
_SCHEME: Final = re.compile(r"(?:https?:?/{1,2}:?/?|https?:(?=www\.))", re.IGNORECASE)
_WWW: Final = re.compile(r"^www[:,]", re.IGNORECASE)
_LONGEST: Final = 2_000
_HOST: Final = re.compile(
    r"(?P<host>(?:[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?\.)+(?:[a-z]{2,24}|[0-9]{1,3}))(?P<rest>[:/?#].*)?",
    re.IGNORECASE,
)


def clean_urls(text: str) -> tuple[tuple[str, ...], str]:
    """Every web address of a cell, with a scheme and its host in lower case."""
    if len(text) > LONGEST_CELL:
        return (), NO_URL
    parts = [part.strip(f",{BLANKS_AND_QUOTES}") for part in _URL_SEPARATORS.split(_STUCK.sub(" ", text))]
    parts = [part for part in parts if part.lower() not in NOTHING]
    found = [url for url in map(_url, parts) if url]
    if not found:
        return (), "" if squeezed(text).lower() in NOTHING else NO_URL
    if len(found) < len(parts):
        # Words between the addresses of a sentence are no address; what breaks one is.
        whole = all("://" in part for part in parts if _url(part))
        return (tuple(dict.fromkeys(found)), "texte autour de l'adresse laissé de côté") if whole else ((), NO_URL)
    return tuple(dict.fromkeys(found)), ""


def clean_url(text: str) -> tuple[str, str]:
    """The first web address of a cell."""
    urls, what = clean_urls(text)
    return (urls[0] if urls else ""), what


def _url(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    scheme, bare = "http://", text
    while found := _SCHEME.match(bare):
        scheme = "https://" if found[0].lower().startswith("https") else "http://"
        bare = bare[found.end() :]
    if bare != text:
        bare = _in_ascii(bare)
    host = _HOST.fullmatch(_WWW.sub("www.", bare))
    if not host:
        return ""
    url = f"{scheme}{host['host'].lower()}{_encoded(host['rest'] or '')}"
    if len(url) > LONGEST_CELL:
        return ""
    try:
        _URL.validate_python(url)
    except ValidationError:
        return ""
    return url


def _in_ascii(address: str) -> str:
    """An address copied from a browser, « lucé.fr », with its host as the network knows it."""
    host = re.split("[:/?#]", address, maxsplit=1)[0]
    try:
        return f"{host.encode('idna').decode()}{address[len(host) :]}" if not host.isascii() else address
    except UnicodeError:
        return address


def _encoded(path: str) -> str:
    return "".join(
        letter if letter.isascii() and letter.isprintable() and letter not in '"<>\\^`{}()' else _percent(letter)
        for letter in path
    )


def _percent(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "ignore"))


def read_phone(text: str, code_insee: str, report: Report) -> str:
    """The telephone of a row."""
    phone, what = clean_phone(text, code_insee)
    if what:
        report.corrected("telephone", what)
    return phone


def read_emails(text: str, report: Report) -> tuple[str, ...]:
    """The e-mails of a row."""
    emails, what = clean_emails(text)
    if what:
        report.corrected("courriels", what)
    return emails


def read_urls(name: str, text: str, report: Report) -> tuple[str, ...]:
    """The web addresses of the field ``name``."""
    urls, what = clean_urls(text)
    if what:
        report.corrected(name, what)
    return urls
