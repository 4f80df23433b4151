"""The pages of appointments and tasks: in the case, in the list of the day, and on the page of the person."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.kernel import clock
from parvis.products.mediature.models import RendezVous, Saisine, Tache
from tests.factories.mediature import make_agent, make_collectivite, make_saisine
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db


def page(saisine, more=""):
    return f"/mediature/bureau/{saisine.number}/{more}"


def text(answer):
    return answer.content.decode()


def soon(days=3):
    return f"{(clock.now() + timedelta(days=days)).astimezone(clock.PARIS):%Y-%m-%dT%H:%M}"


def given(**more):
    return {"starts_at": soon(), "minutes": "60", "forme": "sur-place", "place": "11 rue des Exemples"} | more


def cost(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_an_appointment_is_fixed_changed_cancelled_and_the_person_reads_it(browser, saisine, client):
    assert "Aucun rendez-vous" in text(browser.get(page(saisine, "rendez-vous/")))
    sent = given(others="Samira Benali\nService scolaire")
    assert browser.post(page(saisine, "rendez-vous/"), sent).status_code == 302
    kept = RendezVous.objects.get()
    own = f"rendez-vous/{kept.pk}/"
    assert "Service scolaire" in text(browser.get(page(saisine, own)))
    follow = f"/mediature/suivi/{saisine.code}/"
    shown = text(client.get(follow))
    assert "11 rue des Exemples" in shown
    assert f"{follow}{own}" in shown
    file = client.get(f"{follow}{own}")
    assert file["Content-Type"] == "text/calendar"
    assert b"BEGIN:VEVENT" in b"".join(file.streaming_content)
    assert "Sur place" in text(browser.get(page(saisine)))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(client.get(f"{follow}tout/").streaming_content)))
    (told,) = json.loads(archive.read("saisine.json"))["rendez-vous"]
    assert (told["lieu, numéro ou lien"], told["ce qu’il est devenu"]) == ("11 rue des Exemples", "Prévu")
    moved = given(forme="visio", place="https://visio.example/abc", revision=0)
    assert browser.post(page(saisine, own), moved).status_code == 302
    assert "https://visio.example/abc" in text(client.get(follow))
    refused = browser.post(page(saisine, f"{own}annuler/"), {"why": "", "revision": 1})
    assert refused.status_code == 422
    assert browser.post(page(saisine, f"{own}annuler/"), {"why": "Service fermé.", "revision": 1}).status_code == 302
    shown = text(client.get(follow))
    assert "Service fermé." in shown
    assert "Mettre dans mon agenda" not in shown
    assert "ne change plus" in text(browser.get(page(saisine, own)))


def test_what_a_colleague_changed_meanwhile_is_told_and_what_was_typed_stays(browser, saisine):
    browser.post(page(saisine, "rendez-vous/"), given())
    own = page(saisine, f"rendez-vous/{RendezVous.objects.get().pk}/")
    assert 'name="revision" value="0" id="id_revision"' in text(browser.get(own))
    browser.post(own, given(place="3 rue du Bureau", revision=0))
    typed = given(place="8 place du Marché", revision=0)
    refused = browser.post(own, typed)
    assert refused.status_code == 422
    assert "3 rue du Bureau" in text(refused)
    assert 'value="8 place du Marché"' in text(refused)
    assert RendezVous.objects.get().place == "3 rue du Bureau"
    read = 'name="revision" value="{}" id="id_revision"'
    wrong = browser.post(own, typed | {"minutes": ""})
    assert read.format(0) in text(wrong), "nobody was told of the change"
    assert read.format(1) in text(refused), "told, they may send it"
    assert browser.post(own, typed | {"revision": 1}).status_code == 302
    gone = browser.post(f"{own}annuler/", {"why": "Non.", "revision": 1})
    assert "Quelqu’un a changé" in text(gone)


def test_once_held_its_day_is_proposed_as_the_first_meeting(browser, saisine):
    browser.post(page(saisine, "rendez-vous/"), given())
    own = f"rendez-vous/{RendezVous.objects.get().pk}/"
    assert "Dire qu’il a été tenu" not in text(browser.get(page(saisine, own)))
    assert "pas encore" in text(browser.post(page(saisine, f"{own}tenu/"), follow=True))
    RendezVous.objects.update(starts_at=clock.now() - timedelta(hours=1))
    assert "Dire qu’il a été tenu" in text(browser.get(page(saisine, own)))
    assert browser.post(page(saisine, f"{own}tenu/")).status_code == 302
    form = next(form for name, _, form in browser.get(page(saisine)).context["acts"] if name == "dates")
    day = (clock.now() - timedelta(hours=1)).astimezone(clock.PARIS).date()
    assert form.initial["first_meeting_on"] == day
    assert Saisine.objects.get().first_meeting_on is None


def test_what_is_wrong_is_said_and_what_was_typed_stays(browser, saisine):
    wrong = browser.post(page(saisine, "rendez-vous/"), given(forme="visio", place="notre salle", others="Zoé"))
    assert wrong.status_code == 422
    assert "https://" in text(wrong)
    assert "notre salle" in text(wrong)
    assert "Zoé" in text(wrong)


def test_a_task_is_written_done_and_counted(browser, saisine):
    assert browser.post(page(saisine, "taches/"), {"words": "", "due_on": clock.today()}).status_code == 422
    late = Tache.objects.create(saisine=saisine, words="Relire", due_on=clock.today() - timedelta(days=9))
    sent = {"words": "Appeler l’école", "due_on": clock.today().isoformat(), "to": ""}
    assert browser.post(page(saisine, "taches/"), sent).status_code == 302
    for address in (page(saisine), page(saisine, "taches/"), "/mediature/bureau/a-faire/"):
        shown = text(browser.get(address))
        assert "Appeler l’école" in shown, address
        assert "en retard de" in shown, address
    assert browser.get("/mediature/bureau/?vue=tous").context["tasks_due"] >= 1
    assert browser.post(page(saisine, f"taches/{late.pk}/"), {"fait": "oui", "retour": "liste"}).status_code == 302
    assert "Relire" not in text(browser.get("/mediature/bureau/a-faire/"))
    assert "De nouveau à faire" in text(browser.get(page(saisine, "taches/")))


def test_to_another_office_nothing_exists(browser, saisine, client):
    browser.post(page(saisine, "rendez-vous/"), given())
    own = f"rendez-vous/{RendezVous.objects.get().pk}/"
    tache = Tache.objects.create(saisine=saisine, words="Relire", due_on=clock.today())
    stranger = signed_in_browser(make_agent(make_collectivite()))
    other = make_saisine()
    for way in ("rendez-vous/", own, "taches/"):
        assert stranger.get(page(saisine, way)).status_code == 404, way
    for way in (f"{own}annuler/", f"{own}tenu/", f"taches/{tache.pk}/"):
        assert stranger.post(page(saisine, way), {"why": "Non.", "fait": "oui"}).status_code == 404, way
    assert client.get(f"/mediature/suivi/{other.code}/{own}").status_code == 404
    assert browser.post(page(saisine, "taches/999999/"), {"fait": "oui"}).status_code == 404
    assert "Relire" not in text(stranger.get("/mediature/bureau/a-faire/"))


def test_one_or_thirty_cost_the_same(browser, office):
    def add(count):
        for _ in range(count):
            case = make_saisine(office)
            for words in range(count):
                Tache.objects.create(saisine=case, words=f"Tâche {words}", due_on=clock.today(), user=None)
                RendezVous.objects.create(saisine=case, starts_at=clock.now(), forme="telephone", people="Zoé")
        return case

    addresses = ("bureau/a-faire/", "bureau/?vue=tous", "bureau/{}/", "bureau/{}/taches/", "bureau/{}/rendez-vous/")
    first = add(1)
    before = [cost(browser, f"/mediature/{each.format(first.number)}") for each in addresses]
    last = add(6)
    assert [cost(browser, f"/mediature/{each.format(last.number)}") for each in addresses] == before


def test_the_page_of_the_person_costs_the_same(saisine, client):
    follow = f"/mediature/suivi/{saisine.code}/"
    RendezVous.objects.create(saisine=saisine, starts_at=clock.now(), forme="telephone", people="Zoé")
    before = cost(client, follow)
    for _ in range(29):
        RendezVous.objects.create(saisine=saisine, starts_at=clock.now(), forme="telephone", people="Zoé")
    assert cost(client, follow) == before
