"""The pages of letters: prepared, looked at, kept, handed over; and found by the person on their own page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.lettering import keep_letter
from parvis.products.mediature.enums import Fonction, Genre
from parvis.products.mediature.models import Courrier, Remise, Saisine
from tests.factories.mediature import acting_as, make_agent, make_collectivite
from tests.factories.organisations import make_membership, make_person
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def page(saisine, more=""):
    return f"/mediature/bureau/{saisine.number}/courriers/{more}"


def keeps(mediator, saisine, genre=Genre.ATTESTATION):
    actor = acting_as(mediator)
    with open_scope(actor):
        return keep_letter(by=actor, saisine=saisine, genre=genre, words="Bonjour,")


def test_a_letter_from_its_draft_to_the_persons_page(browser, saisine):
    assert "Attestation de saisine" in text(browser.get(page(saisine)))
    draft = browser.get(page(saisine, "attestation/"))
    words = draft.context["form"].initial["words"]
    given = {"words": f"{words}\n\nFait à Dijon.", "version": 1}
    preview = browser.post(page(saisine, "attestation/"), given | {"apercu": "1"})
    assert (preview.headers["Content-Type"], preview.content[:4]) == ("application/pdf", b"%PDF")
    assert "inline" in preview.headers["Content-Disposition"]
    assert not Courrier.objects.exists()
    kept = browser.post(page(saisine, "attestation/"), given)
    made = Courrier.objects.get()
    assert kept.headers["Location"] == page(saisine, f"{made.pk}/")
    assert "n’a pas encore été remis" in text(browser.get(kept.headers["Location"]))
    browser.post(kept.headers["Location"], {"moyen": "courriel", "on": clock.today().isoformat()})
    assert Remise.objects.count() == 1
    Document.objects.update(scan=Scan.CLEAN)
    own = text(browser.get(f"/mediature/suivi/{saisine.code}/"))
    assert "Courriers du médiateur" in own
    assert f"/mediature/suivi/{saisine.code}/pieces/{made.piece_id}/" in own
    assert "Remis" in text(browser.get(page(saisine)))


def test_what_is_wrong_keeps_what_was_typed(browser, mediator, saisine):
    wrong = browser.post(page(saisine, "attestation/"), {"words": "À garder tel quel.", "version": 7})
    assert wrong.status_code == 422
    assert "À garder tel quel." in text(wrong)
    made = keeps(mediator, saisine)
    assert browser.post(page(saisine, f"{made.pk}/"), {"moyen": "poste", "on": "2020-01-01"}).status_code == 422
    assert browser.post(page(saisine, f"{made.pk}/"), {"moyen": "main", "on": "2020-01-01"}).status_code == 422


def test_a_letter_that_tells_what_has_not_happened_has_no_page(browser, saisine):
    for name in ("fin", "cloture", "invitation", "recevabilite", "inconnu"):
        assert browser.get(page(saisine, f"{name}/")).status_code == 404, name


def test_a_replaced_letter_says_so_to_both(browser, mediator, saisine):
    first, second = keeps(mediator, saisine), keeps(mediator, saisine)
    shown = text(browser.get(page(saisine, f"{first.pk}/")))
    assert second.reference in shown
    assert "Inscrire une remise" not in shown
    assert "remplacera celui du" in text(browser.get(page(saisine, "attestation/")))
    assert "il ne vaut plus" in text(browser.get(f"/mediature/suivi/{saisine.code}/"))


def test_an_assistant_looks_and_does_not_keep(office, saisine):
    assistant = signed_in_browser(make_agent(office, Fonction.ASSISTANT))
    shown = text(assistant.get(page(saisine, "attestation/")))
    assert "Garder ce courrier" not in shown
    given = {"words": "Bonjour,", "version": 1}
    assert assistant.post(page(saisine, "attestation/"), given | {"apercu": "1"}).status_code == 200
    assert assistant.post(page(saisine, "attestation/"), given).status_code == 403
    assert "Garder ce courrier" in text(assistant.get(page(saisine, "accuse/")))


def test_to_anybody_else_no_letter_exists(office, mediator, saisine, client):
    made = keeps(mediator, saisine)
    member = make_membership(organisation=office.organisation).user
    for user in (make_agent(make_collectivite(), Fonction.PRINCIPAL), member, make_person()):
        stranger = signed_in_browser(user)
        for way in ("", "attestation/", f"{made.pk}/"):
            assert stranger.get(page(saisine, way)).status_code == 404
            assert stranger.post(page(saisine, way), {"words": "x", "version": 1}).status_code in {404, 405}
        with open_scope(acting_as(user)):
            assert not Courrier.objects.exists()
            assert not Remise.objects.exists()
    assert Saisine.objects.get(pk=saisine.pk).courriers.count() == 1
    assert client.get(page(saisine)).status_code == 302


def test_one_letter_or_thirty_cost_the_same(browser, mediator, saisine):
    def cost(address):
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            browser.get(address)
        return len(captured)

    keeps(mediator, saisine)
    before = cost(page(saisine)), cost(f"/mediature/suivi/{saisine.code}/")
    for _ in range(29):
        keeps(mediator, saisine)
    assert (cost(page(saisine)), cost(f"/mediature/suivi/{saisine.code}/")) == before
