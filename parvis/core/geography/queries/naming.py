"""Names of communes reduced to what distinguishes them, so that any way of typing one finds it."""

import re

from parvis.kernel.french.folding import fold

ARTICLES = frozenset({"le", "la", "les", "l", "aux", "las", "los"})
ABBREVIATIONS = {
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "stes": "saintes",
    "s": "sur",
    "ss": "sous",
    "nd": "notre dame",
    "pce": "provence",
    "prov": "provence",
    "mt": "mont",
    "arr": "arrondissement",
    "ardt": "arrondissement",
    "cx": "chateaux",
    "vx": "vieux",
}
_ORDINAL = re.compile(r"0*(\d{1,2})(?:er|ere|e|eme|nd|nde|ieme)?")


def search_words(text: str) -> list[str]:
    """The words of a name or of a query, spelled out, without accents nor leading article."""
    words = fold(text).split()
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    spelled = []
    for position, word in enumerate(words):
        ordinal = _ORDINAL.fullmatch(word)
        if ordinal:
            spelled.append(ordinal[1])
        elif word == "s" and position == 0:
            spelled.append("saint")
        else:
            spelled.extend(ABBREVIATIONS.get(word, word).split())
    return spelled


def search_key(name: str) -> str:
    """The name under which a commune is indexed: « L'Haÿ-les-Roses » → ``hay les roses``."""
    return " ".join(search_words(name))
