"""The policies in force, drawn from the register."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.core.privacy.queries.accountability.publication import publication_of
from parvis.core.privacy.queries.drawing import ordered_services, service_at
from parvis.core.privacy.queries.register import opened_services
from parvis.core.privacy.queries.retention.looks import last_looks
from parvis.kernel.declarations.privacy import Service
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC

UNKNOWN = "Aucun service ne porte ce nom : voyez la liste des politiques de confidentialité."


def service_or_404(slug: str) -> Service:
    """The service at ``slug``, or a page that says where to look."""
    try:
        return service_at(slug)
    except LookupError:
        raise Http404(UNKNOWN) from None


@opens_to(PUBLIC)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every service, and what its policy is about."""
    return render(request, "privacy/index.html", {"services": ordered_services()})


@opens_to(PUBLIC)
@require_safe
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    """The policy of one service, as the software applies it now."""
    service = service_or_404(slug)
    found = publication_of(service)
    context = {
        "sheet": found.sheet,
        "version": found.last if found.up_to_date else None,
        "last": found.last,
        "publication": found,
        "looks": last_looks(),
        "opened": service.key in opened_services(),
    }
    return render(request, "privacy/policy.html", context)
