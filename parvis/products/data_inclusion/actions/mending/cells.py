"""Cells as producers fill them: words for nothing, several values in one, texts damaged on their way."""

import ast
import csv
import html
import json
import math
import re
import warnings
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from parvis.kernel.french.folding import fold
from parvis.products.data_inclusion.actions.mapping.cells import squeezed, text_of

WORDS_FOR_NOTHING: Final = frozenset(
    {"none", "null", "nil", "nan", "nat", "n a", "na n", "undefined", "neant", "non renseigne", "non renseignee",
     "non communique", "non communiquee", "inconnu", "inconnue", "vide", "div 0", "ref", "n d"}
)  # fmt: skip
# Shorter words are nothing only as they are written here: « NA » is also a name.
MARKS_FOR_NOTHING: Final = frozenset(
    {"#n/a", "n/a", "na", "nc", "nr", "n.c.", "#ref!", "#value!", "#valeur!", "#div/0!"}
)
YES: Final = frozenset({"oui", "o", "yes", "y", "vrai", "true", "t", "v", "1", "x"})
NO: Final = frozenset({"non", "n", "no", "faux", "false", "f", "0"})
LONGEST_LIST: Final = 20_000  # characters
TURNS: Final = 5
_HAS_SENSE: Final = re.compile(r"[^\W_]")
_SEPARATORS: Final = re.compile(r"[|;\r\n]+")
_MISREAD: Final = re.compile("[ÃÂ][\x80-\xbf]|â\x80[\x80-\xbf]|â€[™œ“”˜¦]")
_ENTITY: Final = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8}\d?);", re.IGNORECASE | re.ASCII)
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ud800-\udfff]")
_LINES: Final = re.compile("\r\n?|\u2028|\u2029")
_BLANK_LINES: Final = re.compile(r"\n{3,}")


def is_absent(value: Any) -> bool:
    """Whether a cell says nothing: empty, a dash, « None » as text, not a number."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return True
    if isinstance(value, str):
        return not _HAS_SENSE.search(value) or is_word_for_nothing(value)
    return isinstance(value, list | tuple | set | frozenset | dict) and not value


def is_word_for_nothing(value: Any) -> bool:
    """Whether a text is « None », « null », « NaN », « n/a » or another way to write nothing."""
    return isinstance(value, str) and len(value) < LONGEST_LIST and (
        value.strip().lower() in MARKS_FOR_NOTHING or fold(value) in WORDS_FOR_NOTHING
    )  # fmt: skip


def text(value: Any) -> str:
    """A cell as text on one line."""
    if isinstance(value, date):
        return value.isoformat()
    return squeezed(_CONTROLS.sub(" ", text_of(value)))


def paragraphs(value: Any) -> str:
    """A cell as text, its lines kept."""
    lines = _LINES.sub("\n", _CONTROLS.sub("", text_of(value))).split("\n")
    return _BLANK_LINES.sub("\n\n", "\n".join(squeezed(line) for line in lines)).strip()


def restored(given: str) -> str:
    """A text whose encoding or HTML was taken for text, as it was before."""
    for _ in range(TURNS):
        better = _decoded_again(given) if _MISREAD.search(given) else given
        if _ENTITY.search(better):
            better = html.unescape(better)
        if better == given:
            break
        given = better
    return given


def _decoded_again(given: str) -> str:
    for encoding in ("cp1252", "latin-1"):
        try:
            return given.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return given


def boolean(value: Any) -> bool | None:
    """« Oui », « 1 », « vrai », « x »… and their contraries; ``None`` for anything else."""
    if isinstance(value, bool):
        return value
    word = fold(text(value))
    return True if word in YES else False if word in NO else None


def items_of(value: Any, known: Callable[[str], bool] = lambda item: False) -> list[str]:
    """The members of a list however it is written, each once; ``known`` members may hold commas.

    ``a|b``, ``a; b``, ``a, b``, JSON, Python's and PostgreSQL's ways.
    """
    if isinstance(value, list | tuple):
        members: Iterable[Any] = value
    elif isinstance(value, set | frozenset):
        members = sorted(value, key=str)
    else:
        members = _written(text_of(value), known)
    return list(dict.fromkeys(filter(None, (text(member) for member in members if not is_absent(member)))))


def _written(given: str, known: Callable[[str], bool]) -> Iterable[Any]:
    whole = given.strip()
    if len(whole) > LONGEST_LIST or known(text(whole)):
        return [whole]
    bracketed = _bracketed(whole)
    if bracketed is not None:
        return bracketed
    parts: list[str] = []
    for part in _SEPARATORS.split(whole):
        parts.extend([part] if "," not in part or known(text(part)) else part.split(","))
    return parts


def _bracketed(whole: str) -> Iterable[Any] | None:
    if (whole[:1], whole[-1:]) not in {("[", "]"), ("{", "}"), ("(", ")")}:
        return None
    for read in (json.loads, ast.literal_eval):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", SyntaxWarning)
                found = read(whole)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            continue
        if isinstance(found, set):
            return sorted(found, key=str)
        return found if isinstance(found, list | tuple) else None
    inside = whole[1:-1]
    try:
        return [member.strip("'") for member in next(csv.reader([inside], skipinitialspace=True, escapechar="\\"), [])]
    except csv.Error:
        return inside.split(",")
