"""The agreement of a case: the office writes, proposes, concludes and follows it; the person reads and answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.kernel.actor import Actor
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC, SIGNED_IN
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions import concluding
from parvis.products.mediature.actions.fulfilling import Constat, tell_fulfilled
from parvis.products.mediature.enums import DECIDE, EtatProtocole, Execution, Fonction, ReponseProtocole, Signe
from parvis.products.mediature.forms import protocoles as forms
from parvis.products.mediature.models import Partie, Protocole, Saisine
from parvis.products.mediature.queries.protocoles import (
    accepted_by_all,
    answers_to,
    engagements_of,
    former,
    paper_of,
    running,
)
from parvis.products.mediature.views.cases import case_and_place
from parvis.products.mediature.views.holding import Held, holding

ARTICLES: Final = "articles"


@dataclass(frozen=True)
class Act:
    """What the office does of an agreement: when, who may, how it is called, asked, done and told."""

    title: str
    button: str
    form: type[forms.StepForm]
    does: Callable[[Actor, Protocole, dict[str, Any]], object]
    done: str
    etats: tuple[EtatProtocole, ...]
    decides: bool = True


def _promise(actor: Actor, protocole: Protocole, given: dict[str, Any]) -> None:
    promesse = concluding.Promesse(given["who"], given["words"], given["due_on"])
    concluding.add_promise(by=actor, protocole=protocole, promesse=promesse)


def _sign(actor: Actor, protocole: Protocole, given: dict[str, Any]) -> None:
    answer, moyen = ReponseProtocole(given["answer"]), Signe(given["moyen"])
    dit = concluding.Dit(answer, moyen, given["on"], given["words"], given["piece"])
    concluding.write_signature(by=actor, protocole=protocole, partie=given["partie"], dit=dit)


def _fulfil(actor: Actor, protocole: Protocole, given: dict[str, Any]) -> None:
    constat = Constat(Execution(given["execution"]), given["on"], given["how"])
    tell_fulfilled(by=actor, engagement=given["engagement"], constat=constat)


ACTS: Final = {
    "engagement": Act(
        "Ajouter un engagement", "Ajouter cet engagement", forms.PromiseForm, _promise,
        "L’engagement est ajouté au projet.", (EtatProtocole.PROJET,), decides=False,
    ),
    "retirer": Act(
        "Retirer un engagement", "Retirer cet engagement", forms.DropForm,
        lambda a, p, g: concluding.drop_promise(by=a, engagement=g["engagement"]),
        "L’engagement est retiré du projet.", (EtatProtocole.PROJET,), decides=False,
    ),
    "proposer": Act(
        "Proposer aux parties", "Proposer, et prévenir la personne", forms.SureForm,
        lambda a, p, g: concluding.propose_protocol(by=a, protocole=p),
        "Le texte est proposé. La personne le lit et répond sur sa page ; inscrivez ici la réponse des autres parties.",
        (EtatProtocole.PROJET,),
    ),
    "reponse": Act(
        "Inscrire la réponse d’une partie", "Inscrire cette réponse", forms.SignatureForm, _sign,
        "La réponse est inscrite.", (EtatProtocole.PROPOSE,), decides=False,
    ),
    "conclure": Act(
        "Dire l’accord conclu", "Conclure, et prévenir la personne", forms.ConcludeForm,
        lambda a, p, g: concluding.conclude(by=a, protocole=p, on=g["on"]),
        "L’accord est conclu. Chaque engagement daté est dans « À faire ».", (EtatProtocole.PROPOSE,),
    ),
    "reprendre": Act(
        "Reprendre le texte", "Reprendre le texte", forms.SureForm,
        lambda a, p, g: concluding.rewrite_protocol(by=a, protocole=p),
        "Le texte est de nouveau un projet. Les réponses à l’ancienne version restent au dossier.",
        (EtatProtocole.PROPOSE,),
    ),
    "suite": Act(
        "Inscrire ce qu’est devenu un engagement", "Inscrire cette suite", forms.FulfilForm, _fulfil,
        "La suite est inscrite.", (EtatProtocole.CONCLU, EtatProtocole.HOMOLOGUE), decides=False,
    ),
    "homologuer": Act(
        "Inscrire l’homologation par le juge", "Inscrire l’homologation", forms.HomologateForm,
        lambda a, p, g: concluding.homologate(by=a, protocole=p, on=g["on"], court=g["court"]),
        "L’homologation est inscrite.", (EtatProtocole.CONCLU,),
    ),
    "abandonner": Act(
        "Dire qu’il n’y a pas d’accord", "Abandonner ce projet", forms.FailForm,
        lambda a, p, g: concluding.come_to_nothing(by=a, protocole=p, why=g["why"]),
        "Ce projet est abandonné. Vous pouvez en préparer un autre.", (EtatProtocole.PROJET, EtatProtocole.PROPOSE),
    ),
}  # fmt: skip


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, number: str) -> HttpResponse:
    """The agreement of a case, and its articles while they are a draft."""
    saisine, fonction = case_and_place(number)
    actor = current_actor()
    protocole = running(actor, saisine)
    if request.method != "POST":
        return _shown(request, saisine, fonction, {})
    form = forms.ArticlesForm(request.POST, saisine=saisine, protocole=protocole)
    if "inserer" in request.POST:
        form = forms.ArticlesForm(saisine=saisine, protocole=protocole)
        form.insert(request.POST)
        return _shown(request, saisine, fonction, {ARTICLES: form})
    if form.is_valid():
        given = form.cleaned_data
        try:
            concluding.write_protocol(by=actor, saisine=saisine, text=given["text"], version=given["version"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Le projet est gardé. Seul le bureau le lit, tant qu’il n’est pas proposé.")
            return redirect("mediature:agreement", number)
    return _shown(request, saisine, fonction, {ARTICLES: form})


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Do something of the agreement; whatever is wrong, what was typed stays."""
    saisine, fonction = case_and_place(number)
    protocole = running(current_actor(), saisine)
    if name not in ACTS or protocole is None:
        raise Http404("Ce geste n’existe pas, ou ce dossier n’a pas d’accord.")
    chosen = ACTS[name]
    if chosen.decides and fonction not in DECIDE:
        raise PermissionDenied
    if request.method != "POST":
        return redirect("mediature:agreement", number)
    form = chosen.form(request.POST, auto_id=f"{name}_%s", protocole=protocole)
    if form.is_valid():
        try:
            chosen.does(current_actor(), protocole, form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, chosen.done)
            return redirect("mediature:agreement", number)
    return _shown(request, saisine, fonction, {name: form})


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def agreement_paper(request: HttpRequest, number: str) -> HttpResponse:
    """The agreement as it would be printed today, to be looked at or signed."""
    saisine, _ = case_and_place(number)
    actor = current_actor()
    protocole = running(actor, saisine)
    if protocole is None:
        raise Http404("Ce dossier n’a pas d’accord.")
    parties = list(Partie.objects.visible_to(actor).filter(saisine=saisine))
    pdf = paper_of(saisine, protocole, engagements_of(actor, protocole), parties).pdf
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="accord-{saisine.number}.pdf"'
    return answer


