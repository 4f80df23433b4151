"""Which commune somebody means by what they typed."""

from dataclasses import dataclass, field

from parvis.core.geography.queries.commune_index import CommuneFound
from parvis.core.geography.queries.commune_search import find_communes
from parvis.core.geography.queries.naming import search_key
from parvis.kernel.french.folding import fold


@dataclass(frozen=True)
class Answer:
    """The commune meant; or those among which to choose; or those whose name looks like it."""

    commune: CommuneFound | None = None
    choices: list[CommuneFound] = field(default_factory=list)
    alike: list[CommuneFound] = field(default_factory=list)


def commune_meant(typed: str) -> Answer:
    """Read a name, a postal code or an INSEE code."""
    found = find_communes(typed)
    exact = [commune for commune in found if _names(commune, typed)]
    if len(exact) == 1:
        return Answer(commune=exact[0])
    if exact:
        return Answer(choices=exact)
    return Answer(alike=found)


def commune_of_code(code: str) -> CommuneFound | None:
    """The commune or arrondissement of an INSEE code."""
    return next((commune for commune in find_communes(code) if commune.code_insee == code), None)


def _names(commune: CommuneFound, typed: str) -> bool:
    bare = typed.strip()
    if bare.upper() in {commune.code_insee, *commune.codes_postaux}:
        return True
    if fold(typed) == fold(commune.label):
        return True
    return search_key(typed) in {search_key(commune.name), search_key(commune.via)} - {""}
