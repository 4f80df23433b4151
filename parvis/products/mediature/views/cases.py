"""The case that a page of the office is about."""

from django.http import Http404

from parvis.kernel.scope import current_actor
from parvis.products.mediature.models import Saisine
from parvis.products.mediature.policies import fonction_in
from parvis.products.mediature.queries.dossiers import one


def found_case(number: str) -> Saisine:
    """The case, for its office alone."""
    actor = current_actor()
    saisine = one(actor, number)
    if saisine is None or fonction_in(actor, saisine.organisation_id) is None:
        raise Http404("Ce dossier n’existe pas, ou un autre bureau le suit.")
    return saisine
