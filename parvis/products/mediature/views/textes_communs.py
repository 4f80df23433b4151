"""The texts common to every office: written, corrected, archived by administrators of the platform."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.modeles import archive_model, write_model
from parvis.products.mediature.forms.modeles import CommonModelForm
from parvis.products.mediature.models import Modele
from parvis.products.mediature.policies import OPENS
from parvis.products.mediature.queries.modeles import variables


@opens_to(OPENS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest) -> HttpResponse:
    """All of them, and a form for one more."""
    return _written(request, None)


@opens_to(OPENS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, model: int) -> HttpResponse:
    """One of them, to be corrected."""
    return _written(request, _found(model))


@opens_to(OPENS)
@require_POST
def archive(request: HttpRequest, model: int) -> HttpResponse:
    """Offer it no more."""
    found = _found(model)
    archive_model(by=current_actor(), model=found)
    messages.success(request, f"Le texte « {found.title} » n’est plus proposé.")
    return redirect("mediature:common_texts")


def _found(pk: int) -> Modele:
    found = Modele.objects.visible_to(current_actor()).filter(pk=pk, organisation=None, archived_on=None).first()
    if found is None:
        raise Http404("Ce texte n’existe pas, ou il est d’un bureau.")
    return found


def _written(request: HttpRequest, model: Modele | None) -> HttpResponse:
    actor = current_actor()
    first = {"title": model.title, "text": model.text} if model else None
    form = CommonModelForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            kept = write_model(by=actor, organisation=None, title=given["title"], text=given["text"], model=model)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Le texte « {kept.title} » est proposé à tous les bureaux.")
            return redirect("mediature:common_texts")
    offered = Modele.objects.visible_to(actor).filter(organisation=None, archived_on=None)
    context = {"form": form, "model": model, "texts": offered, "variables": variables()}
    return render(request, "mediature/rejoindre/textes.html", context, status=422 if form.errors else 200)
