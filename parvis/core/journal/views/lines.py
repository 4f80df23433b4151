"""« Journal »: read only, and reading it leaves a line."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.core.journal.forms.filters import FilterForm
from parvis.core.journal.policies import READS_JOURNAL
from parvis.core.journal.queries.lines import Position, page_of_lines
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor


@opens_to(READS_JOURNAL)
@never_cache
@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    """The lines that one may read, the latest first; filters and place in the address."""
    form = FilterForm(request.GET)
    form.is_valid()
    after = Position.parse(request.GET.get("apres", ""))
    found, following = page_of_lines(current_actor(), form.filters, after)
    return render(
        request, "journal/lines.html", {"form": form, "lines": found, "following": following, "continued": after}
    )
