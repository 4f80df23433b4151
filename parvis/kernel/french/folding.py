"""French text as the hand types it: without accents, ligatures, capitals or punctuation."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o"})
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
# Letters whose stroke or missing dot is no accent; with those of ``kernel.database.words``, in SQL.
_STROKES = str.maketrans("łđı", "ldi")
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+")
_BETWEEN_LETTERS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case letters and digits in words separated by one space: « L'Haÿ-les-Roses » → ``l hay les roses``."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).casefold()
    if not decomposed.isascii():
        decomposed = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _BETWEEN_WORDS.sub(" ", decomposed).strip()


def fold_letters(text: str) -> str:
    """As :func:`fold`, whatever the script: « Wałęsa, محمد » → ``walesa محمد``; vowel points go as accents do."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES).translate(_STROKES))
    return _BETWEEN_LETTERS.sub(" ", _MARKS.sub("", decomposed)).strip()
