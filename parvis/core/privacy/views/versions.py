"""Past policies, and what changed from one to the next."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from parvis.core.privacy.forms import ComparisonForm
from parvis.core.privacy.models import PolicyVersion
from parvis.core.privacy.queries.facts import changes
from parvis.core.privacy.queries.register import opened_services
from parvis.core.privacy.queries.versions import history_of, sheet_of_version
from parvis.core.privacy.views.pages import service_or_404
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC


@opens_to(PUBLIC)
@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version of a policy, the last first."""
    service = service_or_404(slug)
    published = history_of(service.key)
    form = ComparisonForm(numbers=[version.number for version in published])
    return render(request, "privacy/versions.html", {"service": service, "versions": published, "form": form})


@opens_to(PUBLIC)
@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A policy as it was published."""
    service = service_or_404(slug)
    published = history_of(service.key)
    shown = next((each for each in published if each.number == number), None)
    if shown is None:
        raise Http404("Cette version n’a jamais été publiée : voyez la liste des versions.")
    past = published[0] if published[0] != shown else None
    context = {
        "sheet": sheet_of_version(shown),
        "version": shown,
        "last": published[0],
        "newer": past,
        "opened": service.key in opened_services(),
    }
    return render(request, "privacy/policy.html", context)


@opens_to(PUBLIC)
@require_safe
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed between two versions, fact by fact."""
    service = service_or_404(slug)
    numbers = [each.number for each in history_of(service.key)]
    form = ComparisonForm(request.GET, numbers=numbers)
    if not form.is_valid():
        return render(request, "privacy/comparison.html", {"service": service, "form": form}, status=400)
    before, after = (
        get_object_or_404(PolicyVersion, service=service.key, number=form.cleaned_data[name])
        for name in ("avant", "apres")
    )
    found = changes(sheet_of_version(before), sheet_of_version(after))
    context = {"service": service, "form": form, "before": before, "after": after, "changes": found}
    return render(request, "privacy/comparison.html", context)
