"""A service answers a question by its link, without account: it reads what was sent to it, and nothing else."""

from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from parvis.core.documents.actions.keeping import NotServedError, open_document
from parvis.core.documents.models import Document
from parvis.kernel import clock
from parvis.kernel.http.attachments import attachment
from parvis.kernel.http.limits import already, counted, from_here
from parvis.kernel.http.outlets import EXPORT, leave_as
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.scope import current_actor
from parvis.kernel.sealing import BrokenSealError
from parvis.products.mediature.actions.replying import pass_on, reply, take_time
from parvis.products.mediature.forms.solliciter import ElsewhereForm, ReplyForm, TimeForm
from parvis.products.mediature.models import Collectivite, Piece, PieceConfiee, Reponse, Sollicitation
from parvis.products.mediature.queries.access import LENGTH, correspondents, typed_code
from parvis.products.mediature.queries.pieces import Fichier, files_of, reading
from parvis.products.mediature.queries.relances import latest_extension, may_take_time
from parvis.products.mediature.views.holding import MISSES_PER_HOUR, acting_as

QUESTION: Final = "mediature.question"
TOO_MANY: Final = "Trop de liens faux ont été essayés depuis cet endroit : attendez une heure."
UNKNOWN: Final = "Ce lien ne mène à aucune question. Copiez-le en entier depuis le courriel du médiateur."
View = Callable[..., HttpResponseBase]


def asked_by_link(view: View) -> View:
    """Find the question that the code opens, and act as the service that holds it; once closed, only say so."""

    @never_cache
    @wraps(view)
    def run(request: HttpRequest, code: str, **given: Any) -> HttpResponseBase:
        # The address is the key: a support chat or a measure of audience would carry it away.
        request.trackers = None  # type: ignore[attr-defined]  # what the tags that draw the page read
        typed = typed_code(code)
        if already(from_here(request, QUESTION)) >= MISSES_PER_HOUR:
            answer: HttpResponseBase = _plain(request, "Trop d’essais", TOO_MANY, 429)
        else:
            answer = _opened(request, view, typed, given)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return run


def _opened(request: HttpRequest, view: View, code: str, given: dict[str, Any]) -> HttpResponseBase:
    for holder in correspondents(code) if len(code) == LENGTH else ():
        with acting_as(holder):
            asked = Sollicitation.objects.visible_to(holder).first()
            if asked is None:
                continue
            if asked.closed_at is not None:
                return render(request, "mediature/repondre/close.html", {"asked": asked}, status=410)
            return view(request, code, asked, **given)
    counted(from_here(request, QUESTION))
    return _plain(request, "Lien inconnu", UNKNOWN, 404)


def _plain(request: HttpRequest, title: str, words: str, status: int) -> HttpResponse:
    return render(request, "mediature/repondre/rien.html", {"title": title, "words": words}, status=status)


@opens_to(PUBLIC)
@require_safe
@asked_by_link
def question(request: HttpRequest, code: str, asked: Sollicitation) -> HttpResponse:
    """The question, what goes with it, and the three things that a service may do of it."""
    return _page(request, code, asked)


@opens_to(PUBLIC)
@require_POST
@asked_by_link
def answer(request: HttpRequest, code: str, asked: Sollicitation) -> HttpResponse:
    """Answer, with files."""
    form = ReplyForm(request.POST, request.FILES, by=current_actor(), asked=asked, auto_id="reponse_%s")
    done = "Votre réponse est arrivée. Vous pouvez la compléter tant que le médiateur n’a pas clos la question."
    return _done(
        request, code, asked, "reponse", form, done,
        lambda told: reply(by=current_actor(), sollicitation=asked, text=told["text"], files=form.chosen),
    )  # fmt: skip


@opens_to(PUBLIC)
@require_POST
@asked_by_link
def time(request: HttpRequest, code: str, asked: Sollicitation) -> HttpResponse:
    """Take more time, once."""
    form = TimeForm(request.POST, asked=asked, auto_id="delai_%s")
    return _done(
        request, code, asked, "delai", form, "C’est noté : le médiateur sait pour quand vous répondrez.",
        lambda told: take_time(by=current_actor(), sollicitation=asked, until=told["until"], why=told["why"]),
    )  # fmt: skip


