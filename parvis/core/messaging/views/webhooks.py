"""What a mail provider calls: the secret is in the address, since neither of them signs what it says."""

import json
from typing import Any, Final

import requests
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from parvis.core.messaging.actions.receiving import LARGEST, Finding, receive
from parvis.core.messaging.enums import Door
from parvis.core.messaging.queries.providers import brought, lost
from parvis.core.notifications.actions.sending import return_mail
from parvis.kernel.actor import system
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.scope import Reach, open_scope

PROVIDERS: Final = frozenset({"mailjet", "brevo"})
PROVIDER: Final = system("messaging.provider")
# Files come in letters of base64: a third more than they are.
READ: Final = LARGEST * 3 // 2
UNREADABLE: Final = (ValueError, LookupError, TypeError, AttributeError)


@csrf_exempt
@opens_to(PUBLIC)
@require_POST
def inbound(request: HttpRequest, provider: str, secret: str) -> HttpResponse:
    """Keep the mails that are handed over: once answered, they are committed."""
    given = _given(request, provider, secret)
    try:
        found = list(brought(provider, given))
    except requests.RequestException:
        return HttpResponse("Pièce jointe indisponible : recommencez plus tard.", status=503)
    except UNREADABLE:
        return HttpResponse("Ce n’est pas un courriel reçu de ce prestataire.", status=400)
    with open_scope(PROVIDER, reach=Reach.EVERYTHING, channel="provider"):
        for each in found:
            finding = Finding(Door.PROVIDER, told=each.told, spam_score=each.spam_score)
            receive(by=PROVIDER, raw=each.raw, recipients=each.recipients, finding=finding)
    return HttpResponse("OK")


@csrf_exempt
@opens_to(PUBLIC)
@require_POST
def events(request: HttpRequest, provider: str, secret: str) -> HttpResponse:
    """Say of our mails which were given to nobody."""
    given = _given(request, provider, secret)
    try:
        found = list(lost(provider, given))
    except UNREADABLE:
        return HttpResponse("Ce n’est pas un événement de ce prestataire.", status=400)
    with open_scope(PROVIDER, reach=Reach.EVERYTHING, channel="provider"):
        for each in found:
            return_mail(str(each.outgoing), each.why)
    return HttpResponse("OK")


def _given(request: HttpRequest, provider: str, secret: str) -> Any:
    wanted = settings.PARVIS_MAIL_WEBHOOK_SECRET
    if provider not in PROVIDERS or not wanted or not constant_time_compare(secret, wanted):
        raise Http404
    try:
        # Read as it comes: the limit of forms is far below that of a mail with its files.
        return json.loads(request.read(READ + 1))
    except ValueError:
        return None
