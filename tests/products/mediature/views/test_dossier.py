"""A case on its page: shown to its office alone, changed by acts that this role may do now."""

from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.documents.models import Document
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import assign, write_note
from parvis.products.mediature.actions.registering import add_piece
from parvis.products.mediature.enums import Etat, Fonction, Recevabilite, Visibilite
from parvis.products.mediature.models import Agent, Note, Piece, Saisine, TiersCompetent
from parvis.products.mediature.views.dossier import ACTS
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine
from tests.factories.organisations import make_membership, make_person
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def page(saisine):
    return f"/mediature/bureau/{saisine.number}/"


def does(browser, saisine, name, **given):
    version = Saisine.objects.get(pk=saisine.pk).version
    return browser.post(f"{page(saisine)}{name}/", {"version": version} | given)


def again(saisine):
    return Saisine.objects.get(pk=saisine.pk)


def offered(browser, saisine):
    return [name for name, _, _ in browser.get(page(saisine)).context["acts"]]


def strangers(office):
    member, former = make_person(), make_agent(office)
    make_membership(member, office.organisation)
    Agent.objects.filter(user=former).update(ended_on=clock.today())
    return {
        "agent of another office": signed_in_browser(make_agent(make_collectivite(), Fonction.PRINCIPAL)),
        "member who is no agent": signed_in_browser(member),
        "agent who left": signed_in_browser(former),
        "administrator": signed_in_browser(make_person(is_platform_administrator=True), second_factor=True),
        "somebody": signed_in_browser(make_person()),
    }


def test_to_anybody_else_a_case_does_not_exist(office, saisine, client):
    assert client.get(page(saisine)).status_code == 302
    for who, stranger in strangers(office).items():
        for address in (page(saisine), "/mediature/bureau/2026-999999/"):
            answer = stranger.get(address)
            assert answer.status_code == 404, who
            assert "Benali" not in text(answer)
        for name in ACTS:
            assert does(stranger, saisine, name, text="Vu.", to="finalisation").status_code == 404, (who, name)
    assert again(saisine).version == 1
    assert not Note.objects.exists()


def test_the_page_tells_where_it_stands_what_was_said_and_what_to_do(browser, saisine):
    Saisine.objects.filter(pk=saisine.pk).update(received_on=clock.today() - timedelta(days=60))
    shown = text(browser.get(page(saisine)))
    for words in (
        "Où il en est", "Ce qui a été dit", "Que faire", "Samira Benali", "samira.benali@exemple.fr",
        "refusé deux fois mon inscription", "Service scolaire", "Son silence vaut décision depuis le",
        "Saisine déposée en ligne", "en retard de", "Aucun document", "M’attribuer ce dossier",
    ):  # fmt: skip
        assert words in shown, words


def test_each_role_is_offered_what_it_may_do_now(office, saisine, mediator, browser):
    assistant = signed_in_browser(make_agent(office, Fonction.ASSISTANT))
    principal = signed_in_browser(make_agent(office, Fonction.PRINCIPAL))
    always = {"avancer", "note", "document", "echeance", "lier", "deport"}
    assert set(offered(assistant, saisine)) == always
    assert set(offered(browser, saisine)) == always | {"prendre", "decider", "dates", "clore", "joindre"}
    assert set(offered(principal, saisine)) == set(offered(browser, saisine)) | {"attribuer"}
    does(browser, saisine, "prendre")
    assert {"rendre"} == set(offered(browser, saisine)) - always - {"decider", "dates", "clore", "joindre"}
    does(browser, saisine, "clore", issue="inactivite", words="Sans nouvelles.")
    assert set(offered(browser, saisine)) == {"rouvrir", "note", "dates"}
    assert set(offered(assistant, saisine)) == {"note"}
    assert does(browser, saisine, "document", file=SimpleUploadedFile("x.txt", b"x")).status_code == 422


