"""« Analyses d’impact »: the criteria of each processing, the signature, and the file for the CNIL's tool."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.privacy.actions.accountability.signing import Analysis, Signatory, sign_assessment
from parvis.core.privacy.forms.accountability.signing import AssessmentForm
from parvis.core.privacy.models import Assessment
from parvis.core.privacy.policies.accountability import READS_REGISTER
from parvis.core.privacy.queries.accountability.found import activity_named
from parvis.core.privacy.queries.accountability.impact import ImpactLine, activity_sheet, impact_lines
from parvis.core.privacy.queries.accountability.pia import pia
from parvis.core.privacy.queries.accountability.signatories import answering, bound_by
from parvis.core.privacy.views.accountability.register import UNKNOWN
from parvis.kernel.declarations.privacy import Criterion
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor


def _line(service: str, activity: str) -> ImpactLine:
    for line in impact_lines():
        if line.key == f"{service}.{activity}":
            return line
    raise Http404(UNKNOWN)


@opens_to(READS_REGISTER)
@never_cache
@require_safe
def assessments(request: HttpRequest) -> HttpResponse:
    """Every processing with the criteria it meets."""
    return render(request, "privacy/accountability/assessments.html", {"lines": impact_lines()})


@opens_to(READS_REGISTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assessment(request: HttpRequest, service: str, activity: str) -> HttpResponse:
    """One processing: its criteria, its signatures, and the form to sign."""
    line = _line(service, activity)
    bound = bound_by(current_actor(), [line.activity], answering())
    if request.method == "POST" and bound is None:
        raise PermissionDenied
    form = AssessmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        sign_assessment(
            by=current_actor(),
            service=line.service,
            activity=line.activity,
            analysis=Analysis(given["reference"], given["author"], given["opinion"], given["signed_on"]),
            signatory=Signatory(given["signatory"], given["quality"]),
        )
        messages.success(request, f"L’analyse d’impact « {line.activity.title} » est signée.")
        return redirect("privacy:assessments")
    context = {
        "form": form,
        "line": line,
        "bound": bound,
        "sheet": activity_sheet(line.service, line.activity),
        "criteria": [(criterion, criterion in line.criteria) for criterion in Criterion],
        "past": list(Assessment.objects.filter(service=service, activity=activity).order_by("-recorded_at", "-pk")),
    }
    return render(request, "privacy/accountability/assessment.html", context, status=422 if form.errors else 200)


@opens_to(READS_REGISTER)
@never_cache
@require_safe
def assessment_document(request: HttpRequest, service: str, activity: str) -> HttpResponse:
    """The assessment as the CNIL's PIA tool imports it, filled with what the register knows."""
    try:
        declared, asked = activity_named(service, activity)
    except LookupError:
        raise Http404(UNKNOWN) from None
    last = Assessment.objects.filter(service=service, activity=activity).order_by("-recorded_at", "-pk").first()
    response = JsonResponse(pia(declared, asked, last), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="pia-{service}-{activity}.json"'
    return response
