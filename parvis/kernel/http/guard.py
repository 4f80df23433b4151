"""Public forms against machines: a trap, and a little work asked of the browser (ALTCHA), without any third party.

Who has no JavaScript does no such work: they are let through, as many an hour as a setting allows for everybody, of
which one place takes a part.
"""

import base64
import json
from datetime import timedelta
from typing import Final

import altcha
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from pydantic import BaseModel

from parvis.kernel import clock
from parvis.kernel.http.limits import counted, from_here

TRAP: Final = "site"
PROOF: Final = "altcha"
# A saisine is written with its papers at hand: the page may stay open for hours.
LASTS: Final = timedelta(hours=6)
# Half a second on a computer, some seconds on an old phone, while the form is being filled.
LARGEST: Final = 50_000
UNPROVEN: Final = (
    "Trop d’envois arrivent sans la vérification que fait le navigateur. Activez JavaScript, ou attendez une heure : "
    "votre saisie reste ci-dessous."
)
TOO_MANY: Final = "Trop d’envois depuis cet endroit : attendez une heure. Votre saisie reste ci-dessous."
# One place takes a quarter of what is let through without proof: the rest is for everybody else.
SHARES: Final = 4


def challenge() -> str:
    """What the browser has to solve, as JSON."""
    options = altcha.ChallengeOptions(hmac_key=_key(), max_number=LARGEST, expires=clock.now() + LASTS)
    return json.dumps(vars(altcha.create_challenge(options)))


def trapped(request: HttpRequest) -> bool:
    """Whether what people do not see was filled in."""
    return bool(request.POST.get(TRAP))


def refusal(request: HttpRequest, what: str, most: int) -> str:
    """Why what is sent is not taken: ``what`` came more often than ``most`` from this place, or no browser has worked.

    Empty when it is taken. The place answers for itself first: whoever sends too much takes nothing from others.
    """
    if counted(from_here(request, what)) > most:
        return TOO_MANY
    return "" if _solved(request.POST.get(PROOF, "")) or _spared(request) else UNPROVEN


def _spared(request: HttpRequest) -> bool:
    """Whether this is one of the few that may come without proof."""
    most: int = settings.PARVIS_UNPROVEN_PER_HOUR
    return counted(from_here(request, "unproven")) <= max(1, most // SHARES) and counted("unproven") <= most


class _Solution(BaseModel):
    """What a browser sends back: the library that checks it takes its form for granted."""

    algorithm: str
    challenge: str
    number: int
    salt: str
    signature: str


def _solved(payload: str) -> bool:
    try:
        solution = _Solution.model_validate_json(base64.b64decode(payload, validate=True))
    except ValueError:
        return False
    if not altcha.verify_solution(altcha.Payload(**solution.model_dump()), _key(), check_expires=True)[0]:
        return False
    # What was verified, and not the text it came in, which may be written in many ways.
    used = f"guard.{salted_hmac('parvis.guard', solution.signature).hexdigest()}"
    return bool(cache.add(used, 1, int(LASTS.total_seconds())))


def _key() -> str:
    return salted_hmac("parvis.guard", "altcha").hexdigest()