def test_a_case_is_taken_decided_moved_closed_and_reopened(browser, saisine, mediator):
    for name, given in {
        "prendre": {},
        "decider": {"recevabilite": "recevable", "reasons": "Aucune réponse."},
        "avancer": {"to": "attente-administration"},
        "echeance": {"due_on": clock.today().isoformat()},
        "dates": {"parties_agreed_on": clock.today().isoformat()},
        "note": {"text": "Appelé le service.", "visibility": "mediateur"},
        "clore": {"issue": "droit-usager", "words": "La mairie l’inscrit.", "agreement": "on"},
        "rouvrir": {},
        "rendre": {},
    }.items():
        answer = does(browser, saisine, name, **given)
        assert (answer.status_code, answer.get("Location")) == (302, page(saisine)), name
    after = again(saisine)
    assert (after.etat, after.recevabilite) == (Etat.FINALISATION, Recevabilite.RECEVABLE)
    assert (after.agreement, after.parties_agreed_on, after.mediateur) == (True, clock.today(), None)
    shown = text(browser.get(page(saisine)))
    assert "Dossier rouvert" in shown
    assert f"Dossier attribué à {mediator}" in shown
    assert str(mediator) in shown


def test_the_main_mediator_gives_a_case_to_a_mediator_of_the_office(office, saisine, mediator):
    principal = signed_in_browser(make_agent(office, Fonction.PRINCIPAL))
    assert does(principal, saisine, "attribuer", to=mediator.pk).status_code == 302
    assert again(saisine).mediateur == mediator
    answer = does(principal, saisine, "attribuer", to=make_person().pk)
    assert answer.status_code == 422
    assert "Choisissez dans la liste" in text(answer)


def test_what_a_role_may_not_do_is_refused_even_if_it_is_sent(office, saisine, mediator):
    assistant = signed_in_browser(make_agent(office, Fonction.ASSISTANT))
    given = {"recevabilite": "recevable", "reasons": "x", "issue": "inactivite", "words": "x"}
    for name in ("decider", "clore", "rouvrir", "prendre", "attribuer", "dates"):
        answer = does(assistant, saisine, name, **given)
        assert answer.status_code in {403, 422}, name
    assert again(saisine).version == 1


def test_what_is_missing_is_told_and_what_was_typed_stays(browser, saisine):
    answer = does(browser, saisine, "decider", recevabilite="reorientee", reasons="Un litige entre voisins.")
    assert answer.status_code == 422
    shown = text(answer)
    assert "Dites vers qui la personne est réorientée." in shown
    assert "Un litige entre voisins." in shown
    assert 'href="#decider_tiers"' in shown
    assert "Erreur :" in shown
    assert again(saisine).recevabilite == Recevabilite.A_EXAMINER


def test_two_who_write_at_once_are_warned_and_may_send_again(browser, saisine, office):
    other = signed_in_browser(make_agent(office))
    assert does(other, saisine, "avancer", to="contacter-requerant").status_code == 302
    answer = browser.post(f"{page(saisine)}clore/", {"version": 1, "issue": "inactivite", "words": "Sans nouvelles."})
    assert answer.status_code == 422
    shown = text(answer)
    assert "Quelqu’un a changé ce dossier" in shown
    assert "Sans nouvelles." in shown
    assert again(saisine).etat == Etat.CONTACTER_REQUERANT
    form = answer.context["form"]
    assert form["version"].value() == "2"
    assert does(browser, saisine, "clore", issue="inactivite", words="Sans nouvelles.").status_code == 302


def test_an_act_is_asked_by_its_form_alone(browser, saisine):
    assert browser.get(f"{page(saisine)}clore/").url == page(saisine)
    assert browser.post(f"{page(saisine)}inconnu/").status_code == 404


def test_a_saisine_passed_on_shows_to_whom(browser, saisine):
    tiers = TiersCompetent.objects.create(name="Conciliateur", contact="conciliateurs.fr")
    does(browser, saisine, "decider", recevabilite="reorientee", reasons="Un voisin.", tiers=tiers.pk)
    shown = text(browser.get(page(saisine)))
    assert "conciliateurs.fr" in shown
    assert "Réorientée" in shown


