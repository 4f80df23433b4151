"""Commune, postal code and INSEE code: three ways to say one place, that must agree."""

import re
from typing import Final

from rapidfuzz import fuzz

from parvis.core.geography.queries.commune_directory import CommuneListed
from parvis.kernel.french.insee import OVERSEAS
from parvis.products.data_inclusion.actions.mapping.communes import ALIKE, key_of
from parvis.products.data_inclusion.actions.mending.cells import text
from parvis.products.data_inclusion.actions.mending.places import WHOLE_COMMUNES, Places, whole_commune_of
from parvis.products.data_inclusion.actions.mending.record import Mending

POSTAL: Final = re.compile(r"\d{5}", re.ASCII)
CODE: Final = re.compile(r"(?:\d{2}|2[AB])\d{3}", re.ASCII)
_DECIMALS: Final = re.compile(r"\.0+$")
_LOST_ZERO: Final = re.compile(r"\d{4}", re.ASCII)
_COUNTRY: Final = re.compile(r"^F[R]?[\s-]+", re.IGNORECASE)


def mend_address(mending: Mending, places: Places) -> CommuneListed | None:
    """Make commune, code_postal and code_insee agree; the commune, when it is certain."""
    name = text(mending.take("commune"))
    postal = _postal(mending)
    given = _code(mending, places)
    coded = places.commune(given) if given else None
    resolved = places.directory.find(name, postal)
    named = resolved.commune if resolved else None
    commune = _arbitrated(mending, places, name, postal, coded, named)
    if commune is None:
        mending.put("commune", name)
        mending.put("code_postal", postal)
        if name or postal:
            mending.doubted("commune", "inconnue à ce code postal, sans code INSEE")
        return None
    if resolved and commune is named and (name or coded is None):
        for doubt in resolved.doubts:
            mending.corrected(*doubt.split(" : ", 1))
    mending.put("commune", commune.name)
    mending.put("code_insee", commune.code_insee)
    mending.put("code_postal", _postal_of(mending, commune, postal))
    return commune


def _postal(mending: Mending) -> str:
    given = text(mending.take("code_postal"))
    code = _DECIMALS.sub("", _COUNTRY.sub("", given)).replace(" ", "")
    if _LOST_ZERO.fullmatch(code):
        mending.corrected("code_postal", "zéro du début rétabli")
        return f"0{code}"
    if given and not POSTAL.fullmatch(code):
        mending.corrected("code_postal", "n'a pas cinq chiffres, retiré")
        return ""
    return code


def _code(mending: Mending, places: Places) -> str:
    """The code of a commune in force, or nothing."""
    given = text(mending.take("code_insee"))
    code = _DECIMALS.sub("", given).replace(" ", "").upper()
    if _LOST_ZERO.fullmatch(code):
        mending.corrected("code_insee", "zéro du début rétabli")
        code = f"0{code}"
    if not given:
        return ""
    whole = whole_commune_of(code)
    if whole != code:
        mending.corrected("code_insee", "celui de l'arrondissement, remplacé par celui de la ville")
        return whole
    commune = places.commune(code) if CODE.fullmatch(code) else None
    if commune is None:
        mending.corrected("code_insee", "ce n'est pas celui d'une commune, retiré")
        return ""
    if commune.code_insee != code:
        mending.corrected("code_insee", "celui d'une ancienne commune, remplacé par celui d'aujourd'hui")
    return commune.code_insee


def _arbitrated(
    mending: Mending, places: Places, name: str, postal: str, coded: CommuneListed | None, named: CommuneListed | None
) -> CommuneListed | None:
    """The commune that two of the three agree on."""
    if coded is None or coded is named or _is_called(mending, places, coded, name):
        return coded or named
    alike = fuzz.ratio(key_of(name), key_of(coded.name)) >= ALIKE
    if named and postal in named.codes_postaux and key_of(name) == key_of(named.name):
        mending.corrected("code_insee", "celui d'une autre commune, remplacé d'après le nom et le code postal")
        return named
    if postal in coded.codes_postaux or alike:
        what = "nom mal écrit, corrigé" if alike else "ne correspond pas aux codes, remplacée"
        mending.corrected("commune", f"{what} d'après le code INSEE")
        return coded
    mending.corrected("code_insee", "contredit par la commune et le code postal, retiré")
    return named


def _is_called(mending: Mending, places: Places, commune: CommuneListed, name: str) -> bool:
    """Whether a commune may be written so: its name, that of its arrondissement or of a commune it absorbed."""
    if places.was_called(commune, name):
        mending.corrected("commune", "ancienne commune, remplacée par celle d'aujourd'hui")
        return True
    key, official = key_of(name), key_of(commune.name)
    in_whole = commune.code_insee in WHOLE_COMMUNES.values() and key.startswith(official)
    return not name or name == commune.name or key == official or in_whole


def _postal_of(mending: Mending, commune: CommuneListed, postal: str) -> str:
    """The code given when it may be the commune's (CEDEX too), or else the commune's when it has one only."""
    if postal in commune.codes_postaux or not commune.codes_postaux:
        return postal
    own = commune.codes_postaux[0] if len(commune.codes_postaux) == 1 else ""
    if not postal:
        if own:
            mending.corrected("code_postal", "absent, celui de la commune")
        return own
    if postal[:2] in {code[:2] for code in commune.codes_postaux} or postal.startswith(OVERSEAS):
        return postal
    mending.corrected("code_postal", "celui d'un autre département, " + ("remplacé" if own else "retiré"))
    return own


def mend_street(mending: Mending) -> None:
    """Street and complement on one line each; a complement that repeats the street goes."""
    street, more = (text(mending.take(name)) for name in ("adresse", "complement_adresse"))
    mending.put("adresse", street)
    if more and more.casefold() == street.casefold():
        mending.corrected("complement_adresse", "répète l'adresse, retiré")
        more = ""
    mending.put("complement_adresse", more)
