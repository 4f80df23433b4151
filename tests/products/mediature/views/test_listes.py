"""The list as somebody keeps it, and the same done of several cases."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.enums import Etat, Fonction, Recevabilite
from parvis.products.mediature.models import Ligne, Saisine, Vue
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
LIST = "/mediature/bureau/"
VIEWS = f"{LIST}vues/"
BULK = f"{LIST}lot/"


def text(response):
    return response.content.decode()


def listed(browser, **asked):
    return [line.saisine.number for line in browser.get(LIST, asked).context["lines"]]


def change(saisine, **fields):
    Saisine.objects.filter(pk=saisine.pk).update(**fields)


def kept(office, **given):
    return {"office": office.organisation_id, "name": "Les urgents", "query": "vue=tous&retard=on&page=3"} | given


def ticked(*cases):
    return [f"{each.number}:{Saisine.objects.get(pk=each.pk).version}" for each in cases]


def test_only_late_cases_are_those_that_the_list_tells_late(browser, office):
    examined, due, asked, silent, fine = (make_saisine(office) for _ in range(5))
    decided = {"recevabilite": Recevabilite.RECEVABLE, "decided_on": clock.today()}
    change(examined, received_on=clock.today() - timedelta(days=40))
    change(due, due_on=clock.today() - timedelta(days=5), **decided)
    change(silent, last_exchange_at=clock.now() - timedelta(days=120), **decided)
    with clock.frozen(clock.now() - timedelta(days=60)):
        Ligne.objects.create(saisine=asked, fait="etat", words=Etat.ATTENTE_ADMINISTRATION.label, by="user:1")
    change(asked, etat=Etat.ATTENTE_ADMINISTRATION, **decided)
    shown = browser.get(LIST, {"vue": "tous"}).context["lines"]
    late = {line.saisine.number for line in shown if line.next and line.next.late}
    assert late == {each.number for each in (examined, due, asked, silent)}
    assert set(listed(browser, vue="tous", retard="on")) == late
    assert fine.number not in late


def test_ended_between_two_days(browser, office):
    old, new = make_saisine(office), make_saisine(office)
    for case, days in ((old, 30), (new, 2)):
        change(case, etat=Etat.RETIREE, closed_at=clock.now() - timedelta(days=days))
    day = (clock.today() - timedelta(days=10)).isoformat()
    assert listed(browser, vue="termines", clos_du=day) == [new.number]
    assert listed(browser, vue="termines", clos_au=day) == [old.number]


def test_a_page_may_be_longer(browser, office):
    for _ in range(31):
        make_saisine(office)
    assert len(listed(browser)) == 30
    assert len(listed(browser, par=60)) == 31
    assert len(listed(browser, par=5000)) == 30


def test_a_view_is_kept_shared_opened_first_and_taken_away(browser, mediator, office):
    sent = browser.post(VIEWS, kept(office, shared="on", preferred="on"))
    assert sent.headers["Location"] == f"{LIST}?vue=tous&retard=on"
    assert browser.get(LIST).headers["Location"] == f"{LIST}?vue=tous&retard=on"
    colleague = signed_in_browser(make_agent(office, Fonction.ASSISTANT))
    assert "Les urgents" in text(colleague.get(LIST))
    view = Vue.objects.get()
    assert colleague.post(f"{VIEWS}{view.pk}/retirer/").status_code == 404
    assert browser.post(f"{VIEWS}{view.pk}/retirer/").status_code == 302
    assert browser.get(LIST).status_code == 200
    assert not Vue.objects.exists()


def test_a_view_that_is_not_shared_is_seen_by_its_author_alone(browser, office):
    browser.post(VIEWS, kept(office))
    colleague = make_agent(office)
    stranger = make_agent(make_collectivite())
    for user in (colleague, stranger):
        assert "Les urgents" not in text(signed_in_browser(user).get(LIST))
        with open_scope(acting_as(user)):
            assert not Vue.objects.exists()


def test_one_view_a_name_and_one_that_opens_first(browser, office):
    browser.post(VIEWS, kept(office, preferred="on"))
    browser.post(VIEWS, kept(office, query="vue=miens"))
    browser.post(VIEWS, kept(office, name="Autre", query="vue=termines", preferred="on"))
    assert [(each.name, each.query, each.preferred) for each in Vue.objects.order_by("pk")] == [
        ("Les urgents", "vue=miens", False),
        ("Autre", "vue=termines", True),
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": " "}, "Donnez un nom à cette vue."),
        ({"query": ""}, "Cette vue ne filtre rien"),
    ],
)
def test_a_view_without_name_or_filter_is_refused_and_what_was_typed_stays(browser, office, given, words):
    answer = browser.post(VIEWS, kept(office, **given))
    assert answer.status_code == 422
    assert words in text(answer)
    assert not Vue.objects.exists()


def test_the_same_is_done_of_several_cases_and_each_refusal_says_why(browser, mediator, office):
    free, changed, theirs, other = make_saisine(office), make_saisine(office), make_saisine(office), make_saisine()
    change(theirs, mediateur=make_agent(office))
    chosen = ticked(free, changed, theirs, other)
    change(changed, version=9)
    answer = browser.post(BULK, {"geste": "prendre", "dossier": chosen, "retour": "vue=tous"})
    assert answer.status_code == 200
    assert [each.number for each in answer.context["done"]] == [free.number]
    assert {each.number: each.refused.split(" :")[0].split(",")[0] for each in answer.context["refused"]} == {
        changed.number: "Quelqu’un a changé ce dossier pendant que vous le lisiez",
        theirs.number: "Vous ne pouvez pas faire cela de ce dossier",
        other.number: "Ce dossier n’existe pas",
    }
    assert f'href="{LIST}?vue=tous"' in text(answer)
    assert Saisine.objects.get(pk=free.pk).mediateur == mediator
    assert Ligne.objects.filter(saisine=free, fait="attribution").count() == 1


def test_each_act_on_several_cases(office, mediator):
    lead = make_agent(office, Fonction.PRINCIPAL)
    browser, case = signed_in_browser(lead), make_saisine(office)
    day = clock.today() + timedelta(days=3)
    for act, given, field, value in (
        (f"a:{mediator.pk}", {}, "mediateur_id", mediator.pk),
        ("rendre", {}, "mediateur_id", None),
        ("echeance", {"due_on": day.isoformat()}, "due_on", day),
        ("etat:contacter-requerant", {}, "etat", Etat.CONTACTER_REQUERANT),
    ):
        answer = browser.post(BULK, {"geste": act, "dossier": ticked(case)} | given)
        assert len(answer.context["done"]) == 1, act
        assert getattr(Saisine.objects.get(pk=case.pk), field) == value
    refused = browser.post(BULK, {"geste": "etat:attente-administration", "dossier": ticked(case)})
    assert "dites d’abord la saisine recevable" in refused.context["refused"][0].refused


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"geste": "prendre"}, "Cochez au moins un dossier."),
        ({"dossier": ["2026-000001:1"]}, "Choisissez quoi faire."),
        ({"geste": "echeance", "dossier": ["2026-000001:1"]}, "Donnez la date de l’échéance."),
        ({"geste": "prendre", "dossier": [f"x{n}:1" for n in range(101)]}, "100 dossiers au plus"),
    ],
)
def test_what_several_cases_lack_is_said(browser, given, words):
    answer = browser.post(BULK, given)
    assert answer.status_code == 422
    assert words in text(answer)


def test_views_cost_the_same_whatever_their_number(browser, office):
    told = []
    for first, last in ((0, 1), (1, 30)):
        for number in range(first, last):
            browser.post(VIEWS, kept(office, name=f"Vue {number}"))
        with CaptureQueriesContext(connection) as seen:
            browser.get(LIST, {"vue": "tous"})
            browser.get(VIEWS)
        told.append(len(seen))
    assert told[0] == told[1]
