"""The case that a page of the office is about."""

from django.http import Http404

from parvis.kernel.database.prepared import planned_once
from parvis.kernel.scope import current_actor
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Saisine
from parvis.products.mediature.policies import fonction_in
from parvis.products.mediature.queries.dossiers import one

NO_CASE = "Ce dossier n’existe pas, ou un autre bureau le suit."


def found_case(number: str) -> Saisine:
    """The case, for its office alone."""
    return case_and_place(number)[0]


@planned_once()
def case_and_place(number: str) -> tuple[Saisine, Fonction]:
    """The case, for its office alone, and what whoever asks does in that office."""
    actor = current_actor()
    saisine = one(actor, number)
    fonction = fonction_in(actor, saisine.organisation_id) if saisine is not None else None
    if saisine is None or fonction is None:
        raise Http404(NO_CASE)
    return saisine, fonction
