"""The texts that an office writes often: listed, written, corrected, archived."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.modeles import archive_model, write_model
from parvis.products.mediature.forms.modeles import ModelForm
from parvis.products.mediature.models import Modele
from parvis.products.mediature.policies import WORKS
from parvis.products.mediature.queries.dossiers import office_names, offices_of
from parvis.products.mediature.queries.modeles import variables


@opens_to(WORKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest) -> HttpResponse:
    """All of them, and a form for one more."""
    return _written(request, None)


@opens_to(WORKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, model: int) -> HttpResponse:
    """One of one's office, to be corrected."""
    return _written(request, _own(model))


@opens_to(WORKS)
@require_POST
def archive(request: HttpRequest, model: int) -> HttpResponse:
    """Offer it no more."""
    found = _own(model)
    archive_model(by=current_actor(), model=found)
    messages.success(request, f"Le texte « {found.title} » n’est plus proposé.")
    return redirect("mediature:texts")


def _copied(request: HttpRequest) -> dict[str, Any] | None:
    """What the office takes of a common text, to correct it as its own."""
    chosen = request.GET.get("copie", "")
    common = Modele.objects.visible_to(current_actor()).filter(organisation=None, archived_on=None)
    found = common.filter(pk=int(chosen) if chosen.isdecimal() else 0).first()
    return {"title": found.title, "text": found.text} if found else None


def _own(pk: int) -> Modele:
    actor = current_actor()
    found = Modele.objects.visible_to(actor).filter(pk=pk, organisation__in=offices_of(actor), archived_on=None).first()
    if found is None:
        raise Http404("Ce texte n’existe pas, ou il est commun à tous les bureaux.")
    return found


def _written(request: HttpRequest, model: Modele | None) -> HttpResponse:
    actor = current_actor()
    names = office_names(offices_of(actor))
    first = {"office": model.organisation_id, "title": model.title, "text": model.text} if model else _copied(request)
    form = ModelForm(request.POST if request.method == "POST" else None, offices=names, initial=first)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            kept = write_model(
                by=actor, organisation=given["office"], title=given["title"], text=given["text"], model=model
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Le texte « {kept.title} » est gardé.")
            return redirect("mediature:texts")
    offered = Modele.objects.visible_to(actor).filter(archived_on=None)
    context = {
        "form": form,
        "model": model,
        "texts": offered,
        "names": names,
        "variables": variables(),
    }
    return render(request, "mediature/bureau/texts.html", context, status=422 if form.errors else 200)
