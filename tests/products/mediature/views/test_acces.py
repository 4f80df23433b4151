"""The pages of an exceptional access: two reasons and a password, one case to read, a list for the office."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.retraits import stay_away
from parvis.products.mediature.enums import Motif
from parvis.products.mediature.models import AccesExceptionnel
from tests.factories.accounts import confirm_access, protect
from tests.factories.mediature import acting_as, make_agent, make_saisine
from tests.factories.organisations import make_person
from tests.factories.sessions import signed_in_browser
from tests.factories.solliciter import make_admitted, make_piece, make_question

pytestmark = pytest.mark.django_db
ASK = "/mediature/administration/acces/"
LIST = "/mediature/bureau/acces/"
WORDS = "La personne dit qu’elle va se faire du mal ce soir."


@pytest.fixture
def case(office, lead):
    made = make_admitted(office)
    make_piece(made, acting_as(lead), "preuve.txt")
    make_question(made)
    return made


@pytest.fixture
def browser(acting):
    return signed_in_browser(protect(make_person(is_platform_administrator=True)))


def text(answer):
    return unescape(answer.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def given(case, **other):
    return {"number": case.number, "motif": "danger", "reason": WORDS} | other


def test_the_password_is_asked_again_then_the_case_is_read_for_an_hour(browser, case, lead):
    for answer in (browser.get(ASK), browser.post(ASK, given(case))):
        assert answer.headers["Location"].startswith("/compte/reauthenticate/")
    assert not AccesExceptionnel.objects.exists()
    confirm_access(browser)
    page = browser.post(ASK, given(case), follow=True)
    shown = text(page)
    for told in (case.number, case.requerant.last_name, case.facts, "en lecture seulement", "Questions aux services"):
        assert told in shown
    assert f"/mediature/bureau/{case.number}" not in shown, "nothing leads to an act or a file"
    assert shown.count('method="post"') == text(browser.get("/mediature/administration/")).count('method="post"')
    address = page.redirect_chain[-1][0]
    assert browser.get(f"/mediature/bureau/{case.number}/").status_code == 404
    with clock.frozen(clock.now() + timedelta(minutes=61)):
        assert signed_in_browser(AccesExceptionnel.objects.get().user).get(address).status_code in {302, 404}
    read = text(signed_in_browser(lead).get(f"/mediature/bureau/{case.number}/"))
    assert "Lu en urgence par" in read
    listed = text(signed_in_browser(lead).get(LIST))
    assert WORDS in listed
    assert "Une personne est en danger" in listed


def test_whoever_reads_is_told_whether_somebody_of_the_office_knows(browser, office, lead):
    confirm_access(browser)
    led, alone = make_saisine(office), make_saisine()
    assert "Son bureau en est prévenu par courriel." in text(browser.post(ASK, given(led), follow=True))
    assert "Personne n’est à son bureau pour en être prévenu" in text(browser.post(ASK, given(alone), follow=True))


def test_the_list_counts_and_shows_nothing_of_a_case_that_one_withdrew_from(office, lead, acting):
    kept, left = make_saisine(office), make_saisine(office)
    browser = signed_in_browser(lead)
    for each in (kept, left):
        AccesExceptionnel.objects.create(
            organisation=office.organisation, saisine=each, name="Une personne", motif=Motif.BLOCAGE, reason=WORDS,
            ends_at=clock.now() + timedelta(minutes=5),
        )  # fmt: skip
    with open_scope(acting_as(lead)) as scope:
        stay_away(by=scope.actor, saisine=left, reason="La personne est de ma famille.")
    answer = browser.get(LIST)
    assert kept.number in text(answer)
    assert left.number not in text(answer)
    assert answer.context["page"].paginator.count == len(answer.context["page"].object_list) == 1


def test_another_administrator_does_not_follow_the_address(browser, case):
    confirm_access(browser)
    address = browser.post(ASK, given(case)).headers["Location"]
    assert browser.get(address).status_code == 200
    other = signed_in_browser(protect(make_person(is_platform_administrator=True)))
    assert other.get(address).status_code == 404
    assert signed_in_browser(make_person()).get(address).status_code in {403, 404}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"reason": "Urgent."}, "30 signes"),
        ({"motif": "curiosite"}, "Choisissez un motif de la liste"),
        ({"number": "2020-999999"}, "Aucun dossier ne porte ce numéro"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(browser, case, wrong, told):
    confirm_access(browser)
    answer = browser.post(ASK, given(case, **wrong))
    assert answer.status_code == 422
    assert told in text(answer)
    assert (wrong.get("number") or case.number) in text(answer)
    assert not AccesExceptionnel.objects.exists()


def test_the_list_is_for_who_leads_the_office_and_costs_the_same_for_thirty(office, lead, case, acting):
    assert signed_in_browser(make_agent(office)).get(LIST).status_code in {403, 404}
    browser = signed_in_browser(lead)
    assert "Personne n’a jamais lu" in text(browser.get(LIST))
    costs = []
    foreign = make_saisine()
    for count in (1, 29):
        with open_scope(acting.actor, reach=acting.reach):
            AccesExceptionnel.objects.bulk_create(
                AccesExceptionnel(
                    organisation_id=each.organisation_id, saisine=each, name="Une personne", motif=Motif.BLOCAGE,
                    reason=WORDS, ends_at=clock.now() + timedelta(minutes=5),
                )
                for each in [case] * count + [foreign]
            )  # fmt: skip
        with CaptureQueriesContext(
            connection,
        ) as queries:
            shown = text(browser.get(LIST))
        costs.append(len(queries))
        assert foreign.number not in shown
    assert shown.count("Une personne<") == 30
    assert costs[0] == costs[1]


def test_the_form_tells_how_long_a_reason_may_be_and_keeps_what_was_typed(browser, case):
    confirm_access(browser)
    shown = browser.get(ASK).text
    most = int(re.search(r"De 30 à (\d+) signes", shown)[1])
    assert "maxlength" not in re.search(r'<textarea[^>]*name="reason"[^>]*>', shown)[0], "nothing pasted is cut"
    typed = "é" * (most + 1)
    refused = browser.post(ASK, given(case, reason=typed))
    assert refused.status_code == 422
    assert f"Écrivez {most} signes au plus : le dossier garde ces mots en entier." in text(refused)
    assert typed in text(refused)
    assert browser.post(ASK, given(case, reason=typed[1:])).status_code == 302
