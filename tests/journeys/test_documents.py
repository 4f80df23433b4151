"""The documents of a case: read in the page, replaced by a better copy, handed over to a court."""

import re

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.answering import give
from parvis.products.mediature.actions.handling import Conclusion, Decision, close, decide
from parvis.products.mediature.actions.parties import add_party
from parvis.products.mediature.actions.versions import replace_own
from parvis.products.mediature.enums import Cote, Issue, Recevabilite
from parvis.products.mediature.models import Production
from tests.factories.drawings import LOCKED, make_pdf, make_picture
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.sessions import signed_in_browser

PICTURES = re.compile(r"/lire/\d+/\?ouvert=")


@pytest.fixture
def office(db, acting):
    return make_collectivite(name="Ville de Dijon", address="11 rue des Exemples, 21000 Dijon")


@pytest.fixture
def pictured(easel):
    """Give a drawn page the pictures that this process draws: the server of the journeys knows no such case."""

    def bring(client, response):
        drawn = {f"/lire/{page.number}/": client.get(address).content for page, address in response.context["pages"]}

        def answer(route):
            number = re.search(r"/lire/\d+/", route.request.url).group()
            route.fulfill(body=drawn[number], content_type="image/jpeg")

        easel.unroute(PICTURES)
        easel.route(PICTURES, answer)
        return response

    yield bring
    easel.unroute(PICTURES)


def given(saisine, content, name):
    with open_scope(holder_of(saisine)) as scope:
        made = give(by=scope.actor, saisine=saisine, file=ContentFile(content, name=name))
    Document.objects.update(scan=Scan.CLEAN)
    return made


def test_a_document_is_read_in_the_page_by_the_office_and_by_the_person(office, client, at_both_widths, pictured):
    browser, saisine = signed_in_browser(make_agent(office)), make_saisine(office)
    piece, locked = given(saisine, make_pdf(2), "courrier de la mairie.pdf"), given(saisine, LOCKED, "secret.pdf")
    photo = given(saisine, make_picture(size=(900, 1200)), "photo du mur.jpg")
    page = at_both_widths(browser.get(f"/mediature/bureau/{saisine.number}/"), "mediature-dossier-pieces")
    read = f"/mediature/bureau/{saisine.number}/pieces/{piece.pk}/lire/"
    expect(page.get_by_role("link", name="Lire ici courrier de la mairie.pdf")).to_have_attribute("href", read)
    page = at_both_widths(pictured(browser, browser.get(read)), "mediature-lire-bureau")
    first = page.get_by_role("img", name=re.compile("^Page 1 sur"))
    expect(first).to_be_visible()
    assert first.evaluate("image => image.complete && image.naturalWidth") > 1000
    page.get_by_text("Lire le texte de la page 1").click()
    expect(page.get_by_text("refuse l’inscription").first).to_be_visible()
    at_both_widths(
        browser.get(f"/mediature/bureau/{saisine.number}/pieces/{locked.pk}/lire/"), "mediature-lire-protege"
    )
    own = f"/mediature/suivi/{saisine.code}/"
    page = at_both_widths(client.get(own), "mediature-suivi-pieces")
    expect(page.get_by_role("link", name="Lire ici photo du mur.jpg")).to_be_visible()
    page = at_both_widths(pictured(client, client.get(f"{own}pieces/{photo.pk}/lire/")), "mediature-lire-photo")
    expect(page.get_by_role("img", name="« photo du mur.jpg »")).to_be_visible()


def test_a_document_is_replaced_by_a_better_copy(office, client, at_both_widths):
    browser, saisine = signed_in_browser(make_agent(office)), make_saisine(office)
    piece = given(saisine, make_picture(), "avis flou.jpg")
    replacing = f"/mediature/suivi/{saisine.code}/pieces/{piece.pk}/remplacer/"
    at_both_widths(client.get(replacing), "mediature-remplacer")
    at_both_widths(client.post(replacing, {"version": 1}), "mediature-remplacer-vide", status=422)
    with open_scope(holder_of(saisine)) as scope:
        file = ContentFile(make_pdf(1), name="avis net.pdf")
        replace_own(by=scope.actor, saisine=saisine, piece=piece, file=file, version=1)
    Document.objects.update(scan=Scan.CLEAN)
    page = at_both_widths(client.get(f"/mediature/suivi/{saisine.code}/"), "mediature-suivi-version")
    expect(page.get_by_text(", version 2)")).to_be_visible()
    versions = f"/mediature/bureau/{saisine.number}/pieces/{piece.pk}/versions/"
    page = at_both_widths(browser.get(versions), "mediature-versions")
    expect(page.get_by_text("avis flou.jpg")).to_be_visible()
    at_both_widths(browser.post(versions, {"version": 2}), "mediature-versions-vide", status=422)


def test_documents_go_to_a_court_on_a_ground(office, at_both_widths, send):
    user, saisine = make_agent(office), make_saisine(office)
    browser, by = signed_in_browser(user), acting_as(user)
    given(saisine, make_pdf(1), "accord signé.pdf")
    with open_scope(by):
        add_party(by=by, saisine=saisine, cote=Cote.REQUERANT, name="Samira Benali")
        add_party(by=by, saisine=saisine, cote=Cote.ADMINISTRATION, name="Ville de Dijon")
        decide(by=by, saisine=saisine, decision=Decision(Recevabilite.RECEVABLE, "La démarche est faite."))
        close(by=by, saisine=saisine, conclusion=Conclusion(Issue.PARTIEL, "Un accord."))
    court = f"/mediature/bureau/{saisine.number}/juge/"
    page = at_both_widths(browser.get(court), "mediature-juge")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    page.get_by_label("Juridiction").fill("Tribunal administratif de Dijon")
    page.get_by_label("Motifs").fill("L’accord n’est pas appliqué.")
    page.get_by_role("radio", name="Toutes les parties sont d’accord").check(force=True)
    page.get_by_role("checkbox", name="Ce que dit la saisine").check(force=True)
    page = at_both_widths(send(page, browser, "Télécharger le ZIP"), "mediature-juge-refus", status=422)
    expect(page.get_by_text("Il manque l’accord de").first).to_be_visible()
    page.get_by_role("checkbox", name="Ce que dit la saisine").uncheck(force=True)
    page.get_by_role("checkbox", name="accord signé.pdf").check(force=True)
    page.get_by_role("radio", name="Nécessaire à la mise en œuvre").check(force=True)
    left = send(page, browser, "Télécharger le ZIP")
    assert left["Content-Type"] == "application/zip"
    assert b"".join(left.streaming_content)[:2] == b"PK"
    assert len(Production.objects.get().items) == 1
    page = at_both_widths(browser.get(court), "mediature-juge-remis")
    expect(page.get_by_text("Tribunal administratif de Dijon", exact=True)).to_be_visible()
