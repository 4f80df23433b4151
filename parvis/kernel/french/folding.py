"""French text as the hand types it: without accents, ligatures, capitals or punctuation."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o"})
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Lower case letters and digits in words separated by one space: « L'Haÿ-les-Roses » → ``l hay les roses``."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).casefold()
    if not decomposed.isascii():
        decomposed = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _BETWEEN_WORDS.sub(" ", decomposed).strip()