def test_documents_tell_what_the_antivirus_said(browser, saisine, mediator):
    actor = acting_as(mediator)
    words = {
        "clean": "fr-link--download", "waiting": "l’antivirus ne l’a pas encore lu",
        "infected": "écarté", "unscanned": "non analysé",
    }  # fmt: skip
    with open_scope(actor):
        for state in words:
            piece = add_piece(by=actor, saisine=saisine, file=ContentFile(b"x", name=f"{state}.txt"))
            Document.objects.filter(pk=piece.document_id).update(scan=state)
    shown = text(browser.get(page(saisine)))
    for state, said in words.items():
        assert f"{state}.txt" in shown
        assert said in shown
    assert shown.count("fr-link--download") == 2


def test_a_document_is_added_for_the_office_or_for_the_person_too(browser, saisine):
    file = SimpleUploadedFile("reponse.pdf", b"%PDF-1.4")
    answer = does(browser, saisine, "document", file=file, label="Réponse du service", visibility="bureau")
    assert answer.status_code == 302
    piece = Piece.objects.get()
    assert (str(piece), piece.visibility) == ("Réponse du service", Visibilite.BUREAU)
    assert does(browser, saisine, "document", file=file, visibility="mediateur").status_code == 422
    assert "Choisissez le fichier" in text(does(browser, saisine, "document", visibility="bureau"))


def test_a_note_for_the_mediator_of_the_case_is_read_by_them_alone(browser, saisine, office, mediator):
    does(browser, saisine, "prendre")
    does(browser, saisine, "note", text="Une gêne à dire.", visibility="mediateur")
    assert "Une gêne à dire." in text(browser.get(page(saisine)))
    assert "Une gêne à dire." not in text(signed_in_browser(make_agent(office)).get(page(saisine)))


def test_the_administration_is_given_a_month_and_silence_leads_to_closing(browser, saisine):
    does(browser, saisine, "decider", recevabilite="recevable", reasons="Oui.")
    does(browser, saisine, "avancer", to="attente-administration")
    shown = browser.get(page(saisine))
    assert [each.key for each in shown.context["echeances"]] == [
        "accuse",
        "recevabilite",
        "administration",
        "inactivite",
    ]
    assert "Aucun échange depuis plus de trois mois" not in text(shown)
    Saisine.objects.filter(pk=saisine.pk).update(last_exchange_at=clock.now() - timedelta(days=120))
    assert "Aucun échange depuis plus de trois mois" in text(browser.get(page(saisine)))


def test_a_case_asks_as_much_whatever_it_gathers(browser, saisine, mediator):
    actor = acting_as(mediator)

    def gather(times):
        with open_scope(actor):
            for number in range(times):
                write_note(by=actor, saisine=saisine, text=f"Note {number}")
                add_piece(by=actor, saisine=saisine, file=ContentFile(b"x", name=f"{number}.txt"))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(page(saisine)).status_code == 200
        return len(queries)

    with open_scope(actor):
        assign(by=actor, saisine=saisine, to=mediator)
    gather(1)
    asked()
    before = asked()
    gather(20)
    assert asked() == before


def test_reading_a_case_is_journaled_and_knowing_who_reads_is_not(browser, saisine, mediator):
    browser.get(page(saisine))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT object_key FROM journal_entry WHERE actor_key = %s AND verb = 'read'", [f"user:{mediator.pk}"]
        )
        told = {key for (key,) in cursor.fetchall()}
    assert {"mediature.Saisine", "mediature.Requerant"} <= told
    assert "mediature.Agent" not in told


def test_words_of_a_case_are_never_taken_for_a_page(browser, office):
    saisine = make_saisine(office, facts="<script>alert(1)</script>", first_name="<b>Ève</b>")
    shown = text(browser.get(page(saisine)))
    assert "<script>alert(1)" not in shown
    assert "<b>Ève" not in shown


def test_dates_are_read_in_paris(browser, saisine):
    late = datetime(2026, 3, 1, 23, 30, tzinfo=clock.PARIS)
    Saisine.objects.filter(pk=saisine.pk).update(filed_at=late, received_on=late.date())
    first = browser.get(page(saisine)).context["echeances"][0]
    assert first.kept_on == late.date()
