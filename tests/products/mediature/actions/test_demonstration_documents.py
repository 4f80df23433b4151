"""The documents of the demonstration are given, replaced and handed over as people do it."""

import pytest

from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.demonstration_documents import bring, bring_again, to_court
from parvis.products.mediature.actions.handling import Conclusion, Decision, close, decide
from parvis.products.mediature.enums import Issue, Recevabilite
from parvis.products.mediature.models import Piece, Production, Version
from tests.factories.mediature import acting_as

pytestmark = pytest.mark.django_db


def test_a_document_is_given_then_given_better(saisine):
    bring(saisine, "Jugement|Première page.//Seconde page.")
    bring_again(saisine, "Jugement complet|Toutes les pages.")
    found = Piece.objects.get()
    assert (found.label, found.version, found.document.media_type) == ("Jugement complet.pdf", 2, "application/pdf")
    assert Version.objects.get().label == "Jugement.pdf"


def test_a_conclusion_goes_to_a_court(saisine, mediator):
    by = acting_as(mediator)
    with open_scope(by):
        decide(by=by, saisine=saisine, decision=Decision(Recevabilite.RECEVABLE, "La démarche est faite."))
        close(by=by, saisine=saisine, conclusion=Conclusion(Issue.PARTIEL, "Un accord."))
        to_court(by, saisine, "Tribunal administratif de Dijon|L’accord n’est pas appliqué.")
    made = Production.objects.get()
    assert (made.court, made.reasons, len(made.items)) == (
        "Tribunal administratif de Dijon", "L’accord n’est pas appliqué.", 2,
    )  # fmt: skip
