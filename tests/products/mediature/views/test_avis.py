"""The page of an opinion: two presses from the mail, a word if one wants, nothing of the case."""

import pytest

from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import Conclusion, close
from parvis.products.mediature.enums import Fonction, Issue
from parvis.products.mediature.models import Avis, Saisine
from parvis.products.mediature.queries.avis import address_of
from tests.factories.mediature import acting_as, make_agent, make_saisine
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def mediator(office):
    return make_agent(office, Fonction.PRINCIPAL)


@pytest.fixture
def closed(office, mediator):
    saisine, actor = make_saisine(office), acting_as(mediator)
    with open_scope(actor):
        close(by=actor, saisine=saisine, conclusion=Conclusion(Issue.PARTIEL, "Un accord discret."))
    return saisine


def page(saisine):
    return address_of(Saisine.objects.get(pk=saisine.pk)).partition("/mediature/")[2].join(["/mediature/", ""])


def text(answer):
    return answer.content.decode()


def test_a_press_answers_and_a_word_may_follow(client, mediator, closed):
    shown = client.get(page(closed))
    assert "Une pression suffit" in text(shown)
    for secret in ("Benali", "cantine", "Un accord discret"):
        assert secret not in text(shown)
    assert (shown.headers["X-Robots-Tag"], "no-store" in shown.headers["Cache-Control"]) == ("noindex", True)
    assert "Merci" in text(client.post(page(closed), {"degre": "plutot"}, follow=True))
    client.post(page(closed), {"word": "À l’écoute."})
    given = Avis.objects.get()
    assert (given.satisfaction, given.word) == ("plutot", "À l’écoute.")
    case = text(signed_in_browser(mediator).get(f"/mediature/bureau/{closed.number}/"))
    assert "plutôt satisfait" in case
    assert "À l’écoute." in case


def test_the_follow_up_page_leads_there_once_it_is_over(client, office, closed):
    assert page(closed) in text(client.get(f"/mediature/suivi/{closed.code}/"))
    other = make_saisine(office)
    assert "/suivi/avis/" not in text(client.get(f"/mediature/suivi/{other.code}/"))
    assert "La médiation est en cours" in text(client.get(page(other)))


@pytest.mark.parametrize("given", [{}, {"degre": "autre"}, {"word": "Sans degré."}])
def test_nothing_is_kept_without_a_degree(client, closed, given):
    assert client.post(page(closed), given).status_code == 422
    assert not Avis.objects.exists()


def test_a_word_too_long_stays_on_the_page(client, closed):
    client.post(page(closed), {"degre": "tres"})
    wrong = client.post(page(closed), {"word": "mot " * 600})
    assert wrong.status_code == 422
    assert "mot mot" in text(wrong)


def test_a_link_that_was_not_made_here_or_whose_case_is_gone_opens_nothing(client, closed):
    assert client.get("/mediature/suivi/avis/invente/").status_code == 404
    address = page(closed)
    assert client.get(f"{address[:-3]}xx/").status_code == 404
    Saisine.objects.filter(pk=closed.pk).delete()
    assert client.get(address).status_code == 404


def test_what_was_reopened_takes_no_opinion(client, mediator, closed):
    from parvis.products.mediature.actions.handling import reopen

    actor = acting_as(mediator)
    with open_scope(actor):
        reopen(by=actor, saisine=closed)
    assert "ne se donne plus" in text(client.post(page(closed), {"degre": "tres"}, follow=True))
