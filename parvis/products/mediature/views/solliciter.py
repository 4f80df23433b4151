"""The office follows its questions to the services, and keeps the directory of those services."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.asking import close_request, share
from parvis.products.mediature.actions.directory import Coordonnees, archive, correct, inscribe
from parvis.products.mediature.forms.solliciter import ServiceForm
from parvis.products.mediature.models import Reponse, Saisine, ServiceInterne, Sollicitation
from parvis.products.mediature.policies import WORKS
from parvis.products.mediature.queries.dossiers import office_names, offices_of, one
from parvis.products.mediature.queries.sollicitations import with_what_was_said

NO_SERVICE = "Ce service n’est pas dans l’annuaire de votre bureau."


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def question(request: HttpRequest, number: str, asked: int) -> HttpResponse:
    """One question to a service: what was asked, sent and answered."""
    saisine, found = _found(number, asked)
    context = {"saisine": saisine, "asked": with_what_was_said(current_actor(), found)}
    return render(request, "mediature/bureau/question.html", context)


@opens_to(SIGNED_IN)
@require_POST
def end(request: HttpRequest, number: str, asked: int) -> HttpResponse:
    """Close a question."""
    _, found = _found(number, asked)
    try:
        close_request(by=current_actor(), sollicitation=found)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, "La question est close : son lien ne s’ouvre plus.")
    return redirect("mediature:question", number, asked)


@opens_to(SIGNED_IN)
@require_POST
def hand_over(request: HttpRequest, number: str, asked: int, reponse: int) -> HttpResponse:
    """Let the person read an answer."""
    _, found = _found(number, asked)
    given = Reponse.objects.visible_to(current_actor()).filter(sollicitation=found, pk=reponse).first()
    if given is None:
        raise Http404("Cette réponse n’est pas dans ce dossier.")
    share(by=current_actor(), reponse=given)
    messages.success(request, "La personne lit maintenant cette réponse sur sa page, avec les documents joints.")
    return redirect("mediature:question", number, asked)


@opens_to(WORKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def services(request: HttpRequest) -> HttpResponse:
    """The directory of one's offices: a service is added here, corrected on a page of its own."""
    actor = current_actor()
    offices = office_names(offices_of(actor))
    form = ServiceForm(request.POST if request.method == "POST" else None, offices=offices)
    if form.is_valid():
        organisation = form.cleaned_data["office"]
        if _written(form, lambda told: inscribe(by=actor, organisation=organisation, told=told)):
            messages.success(request, "Le service est inscrit : une question peut lui être posée.")
            return redirect("mediature:services")
    found = list(ServiceInterne.objects.visible_to(actor).filter(organisation__in=offices))
    context = {
        "form": form,
        "services": [each for each in found if each.archived_on is None],
        "archived": [each for each in found if each.archived_on is not None],
    }
    return render(request, "mediature/bureau/services.html", context, status=422 if form.errors else 200)


@opens_to(WORKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def service(request: HttpRequest, service: int) -> HttpResponse:
    """Correct a service, archive it or take it back."""
    actor = current_actor()
    found = ServiceInterne.objects.visible_to(actor).filter(pk=service, organisation__in=offices_of(actor)).first()
    if found is None:
        raise Http404(NO_SERVICE)
    form = ServiceForm(request.POST if "name" in request.POST else None, instance=found)
    if request.method == "POST" and "name" not in request.POST:
        try:
            archive(by=actor, service=found, archived=found.archived_on is None)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, "L’annuaire est à jour.")
        return redirect("mediature:services")
    if form.is_valid() and _written(form, lambda told: correct(by=actor, service=found, told=told)):
        messages.success(request, "Le service est corrigé.")
        return redirect("mediature:services")
    name = ServiceInterne.objects.get(pk=found.pk).name
    context = {"form": form, "service": found, "name": name}
    return render(request, "mediature/bureau/service.html", context, status=422 if form.errors else 200)


def _written(form: ServiceForm, writes: Callable[[Coordonnees], object]) -> bool:
    """Whether what was typed could be written; otherwise the form says why."""
    told = Coordonnees(form.cleaned_data["name"], form.cleaned_data["email"], form.cleaned_data["phone"])
    try:
        writes(told)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


def _found(number: str, asked: int) -> tuple[Saisine, Sollicitation]:
    actor = current_actor()
    saisine = one(actor, number)
    asked_of = Sollicitation.objects.visible_to(actor).filter(saisine=saisine, pk=asked) if saisine else None
    found = asked_of.select_related("asked_by", "saisine").first() if asked_of is not None else None
    if saisine is None or found is None:
        raise Http404("Cette question n’existe pas, ou un autre bureau suit ce dossier.")
    return saisine, found
