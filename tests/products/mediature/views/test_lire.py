"""A document of a case is read in the page: by its office, and by the person what is theirs to read."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.core.journal.models import JournalEntry
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import assign
from parvis.products.mediature.actions.registering import add_piece
from parvis.products.mediature.enums import Fonction, Visibilite
from parvis.products.mediature.models import Piece
from tests.factories.drawings import LOCKED, make_pdf, make_picture
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def added(saisine, mediator):
    def add(content, name, visibility=Visibilite.REQUERANT):
        by = acting_as(mediator)
        with open_scope(by):
            made = add_piece(by=by, saisine=saisine, file=ContentFile(content, name=name), visibility=visibility)
        Document.objects.update(scan=Scan.CLEAN)
        return made

    return add


def of_the_office(saisine, piece):
    return reverse("mediature:read", args=[saisine.number, piece.pk])


def of_the_person(saisine, piece):
    return reverse("mediature:read_own", args=[saisine.code, piece.pk])


def pictures(response):
    return [address for _, address in response.context["pages"]]


def readings():
    return JournalEntry.objects.filter(verb="documents.preview").count()


def test_the_office_and_the_person_read_the_pages_and_their_words(saisine, added, browser, client):
    piece = added(make_pdf(), "courrier.pdf")
    for reader, address in ((browser, of_the_office(saisine, piece)), (client, of_the_person(saisine, piece))):
        before, page = readings(), reader.get(address)
        assert page.status_code == 200
        count = page.context["count"]
        assert f'alt="Page 2 sur {count} de « courrier.pdf »"' in page.text
        assert "Lire le texte de la page 1" in page.text
        assert "refuse l’inscription" in page.text
        assert "no-store" in page["Cache-Control"]
        drawn = [reader.get(each) for each in pictures(page)]
        assert {(each.status_code, each["Content-Type"]) for each in drawn} == {(200, "image/jpeg")}
        assert readings() == before + 1
    other = pictures(browser.get(of_the_office(saisine, piece)))[0].split("?")[1]
    assert client.get(f"{of_the_person(saisine, piece)}1/?{other}").status_code == 404


def test_a_picture_by_itself_can_do_nothing(saisine, added, browser):
    page = browser.get(of_the_office(saisine, added(make_picture(), "photo.jpg")))
    answer = browser.get(pictures(page)[0])
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Content-Disposition"] == "inline"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "no-store" in answer["Cache-Control"]


def test_a_long_document_comes_ten_pages_at_a_time(saisine, added, browser):
    address = of_the_office(saisine, added(make_pdf(13), "long.pdf"))
    page = browser.get(address)
    count = page.context["count"]
    assert count > 11
    assert len(pictures(page)) == 10
    assert f"Pages 1 à 10 sur {count}" in page.text
    after = browser.get(f"{address}?page=11")
    assert f"Pages 11 à {min(20, count)} sur {count}" in after.text
    assert (after.context["before"], len(pictures(after))) == (1, min(10, count - 10))
    assert browser.get(f"{address}?page={count + 1}").status_code == 404
    assert browser.get(f"{address}?page=x").status_code == 200


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (LOCKED, "secret.pdf", "protégé par un mot de passe"),
        (b"%PDF-1.7\nrien", "abime.pdf", "ne se lit pas ici"),
        (make_picture()[:300], "coupee.jpg", "ne se lit pas ici"),
        (make_picture("PNG", (20_000, 20_000), "1"), "immense.png", "trop lourd pour s’afficher"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "dessin.svg", "ne se lit pas ici"),
        (b"<html><script>alert(1)</script></html>", "page.html", "ne se lit pas ici"),
    ],
)
def test_what_cannot_be_shown_says_so_and_is_still_downloaded(saisine, added, browser, client, content, name, says):
    piece = added(content, name)
    download = reverse("mediature:case_piece", args=[saisine.number, piece.pk])
    page = browser.get(of_the_office(saisine, piece))
    assert (page.status_code, says in page.text, download in page.text) == (200, True, True)
    assert says in client.get(of_the_person(saisine, piece)).text
    assert "<script>" not in page.text.split("<main", 1)[1].split("</main", 1)[0]


@pytest.mark.parametrize("scan", [Scan.WAITING, Scan.INFECTED])
def test_a_file_that_is_not_clean_is_shown_to_nobody(saisine, added, browser, client, scan):
    piece = added(make_pdf(), "courrier.pdf")
    page, own = browser.get(of_the_office(saisine, piece)), client.get(of_the_person(saisine, piece))
    Document.objects.update(scan=scan)
    assert browser.get(of_the_office(saisine, piece)).url == reverse("mediature:case", args=[saisine.number])
    assert client.get(of_the_person(saisine, piece)).url == reverse("mediature:follow", args=[saisine.code])
    assert browser.get(pictures(page)[0]).status_code == 409
    assert client.get(pictures(own)[0]).status_code == 409


def test_a_file_that_is_lost_says_so(saisine, added, browser):
    piece = added(make_pdf(), "courrier.pdf")
    page = browser.get(of_the_office(saisine, piece))
    default_storage.delete(piece.document.place)
    assert browser.get(of_the_office(saisine, piece)).status_code == 302
    assert browser.get(pictures(page)[0]).status_code == 409


def test_nobody_else_reads_it(office, saisine, added, mediator, client):
    by = acting_as(mediator)
    with open_scope(by):
        assign(by=by, saisine=saisine, to=mediator)
    private, internal = (
        added(make_pdf(), "seul.pdf", Visibilite.MEDIATEUR),
        added(make_pdf(), "bureau.pdf", Visibilite.BUREAU),
    )
    mine = signed_in_browser(mediator).get(of_the_office(saisine, private))
    ticket = pictures(mine)[0]
    colleague = signed_in_browser(make_agent(office, Fonction.PRINCIPAL))
    stranger = signed_in_browser(make_agent(make_collectivite(), Fonction.PRINCIPAL))
    for reader, address in (
        (colleague, of_the_office(saisine, private)),
        (colleague, ticket),
        (stranger, of_the_office(saisine, internal)),
        (client, of_the_person(saisine, internal)),
        (client, of_the_person(make_saisine(office), internal)),
    ):
        assert reader.get(address).status_code == 404, address
    assert colleague.get(of_the_office(saisine, internal)).status_code == 200
    assert client.get(of_the_office(saisine, internal)).status_code == 302
    assert Piece.objects.count() == 2


def test_it_is_offered_beside_the_download_and_only_for_what_can_be_shown(saisine, added, browser, client):
    shown, hidden = added(make_pdf(), "courrier.pdf"), added(b"Du texte.", "mot.txt")
    case = browser.get(reverse("mediature:case", args=[saisine.number])).text
    follow = client.get(reverse("mediature:follow", args=[saisine.code])).text
    assert of_the_office(saisine, shown) in case
    assert of_the_person(saisine, shown) in follow
    assert of_the_office(saisine, hidden) not in case
    assert of_the_person(saisine, hidden) not in follow
