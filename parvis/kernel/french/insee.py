"""Codes of communes and départements, as INSEE writes them."""

import re

CODE_COMMUNE = re.compile(r"(?:\d{2}|2[AB])\d{3}", re.ASCII)
OVERSEAS = ("97", "98")


def clean_code_commune(text: str) -> str:
    """The code of a commune in its official form; ValueError, in French, when it is not one."""
    code = re.sub(r"\s", "", text).upper()
    if not CODE_COMMUNE.fullmatch(code) or code.startswith("00"):
        raise ValueError("Un code INSEE de commune compte cinq caractères, par exemple 25056 ou 2A004.")
    return code


def departement_of(code_commune: str) -> str:
    """The code of the département, or overseas body, that the code of a commune begins with."""
    return code_commune[:3] if code_commune.startswith(OVERSEAS) else code_commune[:2]
