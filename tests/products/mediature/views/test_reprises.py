"""The pages of past years: deposited, mapped, tried, taken over, undone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.kernel.actor import system
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.reprendre import run_take_over, run_trial
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import CasPasse, LigneReprise, Reprise
from tests.factories.mediature import make_agent, make_collectivite
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
PAGE = "/mediature/bureau/annees-passees/"
LINES = b"Date;Nom;Mode\n01/03/2024;Dupont;Mail\n02/03/24;Durand;Pigeon\nhier;Martin;Mail\n"


def text(response):
    return response.content.decode()


def deposited(browser, office, content=LINES, name="passe.csv"):
    sent = {"bureau": office.organisation_id, "file": SimpleUploadedFile(name, content)}
    return browser.post(PAGE, sent)


def worked(office, run):
    task = system("mediature.past")
    with open_scope(task, organisations=[office.organisation_id]):
        run(by=task, reprise=Reprise.objects.get().pk)


def test_a_file_from_its_deposit_to_its_undoing(browser, office):
    page = deposited(browser, office).url
    assert "antivirus" in text(browser.get(page))
    Document.objects.update(scan=Scan.CLEAN)
    shown = text(browser.get(page))
    assert "Colonne « Date »" in shown
    assert '<option value="received_on" selected>' in shown
    assert browser.post(f"{page}reprendre/", follow=True).status_code == 200
    wrong = browser.post(f"{page}essayer/", {"c0": "", "c1": "", "c2": "canal"})
    assert wrong.status_code == 422
    assert "la date de la saisine" in text(wrong)
    assert browser.post(f"{page}essayer/", {"c0": "received_on", "c2": "canal"}).url == page
    assert "Où en est-on" in text(browser.get(page))
    worked(office, run_trial)
    told = text(browser.get(page))
    assert "Reprendre 2\u00a0cas" in told
    assert "année complétée" in told
    assert "Ligne" in browser.get(f"{page}lignes/csv/").content.decode("utf-8-sig")
    assert browser.post(f"{page}reprendre/").url == page
    assert 'max="2"' in text(browser.get(page))
    worked(office, run_take_over)
    assert "2\u00a0cas comptent" in text(browser.get(page))
    assert browser.post(f"{page}annuler/").url == page
    assert not CasPasse.objects.exists()


def test_the_list_and_a_file_ask_as_much_for_thirty_as_for_one(browser, office):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    def taken(count, lines):
        made = Reprise.objects.create(
            organisation=office.organisation, name="x.csv", sha256=str(count), etat="terminee"
        )
        LigneReprise.objects.bulk_create(
            LigneReprise(reprise=made, line=line, verdict="refusee", words="Non.") for line in range(lines)
        )
        return f"{PAGE}{made.pk}/"

    one = taken(1, 1)
    asked(PAGE)
    before = asked(PAGE), asked(one)
    many = [taken(count, 30) for count in range(2, 31)]
    assert (asked(PAGE), asked(many[0])) == before


def test_what_is_wrong_with_a_file_is_told(browser, office):
    assert deposited(browser, office, b"").status_code == 422
    assert deposited(browser, office).status_code == 302
    again = deposited(browser, office)
    assert again.status_code == 422
    assert "compteraient deux fois" in text(again)


def test_a_file_that_cannot_be_read_is_told(browser, office):
    page = deposited(browser, office, b"%PDF-1.4").url
    Document.objects.update(scan=Scan.CLEAN)
    assert "pas un tableau" in text(browser.get(page))


def test_an_assistant_reads_and_a_stranger_finds_nothing(browser, office):
    page = deposited(browser, office).url
    assistant = signed_in_browser(make_agent(office, Fonction.ASSISTANT))
    assert "Un médiateur du bureau dépose" in text(assistant.get(PAGE))
    assert assistant.post(f"{page}annuler/").status_code == 403
    stranger = signed_in_browser(make_agent(make_collectivite()))
    for address in (page, f"{page}lignes/csv/"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"{page}annuler/").status_code == 404
    assert deposited(stranger, office).status_code == 422
