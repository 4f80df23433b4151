"""Hand documents of a case over to a court, and read what left before."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.kernel.http.outlets import EXPORT, leave_as
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.producing import produce
from parvis.products.mediature.enums import DECIDE
from parvis.products.mediature.forms.productions import ProduceForm
from parvis.products.mediature.models import Partie, Production
from parvis.products.mediature.queries.productions import offered
from parvis.products.mediature.views.cases import case_and_place


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def to_the_court(request: HttpRequest, number: str) -> HttpResponseBase:
    """What left, and a form that lets more leave; the archive is made once, and not kept."""
    actor = current_actor()
    saisine, fonction = case_and_place(number)
    given: dict[str, Any] = {
        "items": offered(actor, saisine),
        "parties": Partie.objects.visible_to(actor).filter(saisine=saisine),
        "initial": {"version": saisine.version},
    }
    form = ProduceForm(request.POST if request.method == "POST" else None, **given)
    if form.is_valid():
        leave_as(EXPORT)
        try:
            made, archive = produce(by=actor, saisine=saisine, choice=form.choice, version=form.cleaned_data["version"])
        except ValidationError as refused:
            # What is asked of a party that no list has is told above the form.
            told = refused if _asked(form, refused) else ValidationError(refused.messages)
            form.add_error(None, told)
        else:
            name = f"juge-{number}-{made.pk}.zip"
            return FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")
    context = {
        "saisine": saisine,
        "form": form,
        "decides": fonction in DECIDE,
        "left": Production.objects.visible_to(actor).filter(saisine=saisine),
    }
    return render(request, "mediature/bureau/court.html", context, status=422 if form.errors else 200)


def _asked(form: ProduceForm, refused: ValidationError) -> bool:
    return not hasattr(refused, "error_dict") or set(refused.error_dict) <= set(form.fields)
