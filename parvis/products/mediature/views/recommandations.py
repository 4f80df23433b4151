"""The recommendations of an office: listed, written, answered, followed and shown."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.kernel import clock
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions import recommending
from parvis.products.mediature.enums import DECIDE, Position, Realisation
from parvis.products.mediature.forms.rapport import AnswerForm, FollowForm, RecommendationsFilter, RecommendForm
from parvis.products.mediature.models import Recommandation
from parvis.products.mediature.policies import WORKS, fonction_in
from parvis.products.mediature.queries.dossiers import office_names, offices_of, root_of
from parvis.products.mediature.queries.recommandations import cases_of, recommandations, years_of

PER_PAGE = 20
UNKNOWN = "Cette recommandation n’existe pas, ou elle est d’un autre bureau."


@opens_to(WORKS)
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Those of one's offices, filtered by the address."""
    actor = current_actor()
    offices = offices_of(actor)
    form = RecommendationsFilter(request.GET, years=years_of(actor, offices))
    form.full_clean()
    found = recommandations(actor, offices, form.cleaned_data)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    filtered = any(form.cleaned_data.values())
    context = {"page": page, "filters": form, "filtered": filtered}
    return render(request, "mediature/bureau/recommandations.html", context)


@opens_to(WORKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new one, or a correction."""
    actor = current_actor()
    held = _found(pk) if pk is not None else None
    names = office_names(offices_of(actor))
    form = RecommendForm(request.POST or None, offices=names, initial=_first(held))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if held is None:
                held = recommending.recommend(
                    by=actor, organisation=given["bureau"], given=given, numbers=given["numbers"]
                )
            else:
                recommending.rewrite(
                    by=actor, recommandation=held, given=given, numbers=given["numbers"], version=given["version"]
                )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "La recommandation est enregistrée.")
            return redirect("mediature:recommendation", held.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "recommandation": held if pk is not None else None}
    return render(request, "mediature/bureau/recommander.html", context, status=status)


@opens_to(WORKS)
@never_cache
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One, with what was answered and what became of it."""
    return _shown(request, _found(pk))


@opens_to(WORKS)
@never_cache
@require_POST
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Note an answer or a year, show or hide; whatever is wrong, what was typed stays."""
    held, actor = _found(pk), current_actor()
    forms: dict[str, type[Form]] = {"reponse": AnswerForm, "suivi": FollowForm, "montrer": Form, "cacher": Form}
    if name not in forms:
        raise Http404("Ce geste n’existe pas.")
    form = forms[name](request.POST, auto_id=f"{name}_%s")
    if form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        try:
            if name == "reponse":
                recommending.note_answer(
                    by=actor, recommandation=held, reponse=Position(given["reponse"]), words=given["words"],
                    on=given["answered_on"], version=given["version"],
                )  # fmt: skip
            elif name == "suivi":
                recommending.follow(
                    by=actor,
                    recommandation=held,
                    year=given["year"],
                    suite=Realisation(given["suite"]),
                    words=given["words"],
                    version=given["version"],
                )
            else:
                recommending.show(by=actor, recommandation=held, shown=name == "montrer")
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "C’est enregistré.")
            return redirect("mediature:recommendation", pk)
    return _shown(request, held, {name: form})


def _found(pk: int) -> Recommandation:
    actor = current_actor()
    found = Recommandation.objects.visible_to(actor).filter(organisation__in=list(offices_of(actor)), pk=pk)
    held: Recommandation | None = found.prefetch_related("suivis").first()
    if held is None:
        raise Http404(UNKNOWN)
    return held


def _first(held: Recommandation | None) -> dict[str, Any]:
    if held is None:
        return {"sent_on": clock.today()}
    first = {name: getattr(held, name) for name in recommending.WRITTEN}
    return first | {"version": held.version, "bureau": held.organisation_id, "numbers": ", ".join(_numbers(held))}


def _numbers(held: Recommandation) -> list[str]:
    """Of each case, or of the one that holds it since."""
    return list(dict.fromkeys(root_of(each.saisine).number for each in cases_of(held)))


def _shown(request: HttpRequest, held: Recommandation, wrong: dict[str, Form] | None = None) -> HttpResponse:
    wrong = wrong or {}
    decides = fonction_in(current_actor(), held.organisation_id) in DECIDE
    year = {"version": held.version, "year": clock.today().year}
    context = {
        "recommandation": held,
        "numbers": _numbers(held),
        "answer": wrong.get("reponse") or AnswerForm.of(held),
        "follow": wrong.get("suivi") or FollowForm(initial=year, auto_id="suivi_%s"),
        "form": next(iter(wrong.values()), None),
        "decides": decides,
        "changes": decides or held.published_on is None,
    }
    return render(request, "mediature/bureau/recommandation.html", context, status=422 if wrong else 200)
