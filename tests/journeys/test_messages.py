"""The exchanges of a case, as the office and the person see them on a phone and on a desktop."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.core.notifications.enums import Delivery
from parvis.kernel.declarations.mail import Apart, Verdict
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.writing import Ecrit, write_to
from parvis.products.mediature.models import Acheminement
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine
from tests.factories.messages import NOTICE, make_message
from tests.factories.sessions import signed_in_browser

LONG = "https://exemple.fr/" + "un-chemin-sans-fin-" * 12


@pytest.fixture
def office(db, acting):
    return make_collectivite(name="Dijon", email="mediateur@dijon.test")


@pytest.fixture
def mediator(office):
    return make_agent(office)


def test_a_case_is_written_to_answered_and_doubted(office, mediator, client, at_both_widths):
    saisine, browser = make_saisine(office), signed_in_browser(mediator)
    thread = f"/mediature/bureau/{saisine.number}/messages/"
    at_both_widths(browser.get("/mediature/bureau/messages/"), "mediature-messages-aucun")
    at_both_widths(browser.get(thread), "mediature-fil-vide")
    page = at_both_widths(browser.post(thread, {"others": "voirie"}), "mediature-fil-erreurs", status=422)
    expect(page.get_by_role("link", name="Message : Écrivez le message")).to_be_visible()

    with open_scope(acting_as(mediator)) as scope:
        write_to(
            by=scope.actor,
            saisine=saisine,
            ecrit=Ecrit(text=f"Pouvez-vous passer ?\n{LONG}", others=["voirie@dijon.test"]),
        )
    Acheminement.objects.filter(recipient="voirie@dijon.test").update(state=Delivery.RETURNED, why="5.1.1")
    make_message(saisine, attachments=(NOTICE,), text=f"Voici.\n\n{LONG}")
    make_message(saisine, sender="voirie@dijon.test", sender_name="Service de la voirie", verdict=Verdict.UNVERIFIED)
    doubtful = make_message(saisine, apart=Apart.UNPROVEN, verdict=Verdict.FAILED, attachments=(NOTICE,))
    Document.objects.update(scan=Scan.CLEAN)
    page = at_both_widths(browser.get(thread), "mediature-fil")
    expect(page.get_by_text("cette adresse n’existe pas")).to_be_visible()
    page.get_by_text("Texte cité").first.click()
    expect(page.get_by_text("Venez-vous ?").first).to_be_visible()
    at_both_widths(browser.get("/mediature/bureau/messages/"), "mediature-messages")
    at_both_widths(browser.get("/mediature/bureau/messages/", {"vue": "a-part"}), "mediature-messages-a-part")
    apart = f"{thread}{doubtful.pk}/a-part/"
    at_both_widths(browser.get(apart), "mediature-a-part")
    at_both_widths(browser.post(apart, {"admettre": "oui"}), "mediature-a-part-erreurs", status=422)
    at_both_widths(client.get(reverse("mediature:exchange", args=[saisine.code])), "mediature-mes-messages")
