"""What to answer when the platform itself fails: in French, without the database, session or menus."""

import errno
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import psycopg
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from parvis.shell.typed import typed

API_PREFIX = "/api/"
UNREACHABLE = ("08", "57P", "53300")
DISK_FULL = "53100"


@dataclass(frozen=True)
class Words:
    """A failure as it is told."""

    status: int
    title: str
    explanation: str
    advice: str
    retry_after: int | None = None


class Failure(Enum):
    """The ways to fail that we know how to tell."""

    UNEXPECTED = Words(
        500,
        "Une erreur est survenue de notre côté",
        "Vous n’y êtes pour rien : le service n’a pas su traiter votre demande. L’incident est enregistré.",
        "Revenez à la page précédente et réessayez. Si l’erreur se répète, attendez quelques minutes avant de "
        "recommencer.",
    )
    DATABASE_DOWN = Words(
        503,
        "Le service est momentanément indisponible",
        "Nos données sont injoignables pour l’instant. Rien de ce qui était enregistré n’est perdu.",
        "Réessayez dans une minute. Si vous remplissiez un formulaire, ne fermez pas la page : revenez en arrière et "
        "envoyez-le de nouveau.",
        retry_after=60,
    )
    DISK_FULL = Words(
        507,
        "Le service ne peut plus rien enregistrer pour l’instant",
        "Il n’y a plus de place pour écrire. Ce que vous venez d’envoyer n’a pas été gardé ; tout ce qui était "
        "enregistré avant est intact.",
        "Gardez une copie de ce que vous vouliez envoyer et réessayez dans une heure.",
        retry_after=3600,
    )


def failure_of(error: BaseException | None) -> Failure:
    """Recognise a failure by the error in flight or by one of its causes."""
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno == errno.ENOSPC:
            return Failure.DISK_FULL
        if isinstance(cause, psycopg.Error):
            state = cause.sqlstate or ""
            if state == DISK_FULL:
                return Failure.DISK_FULL
            lost = isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError) and not state
            if lost or state.startswith(UNREACHABLE):
                return Failure.DATABASE_DOWN
    return Failure.UNEXPECTED


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def answer(request: HttpRequest, failure: Failure) -> HttpResponse:
    """Tell the failure, to a person or to a program."""
    words = failure.value
    response: HttpResponse
    if request.path.startswith(API_PREFIX):
        response = problem(words.status, words.title, f"{words.explanation} {words.advice}")
    else:
        context = {"words": words, "request": request, "typed": typed(request)}
        response = HttpResponse(render_to_string("shell/errors/failure.html", context), status=words.status)
    if words.retry_after:
        response["Retry-After"] = str(words.retry_after)
    response["Cache-Control"] = "no-store"
    return response


def problem(status: int, title: str, detail: str) -> JsonResponse:
    """RFC 9457: an error that a program can read."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JsonResponse(
        body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )
