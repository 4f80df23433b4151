"""« /sante/ »: for load balancers, supervisors and the command that starts the platform."""

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.core.jobs.queries.health import findings
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC


@opens_to(PUBLIC)
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when everything that the platform needs is there, 503 otherwise; no detail of the inside."""
    found = findings()
    healthy = all(finding.healthy for finding in found.values())
    watched = any(finding.to_watch for finding in found.values())
    running = "en service, à surveiller" if watched else "en service"
    return JsonResponse(
        {
            "etat": running if healthy else "en panne",
            "controles": {key: {"sain": finding.healthy, "message": finding.message} for key, finding in found.items()},
        },
        status=HTTPStatus.OK if healthy else HTTPStatus.SERVICE_UNAVAILABLE,
        json_dumps_params={"ensure_ascii": False},
    )
