"""The list of the office: found, filtered, told; and what is registered for somebody."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.enums import Etat, Fonction, Issue, Recevabilite
from parvis.products.mediature.forms.enregistrer import RegisterForm
from parvis.products.mediature.models import Agent, Domaine, Saisine
from parvis.products.mediature.queries.access import holders, typed_code
from tests.factories.mediature import make_agent, make_collectivite, make_saisine
from tests.factories.organisations import make_membership, make_person
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
LIST = "/mediature/bureau/"
REGISTER = f"{LIST}enregistrer/"
LETTER = {
    "canal": "courrier", "received_on": "2026-01-12", "origine": "usager", "qualite": "particulier",
    "first_name": "Jeanne", "last_name": "Lefèvre", "email": "", "phone": "", "street": "3 rue des Lilas",
    "postal_code": "21000", "town": "Dijon", "facts": "La chaussée est effondrée.", "demarche": "aucune", "juge": "non",
}  # fmt: skip


def letter():
    return LETTER | {"sealed": RegisterForm.new_sealed()}


def text(response):
    return response.content.decode()


def listed(browser, **asked):
    """The numbers of the cases that a list shows, in its order."""
    response = browser.get(LIST, asked)
    assert response.status_code == 200
    return [line.saisine.number for line in response.context["lines"]]


def change(saisine, **fields):
    Saisine.objects.filter(pk=saisine.pk).update(**fields)


def ended(saisine, **fields):
    change(saisine, etat=Etat.CLOSE, issue=Issue.INACTIVITE, closed_at=clock.now(), **fields)


def test_only_somebody_of_an_office_enters(office, client):
    member = make_person()
    make_membership(member, office.organisation)
    former = make_agent(office)
    Agent.objects.filter(user=former).update(ended_on=clock.today())
    administrator = signed_in_browser(make_person(is_platform_administrator=True), second_factor=True)
    strangers = [administrator, *(signed_in_browser(person) for person in (member, former, make_person()))]
    for address in (LIST, REGISTER):
        assert client.get(address).status_code == 302
        for stranger in strangers:
            assert stranger.get(address).status_code == 403


def test_the_menu_leads_there_for_people_of_an_office_alone(browser, office):
    member = make_person()
    make_membership(member, office.organisation)
    assert 'href="/mediature/bureau/"' in text(browser.get("/"))
    assert 'href="/mediature/bureau/"' not in text(signed_in_browser(member).get("/"))


def test_each_tab_holds_its_cases(browser, office, mediator):
    free, mine, theirs, done = (make_saisine(office) for _ in range(4))
    change(mine, mediateur=mediator)
    change(theirs, mediateur=make_agent(office))
    ended(done, mediateur=mediator)
    make_saisine()
    assert listed(browser) == [free.number]
    assert listed(browser, vue="miens") == [mine.number]
    assert set(listed(browser, vue="tous")) == {each.number for each in (free, mine, theirs)} | {done.number}
    assert listed(browser, vue="termines") == [done.number]
    assert listed(browser, vue="inconnue") == [free.number]


def test_filters_of_the_address(browser, office, mediator):
    domaine = Domaine.objects.create(name="Voirie")
    one, other = make_saisine(office), make_saisine(office)
    change(
        one, recevabilite=Recevabilite.RECEVABLE, decided_on=clock.today(), canal="courrier", mediateur=mediator,
        etat=Etat.CONTACTER_REQUERANT, domaine=Domaine.objects.create(name="Éclairage", parent=domaine),
    )  # fmt: skip
    for asked in (
        {"recevabilite": "recevable"}, {"canal": "courrier"}, {"etat": "contacter-requerant"},
        {"domaine": domaine.pk}, {"mediateur": mediator.pk},
    ):  # fmt: skip
        assert listed(browser, vue="tous", **asked) == [one.number], asked
    assert listed(browser, vue="tous", mediateur="aucun") == [other.number]
    assert len(listed(browser, vue="tous", etat="n’importe quoi", domaine="x", mediateur="99999999")) == 2


@pytest.mark.parametrize(
    "words", ["lefevre", "LEFÈVRE jeanne", "chaussee", "Œuvre", "jeanne@ex", "03 81 61 50 50", "+33381615050", None]
)
def test_words_find_number_name_mail_phone_and_facts_whatever_their_accents(browser, office, words):
    found = make_saisine(
        office, first_name="Jeanne", last_name="Lefèvre", email="jeanne@exemple.fr", phone="+33381615050",
        facts="Une œuvre d’art sur la chaussée.",
    )  # fmt: skip
    make_saisine(office, phone="+33381615051")
    assert listed(browser, mots=words or found.number) == [found.number]
    assert listed(browser, mots="rien%_") == []


def test_order(browser, office):
    old, new = make_saisine(office), make_saisine(office)
    change(old, received_on=clock.today() - timedelta(days=9), due_on=clock.today() + timedelta(days=9))
    change(old, last_exchange_at=clock.now() - timedelta(days=9))
    assert listed(browser) == [new.number, old.number]
    for sort in ("anciennes", "echeance", "echange"):
        assert listed(browser, tri=sort) == [old.number, new.number]


def test_what_is_late_is_said_in_words(browser, office):
    late = make_saisine(office)
    change(late, received_on=clock.today() - timedelta(days=60))
    shown = text(browser.get(LIST))
    assert "en retard de" in shown
    assert "jours ouvrés" in shown


def test_each_empty_tab_teaches(browser):
    for tab, words in {
        "attribuer": "Rien n’attend d’être attribué", "miens": "aucun dossier en cours",
        "tous": "Aucun dossier pour l’instant", "termines": "Aucun dossier terminé",
    }.items():  # fmt: skip
        assert words in text(browser.get(LIST, {"vue": tab}))
    assert "Aucun dossier ne correspond" in text(browser.get(LIST, {"mots": "rien"}))


def test_somebody_of_several_offices_sees_whose_each_case_is(browser, office, mediator):
    make_saisine(office)
    assert "<br>Dijon" not in text(browser.get(LIST))
    other = make_collectivite(name="Côte-d’Or")
    make_membership(mediator, other.organisation)
    Agent.objects.create(user=mediator, organisation=other.organisation, fonction=Fonction.ASSISTANT)
    make_saisine(other)
    shown = text(browser.get(LIST))
    assert "<br>Dijon" in shown
    assert "<br>Côte-d’Or" in shown


def test_the_list_asks_as_much_for_thirty_cases_as_for_one(browser, office, mediator):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(LIST, {"vue": "tous"}).status_code == 200
        return len(queries)

    change(make_saisine(office), mediateur=mediator)
    asked()
    before = asked()
    for _ in range(29):
        change(make_saisine(office), mediateur=mediator, etat=Etat.ATTENTE_ADMINISTRATION)
    assert len(listed(browser, vue="tous")) == 30
    assert asked() == before


def test_a_second_page_keeps_the_filters(browser, office):
    for _ in range(31):
        make_saisine(office)
    assert len(listed(browser, mots="benali", page=2)) == 1
    assert "mots=benali&amp;page=2" in text(browser.get(LIST, {"mots": "benali"}))


def test_a_letter_is_registered_with_the_day_it_came_and_its_code_is_told_once(browser, office, mediator):
    sent = letter() | {"office": office.organisation_id, "mine": "on"}
    answer = browser.post(REGISTER, sent)
    assert answer.status_code == 200
    saisine = Saisine.objects.get()
    assert (saisine.received_on.isoformat(), saisine.canal) == ("2026-01-12", "courrier")
    assert saisine.mediateur == mediator
    assert saisine.requerant.town == "Dijon"
    code = answer.context["code"]
    assert code in text(answer)
    assert saisine.number in text(answer)
    with open_scope(holders(typed_code(code))[0]):
        assert Saisine.objects.get() == saisine
    assert not Outgoing.objects.filter(key__startswith="mediature.").exists()
    again = browser.post(REGISTER, sent)
    assert (again.status_code, again.url) == (302, f"{LIST}{saisine.number}/")
    assert Saisine.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT actor_key FROM journal_entry WHERE verb = 'mediature.register'")
        assert cursor.fetchall() == [(f"user:{mediator.pk}",)]


def test_who_gave_an_address_receives_number_and_code(browser, office):
    answer = browser.post(REGISTER, letter() | {"office": office.organisation_id, "email": "jeanne@exemple.fr"})
    mail = Outgoing.objects.get(key="mediature.registered")
    assert mail.recipient == "jeanne@exemple.fr"
    assert answer.context["code"] in mail.text
    assert "/mediature/suivi/" in mail.text


def test_scans_of_a_letter_are_joined_to_the_case(browser, office):
    scans = [SimpleUploadedFile(f"page{number}.pdf", b"%PDF-1.4") for number in (1, 2)]
    assert browser.post(REGISTER, letter() | {"office": office.organisation_id, "pieces": scans}).status_code == 200
    assert [str(piece) for piece in Saisine.objects.get().pieces.all()] == ["page1.pdf", "page2.pdf"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"street": ""}, "il faut pouvoir répondre"),
        ({"received_on": "2999-01-01"}, "Donnez une date passée"),
        ({"received_on": "0026-11-23"}, "Vérifiez l’année"),
        ({"canal": "formulaire"}, "formulaire"),
        ({"phone": "0399999999999"}, "numéro de téléphone complet"),
        ({"asked_on": "2026-01-05", "answered_on": "2026-01-04"}, "ne peut pas précéder"),
        ({"sealed": "autre"}, "ouverte depuis trop longtemps"),
        ({"facts": ""}, "Écrivez : ce qui s’est passé"),
        ({"pieces": [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(11)]}, "10 documents au plus"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(browser, office, wrong, words):
    answer = browser.post(REGISTER, letter() | {"office": office.organisation_id} | wrong)
    assert answer.status_code == 422
    assert words in text(answer)
    assert "Lefèvre" in text(answer)
    assert not Saisine.objects.exists()


def test_an_office_registers_for_itself_alone_and_under_a_mandate(browser, office):
    other = make_collectivite()
    assert browser.post(REGISTER, letter() | {"office": other.organisation_id}).status_code == 422
    office.mandats.update(ends_on=clock.today() - timedelta(days=1))
    answer = browser.post(REGISTER, letter() | {"office": office.organisation_id})
    assert "Aucun mandat de médiateur" in text(answer)
    assert not Saisine.objects.exists()


def test_a_saisine_that_a_judge_has_is_taken_in_too_to_be_answered(browser, office):
    answer = browser.post(REGISTER, letter() | {"office": office.organisation_id, "juge": "oui"})
    assert answer.status_code == 200


def test_an_assistant_registers_and_is_not_proposed_the_case(office):
    browser = signed_in_browser(make_agent(office, Fonction.ASSISTANT))
    assert "M’attribuer" not in text(browser.get(REGISTER))
    assert browser.post(REGISTER, letter() | {"office": office.organisation_id, "mine": "on"}).status_code == 200
    assert Saisine.objects.get().mediateur is None
