"""Pass a case on to another authority's mediator: the office proposes, the person answers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.kernel import clock
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC, SIGNED_IN
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.transferring import (
    MAY_GO,
    Answer,
    answer_online,
    give_up,
    open_anew,
    propose,
    write_answer,
)
from parvis.products.mediature.enums import Canal
from parvis.products.mediature.forms.transferts import YES, AnswerForm, ConsentForm, ProposeForm
from parvis.products.mediature.models import Saisine, Transfert
from parvis.products.mediature.policies import DECIDES
from parvis.products.mediature.queries.dossiers import one
from parvis.products.mediature.queries.transferts import last_of, shareable
from parvis.products.mediature.views.annuaire import place_asked
from parvis.products.mediature.views.holding import Held, holding


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, number: str) -> HttpResponse:
    """Propose a transfer, or write down what the person answered."""
    saisine = _found(number)
    last = last_of(current_actor(), saisine)
    if last is not None and last.waits and not saisine.ended:
        return _awaited(request, saisine, last)
    posted = request.POST if request.method == "POST" else None
    chosen = request.GET.get("a", "")
    form = ProposeForm(posted, saisine=saisine, to=int(chosen) if chosen.isdecimal() else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            propose(
                by=current_actor(), saisine=saisine, to=given["to"], reasons=given["reasons"],
                version=given["version"],
            )  # fmt: skip
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "La proposition est faite : la personne répond sur sa page, ou à vous.")
            return redirect("mediature:transfer", number)
    context = {"saisine": saisine, "last": last, "form": form, "may": _may(saisine), **place_asked(request)}
    return render(request, "mediature/bureau/transfer.html", context, status=422 if form.errors else 200)


def _awaited(request: HttpRequest, saisine: Saisine, waiting: Transfert) -> HttpResponse:
    actor, number = current_actor(), saisine.number
    gives_up = "abandonner" in request.POST
    since = waiting.at.astimezone(clock.PARIS).date().isoformat()
    posted = request.POST if request.method == "POST" and not gives_up else None
    form = AnswerForm(posted, files=shareable(actor, saisine), since=since)
    if gives_up or form.is_valid():
        try:
            if gives_up:
                give_up(by=actor, transfert=waiting)
            else:
                given = form.cleaned_data
                answer = Answer(given["answer"] == YES, Canal(given["canal"]), given["on"], given["words"])
                write_answer(by=actor, transfert=waiting, answer=answer, pieces=form.shared)
        except ValidationError as refused:
            if gives_up:
                messages.error(request, " ".join(refused.messages))
                return redirect("mediature:transfer", number)
            form.add_error(None, refused)
        else:
            messages.success(request, "La proposition est abandonnée." if gives_up else "La réponse est inscrite.")
            return redirect("mediature:case", number)
    context = {"saisine": saisine, "waiting": waiting, "form": form}
    return render(request, "mediature/bureau/transfer_awaited.html", context, status=422 if form.errors else 200)


@opens_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@holding
def consent(request: HttpRequest, held: Held) -> HttpResponse:
    """Say yes or no to a transfer; once it is done, get the code of the new case."""
    saisine = held.saisine
    last = last_of(held.by, saisine) if saisine else None
    if saisine is None or last is None or (last.waits and saisine.ended):
        return redirect("mediature:follow", code=held.code)
    if not last.waits:
        return _answered(request, held, saisine, last)
    form = ConsentForm(request.POST if request.method == "POST" else None, files=shareable(held.by, saisine))
    if form.is_valid():
        agrees = request.POST["reponse"] == YES
        try:
            code = answer_online(by=held.by, transfert=last, agrees=agrees, pieces=form.shared)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            if agrees:
                return _told(request, last, code)
            messages.success(request, "Votre refus est enregistré : rien n’est transmis.")
            return redirect("mediature:follow", code=held.code)
    context = {"saisine": saisine, "code": held.code, "transfert": last, "form": form}
    return render(request, "mediature/suivre/transfert.html", context, status=422 if form.errors else 200)


def _answered(request: HttpRequest, held: Held, saisine: Saisine, last: Transfert) -> HttpResponse:
    if request.method == "POST" and last.agreed:
        try:
            return _told(request, last, open_anew(by=held.by, transfert=last))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
    elif request.method == "POST":
        messages.info(request, "Cette proposition a déjà sa réponse.")
    if not last.agreed:
        return redirect("mediature:follow", code=held.code)
    context = {"saisine": saisine, "code": held.code, "transfert": last}
    return render(request, "mediature/suivre/transfere.html", context)


def _told(request: HttpRequest, transfert: Transfert, code: str) -> HttpResponse:
    messages.success(
        request,
        f"Votre saisine est transférée à un autre médiateur ({transfert.to.name}). Notez bien ce nouveau code : il "
        "ouvre votre nouveau dossier, et n’est donné qu’une fois.",
    )
    return redirect("mediature:receipt", code=code)


def _may(saisine: Saisine) -> bool:
    return not saisine.ended and saisine.recevabilite in MAY_GO


def _found(number: str) -> Saisine:
    actor = current_actor()
    saisine = one(actor, number)
    if saisine is None or not DECIDES.allows(actor, saisine):
        raise Http404("Ce dossier n’existe pas, ou vous n’êtes pas médiateur dans son bureau.")
    return saisine
