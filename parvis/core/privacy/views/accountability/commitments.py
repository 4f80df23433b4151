"""« Engagements »: what is promised, how it is kept, and what was last seen here."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.core.privacy.forms.accountability.filters import CommitmentFilters
from parvis.core.privacy.queries.accountability.commitments import commitments, commitments_document
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC


@opens_to(PUBLIC)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Figures first, then every promise by service; filters stay in the address."""
    found = commitments()
    form = CommitmentFilters(request.GET)
    chosen = form.chosen
    context = {"form": form, "all": found, "shown": found.only(*chosen), "filtered": any(chosen)}
    return render(request, "privacy/accountability/commitments.html", context)


@opens_to(PUBLIC)
@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """The same, for a program."""
    return JsonResponse(commitments_document(), json_dumps_params={"ensure_ascii": False, "indent": 2})