@opens_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@holding
def read_agreement(request: HttpRequest, held: Held) -> HttpResponse:
    """Read the agreement, and say yes, or what one would change."""
    saisine = held.saisine
    protocole = running(held.by, saisine) if saisine else None
    if saisine is None or protocole is None:
        return redirect("mediature:follow", code=held.code)
    asks = protocole.waits and not saisine.ended
    form = forms.AnswerForm(request.POST if request.method == "POST" and asks else None, protocole=protocole)
    if form.is_valid():
        given, accepts = form.cleaned_data, request.POST["reponse"] == "oui"
        try:
            concluding.answer_protocol(
                by=held.by, protocole=protocole, accepts=accepts, words=given["words"], revision=given["revision"]
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            done = "Votre accord est enregistré." if accepts else "Votre demande est transmise au médiateur."
            messages.success(request, done)
            return redirect("mediature:read_agreement", code=held.code)
    answers = answers_to(held.by, protocole)
    context = {
        "saisine": saisine, "code": held.code, "protocole": protocole, "form": form, "asks": asks,
        "engagements": engagements_of(held.by, protocole), "answer": answers[-1] if answers else None,
    }  # fmt: skip
    return render(request, "mediature/suivre/accord.html", context, status=422 if form.errors else 200)


def _shown(
    request: HttpRequest, saisine: Saisine, fonction: Fonction, drawn: dict[str, django_forms.Form]
) -> HttpResponse:
    actor = current_actor()
    protocole = running(actor, saisine)
    parties = list(Partie.objects.visible_to(actor).filter(saisine=saisine))
    answers = answers_to(actor, protocole) if protocole else []
    writes = not saisine.ended and (protocole is None or protocole.etat == EtatProtocole.PROJET)
    articles = drawn.get(ARTICLES) or forms.ArticlesForm(saisine=saisine, protocole=protocole)
    wrong = [form for form in drawn.values() if form.errors]
    agreed = accepted_by_all(parties, answers)
    names = _may(saisine, fonction, protocole, done=agreed is not None) if protocole else []
    context = {
        "saisine": saisine,
        "protocole": protocole,
        "parties": parties,
        "engagements": engagements_of(actor, protocole) if protocole else [],
        "answers": answers,
        "agreed": agreed,
        "former": former(actor, saisine),
        "articles": articles if writes or articles.errors else None,
        "form": next(iter(wrong), None),
        "acts": _drawn(protocole, names, drawn) if protocole else [],
    }
    return render(request, "mediature/bureau/agreement.html", context, status=422 if wrong else 200)


def _drawn(
    protocole: Protocole, names: list[str], drawn: dict[str, django_forms.Form]
) -> list[tuple[str, Act, django_forms.Form]]:
    """Each act with its form; one that was refused stays, even if the agreement has moved on meanwhile."""
    shown = [*names, *(name for name in drawn if name in ACTS and name not in names)]
    return [
        (name, ACTS[name], drawn.get(name) or ACTS[name].form(auto_id=f"{name}_%s", protocole=protocole))
        for name in shown
    ]


def _may(saisine: Saisine, fonction: Fonction, protocole: Protocole, *, done: bool) -> list[str]:
    """What this role may do of this agreement now; following it goes on after the end of the case."""
    goes_on = {"suite", "homologuer"}
    undertaken = protocole.engagements.exists()
    needs = {"conclure": done, "retirer": undertaken, "suite": undertaken}
    return [
        name
        for name, act in ACTS.items()
        if protocole.etat in act.etats
        and (fonction in DECIDE or not act.decides)
        and (name in goes_on or not saisine.ended)
        and needs.get(name, True)
    ]