@opens_to(PUBLIC)
@require_POST
@asked_by_link
def elsewhere(request: HttpRequest, code: str, asked: Sollicitation) -> HttpResponse:
    """Say that another service is concerned."""
    form = ElsewhereForm(request.POST, auto_id="ailleurs_%s")
    return _done(
        request, code, asked, "ailleurs", form, "C’est noté : le médiateur s’adressera à qui est concerné.",
        lambda told: pass_on(by=current_actor(), sollicitation=asked, who=told["who"]),
    )  # fmt: skip


@opens_to(PUBLIC)
@require_safe
@asked_by_link
def piece(request: HttpRequest, code: str, asked: Sollicitation, piece: int) -> HttpResponseBase:
    """One piece that was sent with the question, or that the service joined to its answer."""
    found = Piece.objects.filter(pk__in=_confided(asked).values("piece"), pk=piece).first()
    if found is None:
        raise Http404("Ce document n’est pas confié à votre service.")
    by = current_actor()
    with reading(asked.organisation_id):
        leave_as(EXPORT)
        document = Document.objects.filter(pk=found.document_id, destroyed_on=None).first()
        if document is None:
            raise Http404("Ce document a été détruit.")
        try:
            content = open_document(by=by, document=document)
            return attachment(content, name=document.name, media_type=document.media_type, size=document.size)
        except NotServedError:
            messages.error(request, "L’antivirus n’a pas trouvé ce document sain : il ne s’ouvre pas encore.")
        except (BrokenSealError, OSError):
            messages.error(request, "Ce document est abîmé : demandez-en une autre copie au bureau du médiateur.")
    return redirect("mediature:reply", code=code)


def _done(
    request: HttpRequest,
    code: str,
    asked: Sollicitation,
    name: str,
    form: django_forms.Form,
    done: str,
    does: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    if form.is_valid():
        try:
            does(form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, done)
            return redirect("mediature:reply", code=code)
    return _page(request, code, asked, wrong={name: form})


def _page(
    request: HttpRequest, code: str, asked: Sollicitation, wrong: dict[str, django_forms.Form] | None = None
) -> HttpResponse:
    wrong = wrong or {}
    files = _files(asked)
    given = Reponse.objects.visible_to(current_actor()).filter(sollicitation=asked)
    context = {
        "asked": asked,
        "code": code,
        "office": Collectivite.objects.filter(organisation=asked.organisation_id).first(),
        "files": files[None],
        "given": [(each, files[each.pk]) for each in given],
        "may_wait": may_take_time(asked, clock.today()),
        "latest": latest_extension(asked.due_on),
        "reply_form": wrong.get("reponse") or ReplyForm(by=current_actor(), asked=asked, auto_id="reponse_%s"),
        "time_form": wrong.get("delai") or TimeForm(asked=asked, auto_id="delai_%s"),
        "elsewhere_form": wrong.get("ailleurs") or ElsewhereForm(auto_id="ailleurs_%s"),
        "form": next(iter(wrong.values()), None),
    }
    return render(request, "mediature/repondre/question.html", context, status=422 if wrong else 200)


def _confided(asked: Sollicitation) -> Any:
    return PieceConfiee.objects.visible_to(current_actor()).filter(sollicitation=asked)


def _files(asked: Sollicitation) -> dict[int | None, list[Fichier]]:
    """The files of the question under no answer, and those of each answer."""
    confided = list(_confided(asked).select_related("piece"))
    found = {each.piece.pk: each for each in files_of([each.piece for each in confided], asked.organisation_id)}
    sorted_out: dict[int | None, list[Fichier]] = defaultdict(list)
    for each in confided:
        if each.piece_id in found:
            sorted_out[each.reponse_id].append(found[each.piece_id])
    return sorted_out
