"""Write a saisine: one subject a page, kept as it goes, without account."""

from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.documents.queries.received import received
from parvis.kernel.http.guard import TOO_MANY, refusal, trapped
from parvis.kernel.http.limits import counted, from_here, to_mailbox
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.drafting import PIECES, attach, attach_sent, begin, detach, save_answers
from parvis.products.mediature.actions.filing import file_saisine
from parvis.products.mediature.actions.reminding import remind
from parvis.products.mediature.enums import Juge
from parvis.products.mediature.forms.saisir import STEPS, EnvoiForm, FaitsForm, PiecesForm, RappelForm
from parvis.products.mediature.models import Brouillon, Collectivite, Piece
from parvis.products.mediature.queries.access import holders, in_groups, new_code
from parvis.products.mediature.queries.etapes import (
    ETAPES,
    Etape,
    after,
    before,
    delais_of,
    etape,
    kept_until,
    lacks,
    resumed_at,
)
from parvis.products.mediature.queries.notice import notice_of
from parvis.products.mediature.queries.pieces import Fichier, files_of
from parvis.products.mediature.views.holding import Held, acting_as, holding

DRAFTS_PER_HOUR: Final = 20
SENT_PER_HOUR: Final = 10
MAILS_PER_HOUR: Final = 5
CODE: Final = "mediature.code"
TRAPPED: Final = "Un champ caché aux personnes est rempli : sans doute par votre navigateur. Envoyez de nouveau."


