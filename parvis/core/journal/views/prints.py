"""Where a page says that it is being printed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from parvis.core.journal.actions.printing import note_print
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor


@opens_to(SIGNED_IN)
@require_POST
def printed(request: HttpRequest) -> HttpResponse:
    """Journal the people whom a page showed as printed; silent, for nobody looks at the answer."""
    try:
        page = UUID(request.POST.get("page", ""))
    except ValueError:
        return HttpResponse(status=422)
    note_print(by=current_actor(), page=page)
    return HttpResponse(status=204)
