"""Who has the code of a saisine, or of a question to a service: known by a keyed digest, never kept."""

import secrets
from typing import Final

from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.digests import digests_of

# Without what is misread on paper or misheard on the phone: 60 bits.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 12
LABEL: Final = "une personne, par son lien privé"
_GROUP: Final = 4
_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_PURPOSE: Final = "mediature.access"
_ASKED: Final = "mediature.asked"
_MADE: Final = "mediature.asked.code"


def new_code() -> str:
    """Twelve signs that can be read aloud."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def typed_code(text: str) -> str:
    """A code as it was made, however it was copied."""
    return "".join(each for each in text.upper().translate(_MISREAD) if each in ALPHABET)


def in_groups(code: str) -> str:
    """« K7F3 9QWM 2XAB »."""
    return " ".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def holders(code: str) -> list[Actor]:
    """Who holds ``code``, named by its digest: the present one first, then those of the former master keys."""
    return [Actor(ActorKind.CITIZEN, identifier=each, label=LABEL) for each in digests_of(code, _PURPOSE)]


def codes_of(reference: str) -> list[str]:
    """The code of the question called ``reference``: under the present master key, then under the former ones.

    It is worked out again for each reminder, and kept nowhere.
    """
    return [_signs(int(digest, 16)) for digest in digests_of(reference, _MADE)]


def correspondents(code: str) -> list[Actor]:
    """Who holds the code of a question: another kind of actor than :func:`holders`, so that neither opens the other."""
    return [
        Actor(ActorKind.CORRESPONDENT, identifier=each, label="un service, par le lien d’une question")
        for each in digests_of(code, _ASKED)
    ]


def _signs(number: int) -> str:
    return "".join(ALPHABET[(number >> 5 * rank) % len(ALPHABET)] for rank in range(LENGTH))
