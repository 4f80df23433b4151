"""The page that splits a case, and what the code of its person opens afterwards."""

import pytest

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.splitting import Partage, split, unsplit
from parvis.products.mediature.models import Piece, Saisine
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.sessions import signed_in_browser
from tests.factories.solliciter import make_piece

pytestmark = pytest.mark.django_db
PAGE = "/mediature/bureau/{}/"


@pytest.fixture
def made(saisine, mediator):
    by = acting_as(mediator)
    with open_scope(by):
        return split(by=by, saisine=saisine, partage=Partage("La fourrière."))


def address(saisine, made):
    return f"/mediature/suivi/{saisine.code}{made.number.replace('-', '')}/"


def test_the_page_splits_and_the_new_case_gives_it_back(saisine, mediator, browser):
    piece = make_piece(saisine, acting_as(mediator))
    Document.objects.update(scan=Scan.CLEAN)
    page = PAGE.format(saisine.number)
    assert "Scinder en deux dossiers" in browser.get(page).content.decode()
    sent = {"facts": "La fourrière a pris ma voiture.", "version": 1, f"piece_{piece.pk}": "va"}
    sent["mediateur"] = mediator.pk
    answer = browser.post(f"{page}scinder/", sent)
    made = Saisine.objects.exclude(pk=saisine.pk).get()
    assert answer.headers["Location"] == PAGE.format(made.number)
    assert Piece.objects.get(pk=piece.pk).saisine == made
    assert made.mediateur == mediator
    assert browser.post(f"{PAGE.format(made.number)}reunir/", {"version": 1}).status_code == 422
    answer = browser.post(f"{PAGE.format(made.number)}reunir/", {"version": made.version}, follow=True)
    assert answer.redirect_chain[-1][0] == page
    assert Piece.objects.get(pk=piece.pk).saisine == saisine


def test_what_was_typed_stays_when_it_is_refused(saisine, browser):
    page = f"{PAGE.format(saisine.number)}scinder/"
    empty = browser.post(page, {"facts": "", "service": "Fourrière", "version": 1})
    assert empty.status_code == 422
    assert "de quoi parle le second désaccord" in empty.content.decode()
    assert 'value="Fourrière"' in empty.content.decode()
    stale = browser.post(page, {"facts": "La fourrière.", "version": 0})
    assert stale.status_code == 422
    assert "Quelqu’un a changé ce dossier" in stale.content.decode()
    assert browser.post(page, stale.context["form"].data.dict()).status_code == 302


def test_a_stranger_an_assistant_and_an_ended_case(saisine, browser):
    page = f"{PAGE.format(saisine.number)}scinder/"
    assert signed_in_browser(make_agent(make_collectivite())).get(page).status_code == 404
    Saisine.objects.filter(pk=saisine.pk).update(etat="retiree", closed_at=saisine.filed_at)
    assert browser.get(page).headers["Location"] == PAGE.format(saisine.number)


def test_one_code_opens_both_and_each_page_leads_to_the_other(saisine, made, client):
    first = client.get(f"/mediature/suivi/{saisine.code}/")
    assert first.context["saisine"].pk == saisine.pk
    assert address(saisine, made) in first.content.decode()
    second = client.get(address(saisine, made))
    assert second.context["saisine"].pk == made.pk
    assert f"/mediature/suivi/{saisine.code}/" in second.content.decode()
    assert second.context["spaced"] == first.context["spaced"]
    for page in ("recu/", "messages/", "retirer/"):
        assert client.get(f"{address(saisine, made)}{page}").status_code == 200
    sent = client.post(f"{address(saisine, made)}messages/", {"text": "Et ma voiture ?"})
    assert sent.headers["Location"] == f"{address(saisine, made)}messages/"
    assert made.messages.get().text == "Et ma voiture ?"
    assert not saisine.messages.exists()


def test_the_code_shows_nothing_more_than_its_own_rows(saisine, made):
    holder = holder_of(saisine)
    with open_scope(holder):
        assert list(Saisine.objects.all()) == [saisine]


def test_once_it_is_undone_the_address_of_the_second_leads_to_the_first(saisine, made, mediator, client):
    by = acting_as(mediator)
    with open_scope(by):
        unsplit(by=by, saisine=made)
    assert client.get(address(saisine, made)).context["saisine"].pk == saisine.pk
    assert "Votre code ouvre aussi" not in client.get(f"/mediature/suivi/{saisine.code}/").content.decode()


def test_the_code_still_opens_the_second_once_the_first_is_erased(saisine, made, client):
    code = saisine.code
    Saisine.objects.get(pk=saisine.pk).requerant.delete()
    assert client.get(f"/mediature/suivi/{code}/").context["saisine"].pk == made.pk


def test_a_second_case_that_is_split_again_is_opened_by_the_same_code(saisine, made, mediator, client):
    by = acting_as(mediator)
    with open_scope(by):
        third = split(by=by, saisine=made, partage=Partage("Et la cantine."))
    assert client.get(address(saisine, third)).context["saisine"].pk == third.pk
    shown = client.get(address(saisine, made)).content.decode()
    assert address(saisine, third) in shown


def test_a_stranger_finds_nothing_by_a_number(saisine, made, office, client):
    other = make_saisine(office)
    assert client.get(address(other, made)).context["saisine"].pk == other.pk
    assert client.get(address(saisine, other)).context["saisine"].pk == saisine.pk
