"""All organisations, for the administrators of the platform."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.organisations.actions.organisations import create_organisation
from parvis.core.organisations.forms.organisation import OrganisationForm, SearchForm
from parvis.core.organisations.queries.lists import search_organisations
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR
from parvis.kernel.scope import current_actor

PER_PAGE = 30


@opens_to(PLATFORM_ADMINISTRATOR)
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """List and search; the search stays in the address."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = Paginator(search_organisations(current_actor(), words), PER_PAGE)
    context = {"form": form, "words": words, "page": found.get_page(request.GET.get("page"))}
    return render(request, "organisations/every.html", context)


@opens_to(PLATFORM_ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Create an organisation, then go to its people to invite the first gestionnaire."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = create_organisation(by=current_actor(), **form.given)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{organisation} est créée. Invitez maintenant sa première personne.")
            return redirect("organisations:members", pk=organisation.pk)
    return render(request, "organisations/create.html", {"form": form}, status=422 if form.errors else 200)
