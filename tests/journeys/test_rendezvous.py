"""The office fixes an appointment, the person reads it; what is to be done, in the case and in the list of the day."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from parvis.kernel import clock
from parvis.products.mediature.models import RendezVous, Tache
from tests.factories.mediature import make_agent, make_collectivite, make_saisine
from tests.factories.sessions import signed_in_browser

LIST = "/mediature/bureau/"


@pytest.fixture
def office(db, acting):
    return make_collectivite(name="Dijon")


@pytest.fixture
def mediator(office):
    return signed_in_browser(make_agent(office))


def test_an_appointment_from_the_office_to_the_page_of_the_person(office, mediator, client, at_both_widths):
    case = make_saisine(office)
    address = f"{LIST}{case.number}/rendez-vous/"
    at_both_widths(mediator.post(address, {"forme": "visio", "place": "ici"}), "mediature-rdv-erreurs", status=422)
    at = (clock.now() + timedelta(days=3)).astimezone(clock.PARIS)
    sent = {"starts_at": f"{at:%Y-%m-%dT%H:%M}", "minutes": "60", "forme": "visio", "others": "Samira Benali\nÉcoles"}
    assert mediator.post(address, sent | {"place": "https://visio.example/salle-longue"}).status_code == 302
    kept = RendezVous.objects.get()
    page = at_both_widths(mediator.get(address), "mediature-rdv")
    expect(page.get_by_text("Prévu", exact=True)).to_be_visible()
    page = at_both_widths(mediator.get(f"{address}{kept.pk}/"), "mediature-rdv-un")
    expect(page.get_by_role("button", name="Annuler ce rendez-vous")).to_be_visible()
    refused = mediator.post(f"{address}{kept.pk}/annuler/", {"why": ""})
    at_both_widths(refused, "mediature-rdv-annuler-erreur", status=422)
    page = at_both_widths(client.get(f"/mediature/suivi/{case.code}/"), "mediature-suivi-rdv")
    expect(page.get_by_role("link", name="Mettre dans mon agenda")).to_be_visible()
    RendezVous.objects.update(starts_at=clock.now() - timedelta(hours=2))
    page = at_both_widths(mediator.get(f"{address}{kept.pk}/"), "mediature-rdv-passe")
    expect(page.get_by_role("button", name="Dire qu’il a été tenu")).to_be_visible()


def test_what_is_to_be_done(office, mediator, at_both_widths):
    case = make_saisine(office)
    tasks = f"{LIST}{case.number}/taches/"
    at_both_widths(mediator.get(tasks), "mediature-taches-vides")
    Tache.objects.create(saisine=case, words="Relire le jugement", due_on=clock.today() - timedelta(days=9))
    due = clock.today() + timedelta(days=3)
    sent = {"words": "Appeler l’école", "due_on": due.isoformat(), "to": ""}
    assert mediator.post(tasks, sent).status_code == 302
    RendezVous.objects.create(saisine=case, starts_at=clock.now(), forme="telephone", place="03 80 00 00 00")
    at_both_widths(mediator.get(tasks), "mediature-taches")
    at_both_widths(mediator.get(f"{LIST}{case.number}/"), "mediature-dossier-taches")
    page = at_both_widths(mediator.get(f"{LIST}a-faire/"), "mediature-a-faire")
    expect(page.get_by_text("2 tâches")).to_be_visible()
    expect(page.get_by_role("button", name="C’est fait : Relire le jugement")).to_be_visible()
