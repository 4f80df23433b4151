"""« Registre »: what waits for a signature, and where each policy stands."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.privacy.actions import UnsignedError, publish_policy
from parvis.core.privacy.actions.accountability.signing import Signatory, take_decision
from parvis.core.privacy.forms.accountability.signing import ADOPT, DecisionForm
from parvis.core.privacy.models import DecisionTaken
from parvis.core.privacy.policies.accountability import KEEPS_REGISTER, READS_REGISTER
from parvis.core.privacy.queries.accountability.decisions import DecisionLine, DecisionState, decision_lines, last_words
from parvis.core.privacy.queries.accountability.found import decision_named
from parvis.core.privacy.queries.accountability.impact import impact_lines
from parvis.core.privacy.queries.accountability.measures import WAITING, measure_lines
from parvis.core.privacy.queries.accountability.publication import publication_of, publications
from parvis.core.privacy.queries.accountability.signatories import answering, bound_by
from parvis.core.privacy.views.pages import service_or_404
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor

UNKNOWN = "Rien de tel n’est déclaré au registre : revenez à la page « Registre »."


@opens_to(READS_REGISTER)
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is still open, service by service."""
    decisions = [line for line in decision_lines() if line.state is not DecisionState.SIGNED]
    assessments = [line for line in impact_lines() if line.missing]
    context = {
        "publications": publications(),
        "decisions": decisions,
        "assessments": assessments,
        "measures": [line for line in measure_lines() if line.holding in WAITING],
        "may_sign": KEEPS_REGISTER.allows(current_actor()),
    }
    return render(request, "privacy/accountability/register.html", context)


@opens_to(READS_REGISTER)
@never_cache
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Every decision, those that wait first within each service."""
    lines, desks = decision_lines(), answering()
    context = {
        "groups": [
            (service, list(group), bound_by(current_actor(), service.activities, desks))
            for service, group in groupby(lines, key=lambda line: line.service)
        ],
        "waiting": sum(line.state is not DecisionState.SIGNED for line in lines),
    }
    return render(request, "privacy/accountability/decisions.html", context)


@opens_to(READS_REGISTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, service: str, key: str) -> HttpResponse:
    """One decision: what it says, who said what of it, and the form to sign it."""
    try:
        declared, asked = decision_named(service, key)
    except LookupError:
        raise Http404(UNKNOWN) from None
    bound = bound_by(current_actor(), declared.activities, answering())
    if request.method == "POST" and bound is None:
        raise PermissionDenied
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        adopted = given["outcome"] == ADOPT
        take_decision(
            by=current_actor(),
            service=declared,
            decision=asked,
            adopted=adopted,
            reason=given["reason"],
            signatory=Signatory(given["signatory"], given["quality"]),
        )
        messages.success(request, f"La décision {key} est signée." if adopted else f"La lecture {key} est refusée.")
        return redirect("privacy:decisions")
    past = list(DecisionTaken.objects.filter(service=service, decision=key).order_by("-taken_at", "-pk"))
    line = DecisionLine(declared, asked, last_words().get((service, key)))
    context = {"form": form, "line": line, "past": past, "bound": bound}
    return render(request, "privacy/accountability/decision.html", context, status=422 if form.errors else 200)


@opens_to(KEEPS_REGISTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """What publishing would change, and what stands in its way."""
    service = service_or_404(slug)
    if request.method == "POST":
        try:
            version = publish_policy(by=current_actor(), service=service)
        except UnsignedError:
            messages.error(request, "La publication est refusée : il reste des signatures à recueillir.")
        else:
            words = f"La version {version.number} est publiée." if version else "Aucun fait n’a changé."
            messages.success(request, words)
        return redirect("privacy:publication", slug=slug)
    return render(request, "privacy/accountability/publication.html", {"publication": publication_of(service)})
