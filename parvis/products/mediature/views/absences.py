"""When somebody of the office is away, and who stands in for them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.kernel import clock
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.retraits import be_away, be_back
from parvis.products.mediature.forms.absences import AbsenceForm
from parvis.products.mediature.models import Absence
from parvis.products.mediature.policies import WORKS
from parvis.products.mediature.queries.dossiers import office_names, offices_of


@opens_to(WORKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """Those of one's offices that are not over, and a form for one's own."""
    actor = current_actor()
    user = int(actor.identifier)
    data = request.POST if request.method == "POST" else None
    form = AbsenceForm(data, offices=office_names(offices_of(actor)), user=user)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            be_away(
                by=actor, organisation=given["office"], substitute=given["substitute"],
                starts_on=given["starts_on"], ends_on=given["ends_on"],
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Votre absence est enregistrée. Elle finit d’elle-même.")
            return redirect("mediature:absences")
    coming = Absence.objects.visible_to(actor).filter(ends_on__gte=clock.today()).select_related("user", "substitute")
    context = {"form": form, "absences": coming, "user_pk": user}
    return render(request, "mediature/bureau/absences.html", context, status=422 if form.errors else 200)


@opens_to(WORKS)
@require_POST
def back(request: HttpRequest, absence: int) -> HttpResponse:
    """Take away an absence of one's own."""
    actor = current_actor()
    found = Absence.objects.visible_to(actor).filter(pk=absence, user=int(actor.identifier)).first()
    if found is None:
        raise Http404("Cette absence n’existe pas, ou c’est celle de quelqu’un d’autre.")
    be_back(by=actor, absence=found)
    messages.success(request, "Votre absence est retirée.")
    return redirect("mediature:absences")
