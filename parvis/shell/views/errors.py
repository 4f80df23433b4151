"""Errors that help: what happened, what to do, whom to ask."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from parvis.kernel.http.middleware import SignedOut
from parvis.shell import menus
from parvis.shell.failures import API_PREFIX, answer, failure_of, problem
from parvis.shell.typed import typed


@dataclass(frozen=True)
class Refusal:
    """A request that was understood as one we do not serve, and what to do instead."""

    status: int
    title: str
    explanation: str
    advice: str


BAD_REQUEST = Refusal(
    400,
    "Demande incomprise",
    "L’adresse ou le formulaire envoyé contient une valeur que nous ne savons pas lire.",
    "Revenez à la page précédente et reprenez depuis le lien ou le formulaire.",
)
FORBIDDEN = Refusal(
    403,
    "Accès réservé",
    "Cette page existe, mais votre compte n’y donne pas accès.",
    "Si vous pensez devoir y accéder, demandez-le à la personne qui gère votre organisation sur Parvis.",
)
FORM_EXPIRED = Refusal(
    403,
    "Ce formulaire est resté ouvert trop longtemps",
    "Pour votre sécurité, un formulaire doit être envoyé depuis la page ouverte sur ce site, dans la même session et "
    "avec les cookies acceptés. Rien n’a été enregistré.",
    "Revenez à la page précédente, rechargez-la, puis envoyez le formulaire de nouveau.",
)
SIGNED_OUT = Refusal(
    403,
    "Vous n’êtes plus connecté",
    "Votre session s’est terminée pendant que vous écriviez. Rien n’a été enregistré.",
    "Connectez-vous, revenez au formulaire, puis envoyez-le de nouveau.",
)
NOT_FOUND = Refusal(
    404,
    "Page introuvable",
    "La page que vous cherchez n’existe pas, ou n’existe plus.",
    "Vérifiez l’adresse si vous l’avez saisie, ou repartez d’une de ces pages.",
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that cannot be understood."""
    return _tell(request, BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the page exists, for others; or for whoever was signed in when the form was opened."""
    return _tell(request, SIGNED_OUT if isinstance(exception, SignedOut) else FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form came without its proof, most often because it stayed open too long."""
    return _tell(request, FORM_EXPIRED)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page."""
    return _tell(request, NOT_FOUND, elsewhere=menus.cards())


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or what the error in flight says: database unreachable, disk full."""
    return answer(request, failure_of(sys.exc_info()[1]))


def _tell(request: HttpRequest, refusal: Refusal, *, elsewhere: Sequence[menus.Card] = ()) -> HttpResponse:
    if request.path.startswith(API_PREFIX):
        return problem(refusal.status, refusal.title, refusal.explanation)
    context = {
        "refusal": refusal,
        "contact": settings.PARVIS_OPERATOR.contact,
        "elsewhere": elsewhere,
        "typed": typed(request),
        "sign_in": resolve_url(settings.LOGIN_URL) if refusal is SIGNED_OUT else "",
    }
    return render(request, "shell/errors/refusal.html", context, status=refusal.status)
