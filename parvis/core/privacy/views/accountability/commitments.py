"""« Engagements »: what is promised, how it is kept, and what was last seen here."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.core.privacy.queries.accountability.commitments import (
    commitments,
    commitments_document,
    group_of,
    last_proofs,
)
from parvis.core.privacy.queries.accountability.measures import measure_lines
from parvis.core.privacy.views.pages import service_or_404
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC


@opens_to(PUBLIC)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The services, how much of what each promises is kept, and the figures of this installation."""
    return render(request, "privacy/accountability/commitments.html", {"all": commitments()})


@opens_to(PUBLIC)
@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """What one service promises: what is kept first, then what is not yet, and its measures."""
    declared, proofs = service_or_404(slug), last_proofs()
    context = {"group": group_of(declared, proofs), "measures": measure_lines(declared, proofs)}
    return render(request, "privacy/accountability/commitments_of.html", context)


@opens_to(PUBLIC)
@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """The same, for a program."""
    return JsonResponse(commitments_document(), json_dumps_params={"ensure_ascii": False, "indent": 2})
