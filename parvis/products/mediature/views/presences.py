"""A colleague has the same case open: told at load, then by a light beat of the page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor, unnoted
from parvis.products.mediature.actions.presences import be_here
from parvis.products.mediature.models import Saisine
from parvis.products.mediature.policies import WORKS
from parvis.products.mediature.queries.presences import others_here
from parvis.products.mediature.views.cases import NO_CASE


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def presence(request: HttpRequest, number: str) -> HttpResponse:
    """The same words as the page has; the case itself is not read again, so no journal line is written."""
    actor = current_actor()
    with unnoted():
        found = Saisine.objects.visible_to(actor).only("pk", "organisation_id").filter(number=number).first()
        if found is None or not WORKS.allows(actor, found):
            raise Http404(NO_CASE)
    be_here(by=actor, saisine=found)
    here = others_here(actor, found)
    if request.GET.get("ici") == here.digest:
        # The page says so already: nothing to draw, nor to be read aloud again.
        return HttpResponse(status=204)
    return render(request, "mediature/bureau/parts/here.html", {"here": here})
