"""« Mesures de sécurité »: each with its control, or with the document that shows it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.privacy.actions.accountability.attesting import Document, attest
from parvis.core.privacy.forms.accountability.attesting import AttestationForm
from parvis.core.privacy.models import Attestation
from parvis.core.privacy.policies.accountability import KEEPS_REGISTER, READS_REGISTER
from parvis.core.privacy.queries.accountability.measures import WAITING, MeasureLine, digest_of, measure_lines
from parvis.core.privacy.views.accountability.register import UNKNOWN
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor


@opens_to(READS_REGISTER)
@never_cache
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """Every measure of every service."""
    lines = measure_lines()
    context = {
        "lines": lines,
        "waiting": sum(line.holding in WAITING for line in lines),
        "may_attest": KEEPS_REGISTER.allows(current_actor()),
    }
    return render(request, "privacy/accountability/measures.html", context)


@opens_to(KEEPS_REGISTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: HttpRequest, service: str, key: str) -> HttpResponse:
    """One measure held by people: its documents, and the form to add one."""
    line = _line(service, key)
    form = AttestationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            attest(
                by=current_actor(), service=line.service, measure=line.measure, document=Document(**form.cleaned_data)
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Le justificatif est inscrit. Sa date paraît sur la page du service.")
            return redirect("privacy:measures")
    past = Attestation.objects.filter(service=service, measure=digest_of(line.measure)).order_by("-recorded_at", "-pk")
    context = {"form": form, "line": line, "past": list(past)}
    return render(request, "privacy/accountability/measure.html", context, status=422 if form.errors else 200)


def _line(service: str, key: str) -> MeasureLine:
    for line in measure_lines():
        if (line.service.key, line.key, line.control) == (service, key, None):
            return line
    raise Http404(UNKNOWN)
