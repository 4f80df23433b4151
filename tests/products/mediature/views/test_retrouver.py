"""The pages by which a lost code is replaced."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.core.notifications.models import Outgoing
from parvis.kernel.actor import system
from parvis.kernel.declarations.jobs import jobs
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions.retrouver import FIND
from parvis.products.mediature.models import Saisine
from parvis.products.mediature.views.saisir import MAILS_PER_HOUR
from tests.factories.mediature import make_agent, make_collectivite, make_saisine
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
EMAIL = "samira.benali@exemple.fr"
LOST = "/mediature/suivi/code-perdu/"


def look():
    """What the worker does of what was asked."""
    for job in ProcrastinateJob.objects.filter(task_name=FIND, status="todo"):
        with open_scope(system(FIND), reach=Reach.EVERYTHING, channel="job"):
            jobs.get(FIND).run(**job.args["payload"])


def test_whoever_asks_is_not_told_whether_the_address_is_known(client, office):
    make_saisine(office, email=EMAIL)
    told = []
    for email in (EMAIL, "personne@exemple.fr"):
        shown = client.post(LOST, {"email": email})
        assert shown.status_code == 200
        told.append(re.search(r'role="status">(.+?)</div>', shown.text, re.DOTALL)[1].replace(email, ""))
    assert told[0] == told[1]
    look()
    assert Outgoing.objects.filter(key="mediature.lost").count() == 1


def test_an_address_that_is_known_takes_no_more_work_than_another(client, office):
    for _ in range(3):
        make_saisine(office, email=EMAIL)
    done = []
    for email in ("une.autre@exemple.fr", EMAIL, "personne@exemple.fr"):
        with CaptureQueriesContext(connection) as asked:
            client.post(LOST, {"email": email})
        done.append([re.sub(r"'[^']*'|\d+", "…", each["sql"]) for each in asked])
    assert done[0]
    assert done[1] == done[2]


def test_what_is_wrong_is_said_and_nobody_fills_a_mailbox(client, office):
    make_saisine(office, email=EMAIL)
    wrong = client.post(LOST, {"email": "rien"})
    assert (wrong.status_code, 'value="rien"' in wrong.text) == (422, True)
    for _ in range(5):
        assert client.post(LOST, {"email": EMAIL}).status_code == 200
    assert client.post(LOST, {"email": EMAIL}, REMOTE_ADDR="192.0.2.7").status_code == 429
    assert client.post(LOST, {"email": EMAIL, "site": "x"}).status_code == 422


def test_from_the_mail_to_the_receipt_with_the_new_code(client, office):
    case = make_saisine(office, email=EMAIL)
    client.post(LOST, {"email": EMAIL})
    look()
    link = re.search(r"/mediature/suivi/code-perdu/\S+/", Outgoing.objects.get(key="mediature.lost").text)[0]
    assert client.get(link).status_code == 200
    assert client.get(f"/mediature/suivi/{case.code}/").status_code == 200
    receipt = client.post(link, follow=True)
    assert "Voici votre nouveau code" in receipt.text
    assert case.number in receipt.text
    assert client.get(f"/mediature/suivi/{case.code}/").status_code == 404
    for method in (client.get, client.post):
        again = method(link, follow=True)
        assert again.status_code == 200
        assert "Voici votre nouveau code" not in again.text


def test_the_office_helps_back_with_and_without_address(office, mediator):
    browser = signed_in_browser(mediator)
    reached, unreached = make_saisine(office, email=EMAIL), make_saisine(office, email="", phone="+33380123456")
    page = "/mediature/bureau/{}/nouveau-code/"
    sent = browser.post(page.format(reached.number), follow=True)
    assert "elle seule verra son nouveau code" in sent.text
    shown = browser.post(page.format(unreached.number))
    code = re.search(r"med-code\">([0-9A-Z ]+)<", shown.text)[1].replace(" ", "")
    assert browser.get(f"/mediature/suivi/{code}/").status_code == 200
    assert "L’ancien n’ouvre plus rien" in shown.text
    stranger = signed_in_browser(make_agent(make_collectivite()))
    assert stranger.post(page.format(unreached.number)).status_code == 404
    assert Saisine.objects.filter(requerant__email="").count() == 1


def test_the_office_fills_no_mailbox(office, mediator):
    browser, case = signed_in_browser(mediator), make_saisine(office, email=EMAIL)
    page = f"/mediature/bureau/{case.number}/nouveau-code/"
    for _ in range(MAILS_PER_HOUR):
        assert "elle seule verra son nouveau code" in browser.post(page, follow=True).text
    told = browser.post(page, follow=True).text
    assert "5 liens sont déjà partis vers cette adresse en une heure" in told
    assert "elle seule verra son nouveau code" not in told
    assert Outgoing.objects.filter(key="mediature.lost").count() == MAILS_PER_HOUR
    another = make_saisine(office, email="une.autre@exemple.fr")
    told = browser.post(f"/mediature/bureau/{another.number}/nouveau-code/", follow=True).text
    assert "elle seule verra son nouveau code" in told