@opens_to(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """What will be asked, and the first question: its answer makes the draft and its code."""
    found = Collectivite.objects.visible_to(current_actor()).with_mandate().filter(slug=slug).first()
    if found is None:
        raise Http404("Cette collectivité ne prend pas de saisine aujourd’hui. Voyez sa page, ou cherchez par commune.")
    form, status = FaitsForm(_sent(request)), None
    if request.method == "POST" and form.is_valid():
        status = refused_here(request, form, "mediature.start", DRAFTS_PER_HOUR)
        if not status:
            return _begin(found, form)
    context = {
        "form": form, "collectivite": found, "step": ETAPES[0], "steps": len(ETAPES), "next": ETAPES[1],
    }  # fmt: skip
    status = status or (422 if form.errors else 200)
    return render(request, "mediature/saisir/commencer.html", context, status=status)


def _begin(collectivite: Collectivite, form: FaitsForm) -> HttpResponse:
    code = new_code()
    author = holders(code)[0]
    with acting_as(author):
        begin(by=author, collectivite=collectivite, answers=_kept(form.cleaned_data))
    return redirect("mediature:step", code=code, step=ETAPES[1].key)


@opens_to(PUBLIC)
@require_safe
@holding
def resume(request: HttpRequest, held: Held) -> HttpResponse:
    """Where one was; a draft that is sent leads to the case."""
    if held.draft is None:
        return redirect("mediature:follow", code=held.code)
    return redirect("mediature:step", code=held.code, step=resumed_at(held.draft.answers).key)


@opens_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@holding
def step(request: HttpRequest, held: Held, step: str) -> HttpResponse:
    """One page of the form."""
    asked, draft = etape(step), held.draft
    if asked is None:
        raise Http404("Cette étape n’existe pas.")
    if draft is None:
        return redirect("mediature:receipt", code=held.code)
    if asked.key == "pieces":
        return _pieces(request, held, draft, asked)
    if asked.key == "relire":
        return _send(request, held, draft, asked)
    return _questions(request, held, draft, asked)


def _questions(request: HttpRequest, held: Held, draft: Brouillon, asked: Etape) -> HttpResponse:
    form = STEPS[asked.key](_sent(request), initial=draft.answers)
    if request.method == "POST":
        back = "retour" in request.POST
        if form.is_valid() or back:
            # Going back keeps what holds, and says nothing of the rest: nobody is done with this page.
            save_answers(by=held.by, brouillon=draft, answers=_kept(form.cleaned_data))
            return redirect(_next_address(held, draft, asked, back=back))
    context: dict[str, Any] = {}
    if asked.key == "demarche":
        context = {"told": delais_of(draft.answers), "then": "ensuite" in request.GET, "until": kept_until(draft)}
        context["expires_first"] = bool(context["told"].silence_on and context["told"].silence_on > context["until"])
    return _page(request, held, draft, asked, form, context)


def _next_address(held: Held, draft: Brouillon, asked: Etape, *, back: bool) -> str:
    earlier = before(asked)
    if back and earlier:
        return _address(held, earlier)
    if asked.key == "demarche":
        return f"{_address(held, asked)}?ensuite=1"
    return _address(held, asked if lacks(asked.key, draft.answers) else after(asked))


def _pieces(request: HttpRequest, held: Held, draft: Brouillon, asked: Etape) -> HttpResponse:
    form = PiecesForm(request.POST, request.FILES) if request.method == "POST" else PiecesForm()
    form.receive(held.by, draft.key, PIECES - draft.pieces.count())
    if request.method == "POST" and form.is_valid():
        for name, file in form.chosen:
            try:
                attach(by=held.by, brouillon=draft, file=file)
            except ValidationError as refused:
                form.add_error(name, refused)
        if not form.errors:
            earlier = before(asked)
            if "retour" in request.POST and earlier:
                return redirect(_address(held, earlier))
            return redirect(_address(held, asked if "rester" in request.POST else after(asked)))
    files = _files(draft, held)
    context = {"files": files, "most": PIECES, "full": len(files) >= PIECES}
    return _page(request, held, draft, asked, form, context)


def _send(request: HttpRequest, held: Held, draft: Brouillon, asked: Etape) -> HttpResponse:
    form, status = EnvoiForm(_sent(request)), None
    if request.method == "POST" and form.is_valid():
        status = refused_here(request, form, "mediature.send", SENT_PER_HOUR)
        if not status:
            try:
                attach_sent(by=held.by, brouillon=draft)
                file_saisine(by=held.by, brouillon=draft, code=held.code)
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                return redirect("mediature:receipt", code=held.code)
    context = {
        "files": _files(draft, held), "answers": draft.answers, "told": delais_of(draft.answers),
        "notice": notice_of(draft.collectivite), "written": _written(draft.answers),
        "lacking": {each.key: lacks(each.key, draft.answers) for each in ETAPES},
        "apart": len(received(held.by, draft.key)),
    }  # fmt: skip
    return _page(request, held, draft, asked, form, context, status)


@opens_to(PUBLIC)
@require_POST
@holding
def take_out(request: HttpRequest, held: Held, piece: int) -> HttpResponse:
    """Take a file out of the draft."""
    if held.draft is None:
        return redirect("mediature:follow", code=held.code)
    detach(by=held.by, brouillon=held.draft, piece=piece)
    messages.success(request, "Le document est retiré, et détruit.")
    return redirect("mediature:step", code=held.code, step="pieces")


@opens_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@holding
def send_code(request: HttpRequest, held: Held) -> HttpResponse:
    """Send oneself the code of the draft."""
    if held.draft is None:
        return redirect("mediature:follow", code=held.code)
    form, status = RappelForm(_sent(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            to = form.cleaned_data["rappel"]
            if max(counted(from_here(request, CODE)), counted(to_mailbox(to, CODE))) <= MAILS_PER_HOUR:
                address = request.build_absolute_uri(reverse("mediature:draft", args=[held.code]))
                remind(by=held.by, to=to, code=held.code, address=address, until=kept_until(held.draft))
                messages.success(request, "Le code part vers cette adresse. Rien ? Regardez dans les indésirables.")
                return redirect("mediature:draft", code=held.code)
            form.add_error(None, TOO_MANY)
            status = 429
    context = {"form": form, "code": held.code, "spaced": in_groups(held.code), "until": kept_until(held.draft)}
    return render(request, "mediature/saisir/code.html", context, status=status)


def _page(
    request: HttpRequest,
    held: Held,
    draft: Brouillon,
    asked: Etape,
    form: forms.Form,
    more: dict[str, Any],
    status: int | None = None,
) -> HttpResponse:
    """A step, with its place among the others and how to come back."""
    context = {
        "form": form, "step": asked, "next": after(asked) if after(asked) != asked else None, "steps": len(ETAPES),
        "earlier": before(asked), "collectivite": draft.collectivite, "code": held.code,
        "spaced": in_groups(held.code), "until": kept_until(draft),
        "address": request.build_absolute_uri(reverse("mediature:draft", args=[held.code])),
        "others": [(each, bool(lacks(each.key, draft.answers))) for each in ETAPES if each != asked],
        "blocked": asked.key == "juge" and draft.answers.get("juge") == Juge.OUI,
    } | more  # fmt: skip
    return render(
        request, f"mediature/saisir/{asked.key}.html", context, status=status or (422 if form.errors else 200)
    )


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, even nothing; ``None`` where the page is only read."""
    return request.POST if request.method == "POST" else None


def _files(draft: Brouillon, held: Held) -> list[Fichier]:
    return files_of(Piece.objects.filter(brouillon=draft), draft.collectivite.organisation_id)


def refused_here(request: HttpRequest, form: forms.Form, what: str, most: int) -> int | None:
    """Tell whoever sends too often, or looks like a machine, why nothing is taken: a browser may have done it.

    The status of the answer; nothing when it is taken.
    """
    told = TRAPPED if trapped(request) else refusal(request, what, most)
    if not told:
        return None
    form.add_error(None, told)
    return 422 if told == TRAPPED else 429


def _kept(told: dict[str, Any]) -> dict[str, Any]:
    """Answers as the draft keeps them."""
    return {
        name: value.isoformat() if isinstance(value, date) else value if value is not None else ""
        for name, value in told.items()
    }


def _written(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers as they are read again: choices by their words, dates as dates."""
    written = dict(answers)
    for form in STEPS.values():
        for name, field in form.base_fields.items():
            if isinstance(field, forms.ChoiceField) and answers.get(name):
                written[name] = dict(field.choices).get(answers[name], "")  # type: ignore[arg-type]  # pairs, never groups
            elif isinstance(field, forms.DateField) and answers.get(name):
                written[name] = date.fromisoformat(answers[name])
    return written


def _address(held: Held, asked: Etape) -> str:
    return reverse("mediature:step", args=[held.code, asked.key])
