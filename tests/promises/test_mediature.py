"""What Médiature promises, as far as it is open."""

from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from parvis.core.accounts.models import User
from parvis.core.documents.enums import Scan
from parvis.core.documents.models import DataKey, Document
from parvis.core.documents.queries.contents import content_of, may_be_served
from parvis.core.messaging.actions.receiving import Finding, receive
from parvis.core.messaging.enums import Door
from parvis.core.messaging.jobs import forget_raw_copies
from parvis.core.messaging.models import Incoming
from parvis.core.messaging.queries.addresses import address_of
from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.actions.retention.erasing import erase_person
from parvis.core.privacy.actions.retention.night import run_night
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Period, Personal, tables
from parvis.kernel.scope import Reach, open_scope, reading_in_emergency
from parvis.products.mediature.actions.acces import open_in_emergency
from parvis.products.mediature.actions.drafting import attach
from parvis.products.mediature.actions.filing import file_saisine
from parvis.products.mediature.actions.handling import (
    Conclusion,
    Decision,
    assign,
    close,
    decide,
    move,
    reopen,
    set_legal_dates,
    write_note,
)
from parvis.products.mediature.actions.hearing import answer
from parvis.products.mediature.actions.lettering import keep_letter
from parvis.products.mediature.actions.reporting import begin_report, finalise, note_transmission
from parvis.products.mediature.actions.writing import Ecrit, write_to
from parvis.products.mediature.enums import Destinataire, Etat, Fonction, Genre, Issue, Motif, Recevabilite, Visibilite
from parvis.products.mediature.models import Agent, Ligne, Message, Note, Piece, Requerant, Saisine
from parvis.products.mediature.queries.courriers import words_of
from parvis.products.mediature.queries.dossiers import told
from parvis.products.mediature.queries.echanges import thread
from parvis.products.mediature.queries.effets import effets
from parvis.products.mediature.queries.evidence import (
    cases_attributed,
    contacts_end,
    controllers_named,
    exchanges_gathered,
    files_protected,
    mandates_and_reports,
    questions_put,
    raw_copies_end,
    saisines_filed,
)
from tests.factories.accounts import protect
from tests.factories.mediature import (
    CODE,
    acting_as,
    holder_of,
    make_agent,
    make_collectivite,
    make_draft,
    make_saisine,
)
from tests.factories.messages import make_message
from tests.factories.organisations import enter, make_membership, make_person
from tests.factories.privacy import assert_each_protection_is_proved
from tests.factories.sessions import signed_in_browser
from tests.factories.solliciter import code_of, holder_of_link, make_admitted, make_piece, make_question
from tests.promises.test_retention import noon

pytestmark = pytest.mark.django_db
BY = system("tests")
ACCOUNTS = frozenset({"plateforme.comptes.identite", "plateforme.comptes.connexion", "plateforme.comptes.securite"})
ADMITTED = Decision(Recevabilite.RECEVABLE, "Le service a été saisi d’abord.")
ENDED = Conclusion(Issue.DROIT_USAGER, "Le service a revu sa décision.")


def test_me_01_a_citizen_files_online_without_account_and_holds_a_dated_receipt(acting):
    assert saisines_filed().nothing
    with noon(date(2026, 3, 3)):
        saisine = make_saisine()
    assert (saisine.received_on, saisine.etat) == (date(2026, 3, 3), Etat.A_TRAITER)
    mail = Outgoing.objects.get(key="mediature.receipt")
    assert saisine.number in mail.subject
    assert "mardi 3 mars 2026" in mail.text.replace("\N{NO-BREAK SPACE}", " ")
    assert saisines_filed().figures[0].value == 1


def test_me_02_a_case_goes_to_somebody_of_the_office_and_to_nobody_else(acting):
    collectivite = make_collectivite()
    saisine, main, other = make_saisine(collectivite), make_agent(collectivite, Fonction.PRINCIPAL), make_person()
    chosen, colleague = make_agent(collectivite), make_agent(collectivite)
    with open_scope(acting_as(main)) as scope:
        with pytest.raises(ValidationError, match="n’est pas du bureau"):
            assign(by=scope.actor, saisine=saisine, to=other)
        assign(by=scope.actor, saisine=saisine, to=chosen)
    with open_scope(acting_as(colleague)) as scope, pytest.raises(PermissionDenied):
        assign(by=scope.actor, saisine=saisine, to=colleague)
    assert Saisine.objects.get().mediateur == chosen
    assert Ligne.objects.filter(fait="attribution").count() == 1
    assert (cases_attributed().figures[0].value, cases_attributed().figures[0].limit) == (1, "1 ouverts")


def test_me_03_both_sides_follow_the_same_case_each_by_what_is_theirs(acting):
    collectivite = make_collectivite()
    saisine, mediator = make_saisine(collectivite), make_agent(collectivite)
    with open_scope(acting_as(mediator)) as scope:
        assign(by=scope.actor, saisine=saisine, to=mediator)
        decide(by=scope.actor, saisine=saisine, decision=ADMITTED)
        move(by=scope.actor, saisine=saisine, to=Etat.ATTENTE_ADMINISTRATION)
        write_note(by=scope.actor, saisine=saisine, text="Appeler le service avant vendredi.")
        assert Ligne.objects.visible_to(scope.actor).count() == 4
        assert {line.by for line in Ligne.objects.all()} == {scope.actor.key, holder_of(saisine).key}
    with open_scope(holder_of(saisine)) as scope:
        seen = Saisine.objects.visible_to(scope.actor).get()
        assert (seen.etat, seen.recevabilite) == (Etat.ATTENTE_ADMINISTRATION, Recevabilite.RECEVABLE)
        read = [line.words for line in Ligne.objects.visible_to(scope.actor)]
        assert read == ["Saisine déposée en ligne", "Saisine recevable", "En attente de réponse de l’administration"]
        assert not Note.objects.exists()


def test_me_04_a_document_is_sealed_scanned_and_shown_to_its_office_alone(acting):
    assert files_protected().nothing
    ours, theirs = make_collectivite(), make_collectivite()
    draft, author, _ = make_draft(ours)
    with open_scope(author):
        attach(by=author, brouillon=draft, file=ContentFile(b"%PDF-1.4 certificat medical", name="certificat.pdf"))
        file_saisine(by=author, brouillon=draft, code=CODE)
    document = Document.objects.get()
    with default_storage.open(document.place) as stored:
        assert b"certificat" not in stored.read()
    assert b"certificat" in b"".join(content_of(document))
    assert not may_be_served(document), "nothing looked at it yet"
    assert files_protected().figures[1].value == 1
    with open_scope(acting_as(make_agent(ours))) as scope:
        assert Piece.objects.visible_to(scope.actor).count() == 1
    with open_scope(acting_as(make_agent(theirs))):
        assert not Piece.objects.exists()
        assert not Document.objects.exists()
    Document.objects.update(scan=Scan.CLEAN)
    number, piece = Saisine.objects.get().number, Piece.objects.get()
    ways = (f"/mediature/bureau/{number}/pieces/{piece.pk}/", f"/documents/{document.pk}/")
    member, agent = make_membership(organisation=ours.organisation).user, make_agent(ours)
    with open_scope(acting_as(member)):
        assert not Saisine.objects.exists(), "of the organisation, not of the office"
        assert not Piece.objects.exists()
    assert [enter(Client(), member).get(way).status_code for way in ways] == [404, 404]
    served = enter(Client(), agent).get(ways[0])
    assert b"certificat" in served.getvalue()
    assert enter(Client(), agent).get(ways[1]).status_code == 404
    Piece.objects.update(visibility=Visibilite.MEDIATEUR)
    assert enter(Client(), agent).get(ways[0]).status_code == 404


def test_me_05_whatever_the_way_the_exchanges_of_a_case_are_in_one_place(acting):
    collectivite = make_collectivite()
    saisine, mediator = make_saisine(collectivite), make_agent(collectivite)
    assert exchanges_gathered().figures[0].value == 0
    with open_scope(acting_as(mediator)) as scope:
        sent = write_to(by=scope.actor, saisine=saisine, ecrit=Ecrit(text="Pouvez-vous passer ?"))
    came = make_message(saisine, in_reply_to=sent.message_id)
    make_message(saisine, message_id=came.message_id)
    holder = holder_of(saisine)
    with open_scope(holder):
        typed = answer(by=holder, saisine=saisine, text="Et par ma page.")
        assert [each.message for each in thread(holder, saisine)] == [sent, came, typed]
    with open_scope(acting_as(mediator)) as scope:
        assert [each.message for each in thread(scope.actor, saisine)] == [sent, came, typed]
    assert [figure.value for figure in exchanges_gathered().figures] == [2, 1]


def test_me_15_no_raw_copy_of_a_mail_lasts_more_than_four_days(acting, settings):
    settings.PARVIS_MAIL_DOMAIN = "courriel.parvis.test"
    assert raw_copies_end().nothing
    address = address_of("dossier", make_saisine().number)
    raw = f"From: samira.benali@exemple.fr\r\nTo: {address}\r\nMessage-ID: <1@exemple.fr>\r\n\r\nBonjour".encode()
    with noon(date(2026, 3, 1)):
        incoming = receive(by=BY, raw=raw, recipients=[address], finding=Finding(Door.PROVIDER))
    with noon(date(2026, 3, 4)):
        assert raw_copies_end().holds
    with noon(date(2026, 3, 7)):
        assert not raw_copies_end().holds
    with clock.frozen(datetime(2026, 3, 5, 4, 5, tzinfo=UTC)), open_scope(BY, reach=Reach.EVERYTHING):
        forget_raw_copies()
    assert not Incoming.objects.exists()
    assert Document.objects.get(pk=incoming.raw_id).destroyed_on is not None
    assert not DataKey.objects.filter(document=incoming.raw_id).exists()
    # What it says stays with its case.
    assert Message.objects.get().text == "Bonjour"


def test_me_06_nothing_else_is_kept_of_who_files():
    contact = {
        name
        for name, column in tables.get("mediature.Requerant").columns.items()
        if isinstance(column, Personal) and not column.withheld
    }
    technical = {"known_at", "done_on"}
    assert contact - technical == {"first_name", "last_name", "email", "phone", "street", "postal_code", "town"}


def test_me_07_of_a_mediator_a_name_an_address_a_password_and_what_they_do_there(client):
    known = {name for name, column in tables.get("accounts.User").columns.items() if isinstance(column, Personal)}
    dates = {"last_login", "date_joined", "terms_version", "terms_accepted_on"}
    assert known - dates == {"first_name", "last_name", "email", "password"}
    office = {name for name, column in tables.get("mediature.Agent").columns.items() if isinstance(column, Personal)}
    assert office == {"user_id", "name", "former", "organisation_id", "fonction", "since", "ended_on"}
    form = client.get("/compte/signup/").context["form"]
    asked = {name for name, field in form.fields.items() if not field.widget.is_hidden}
    assert asked == {"email", "first_name", "last_name", "password1", "terms"}


def test_me_08_two_years_after_the_last_case_ends_the_night_erases_who_filed(acting):
    collectivite = make_collectivite()
    mediator = make_agent(collectivite, Fonction.PRINCIPAL)
    with noon(date(2026, 1, 10)):
        ended, open_still = make_saisine(collectivite), make_saisine(collectivite)
    with open_scope(acting_as(mediator)) as scope:
        with noon(date(2026, 2, 1)):
            close(by=scope.actor, saisine=ended, conclusion=ENDED)
        with noon(date(2026, 2, 15)):
            reopen(by=scope.actor, saisine=ended)
        with noon(date(2026, 3, 1)):
            close(by=scope.actor, saisine=ended, conclusion=ENDED)
    run_night(by=BY, today=date(2028, 2, 29))
    assert Requerant.objects.count() == 2
    with noon(date(2028, 3, 1)):
        run_night(by=BY, today=clock.today())
        assert contacts_end().holds
    assert list(Requerant.objects.values_list("pk", flat=True)) == [open_still.requerant_id]
    assert list(Saisine.objects.values_list("pk", flat=True)) == [open_still.pk]
    assert Ligne.objects.count() == 1


def test_me_09_documents_last_two_years_at_most_or_less_as_the_authority_declares(acting):
    lasting, brief = make_collectivite(), make_collectivite(kept_months=12)
    for collectivite in (lasting, brief):
        with noon(date(2026, 1, 10)):
            draft, author, _ = make_draft(collectivite)
            with open_scope(author):
                attach(by=author, brouillon=draft, file=ContentFile(b"lettre", name=f"{collectivite.slug}.txt"))
                saisine = file_saisine(by=author, brouillon=draft, code=CODE)
        with open_scope(acting_as(make_agent(collectivite, Fonction.PRINCIPAL))) as scope, noon(date(2026, 3, 1)):
            close(by=scope.actor, saisine=saisine, conclusion=ENDED)
    run_night(by=BY, today=date(2027, 2, 28))
    assert Piece.objects.count() == 2
    run_night(by=BY, today=date(2027, 3, 1))
    assert [piece.label for piece in Piece.objects.all()] == [f"{lasting.slug}.txt"]
    run_night(by=BY, today=date(2028, 3, 1))
    assert not Piece.objects.exists()
    assert not Document.objects.filter(released_on=None).exists()


def test_me_10_a_deleted_account_signs_in_no_more_and_its_name_lasts_two_years(acting):
    collectivite = make_collectivite()
    mediator, saisine = make_agent(collectivite, Fonction.PRINCIPAL), make_saisine(collectivite)
    mediator.first_name, mediator.last_name = "Étienne", "Rameau"
    mediator.save()
    reader = make_agent(collectivite)
    with open_scope(acting_as(mediator)) as scope:
        assign(by=scope.actor, saisine=saisine, to=mediator)
    browser = signed_in_browser(mediator)
    assert browser.get("/mediature/bureau/").status_code == 200
    erase_person(by=BY, person=f"accounts.User:{mediator.pk}", categories=ACCOUNTS, ground="tests")
    assert browser.get("/mediature/bureau/").status_code == 302, "no session is left"
    assert not User.objects.filter(pk=mediator.pk).exists()
    assert not UserSession.objects.exists()
    former = Agent.objects.get(former=mediator.pk)
    assert (former.name, former.ended_on) == ("Étienne Rameau", clock.today())
    with open_scope(acting_as(reader)) as scope:
        assert ("Dossier attribué à Étienne Rameau", "Étienne Rameau") in {
            (words, author) for words, author, _ in told(scope.actor, saisine)
        }
    end = Period(years=2).after(former.ended_on)
    run_night(by=BY, today=end - timedelta(days=1))
    assert Agent.objects.filter(pk=former.pk).exists()
    run_night(by=BY, today=end)
    assert not Agent.objects.filter(pk=former.pk).exists()


def test_me_14_each_protection_is_a_proved_control_and_the_promise_fails_where_one_does(acting, client, settings):
    assert_each_protection_is_proved("ME-14", "mediature", client, settings)


def test_me_11_each_authority_is_named_controller_with_its_legal_representative(acting, client):
    assert controllers_named().nothing
    make_collectivite(
        slug="dijon", name="Ville de Dijon", representative="Claire Montagny", representative_title="maire"
    )
    page = unescape(client.get("/mediature/dijon/").content.decode())
    assert "Le responsable du traitement est Ville de Dijon, représentée par Claire Montagny, maire." in page
    assert (controllers_named().holds, controllers_named().nothing) == (True, "")


def test_me_13_a_service_reads_what_was_sent_to_it_and_nothing_else(acting):
    assert questions_put().nothing
    office = make_collectivite()
    mediator = acting_as(make_agent(office))
    saisine = make_admitted(office)
    sent, kept = make_piece(saisine, mediator, "envoyee.txt"), make_piece(saisine, mediator, "gardee.txt")
    asked = make_question(saisine, pieces=[sent])
    with open_scope(holder_of_link(asked)):
        assert list(Piece.objects.values_list("pk", flat=True)) == [sent.pk] != [kept.pk]
        for model in (Saisine, Requerant, Note, Ligne, Document):
            assert not model.objects.exists(), model
    shown = Client().get(f"/mediature/bureau/repondre/{code_of(asked)}/").content.decode()
    assert asked.question in unescape(shown)
    assert saisine.requerant.last_name not in shown
    with open_scope(mediator):
        close(by=mediator, saisine=saisine, conclusion=ENDED)
    assert Client().get(f"/mediature/bureau/repondre/{code_of(asked)}/").status_code == 410
    assert [figure.value for figure in questions_put().figures] == [1, 0]
    amct = make_person(is_platform_administrator=True)
    with open_scope(acting_as(amct)):
        assert not Saisine.objects.exists(), "figures, and never a case"
    # But in an emergency: one case, for an hour, without its files, and its mediator knows.
    lead, administrator = make_agent(office, Fonction.PRINCIPAL), acting_as(protect(amct))
    with open_scope(administrator):
        reason = "La personne est en danger, et le bureau ne répond pas."
        open_in_emergency(by=administrator, number=saisine.number, motif=Motif.DANGER, reason=reason)
        with reading_in_emergency():
            assert [each.pk for each in Saisine.objects.all()] == [saisine.pk]
            assert not Document.objects.exists()
        with clock.frozen(clock.now() + timedelta(hours=1)), reading_in_emergency():
            assert not Saisine.objects.exists()
    assert Outgoing.objects.filter(key="mediature.emergency", recipient=lead.email).exists()


def test_me_18_the_law_of_mediation_from_the_mandate_to_the_annual_report(acting, client):
    without = make_collectivite(slug="sans-mandat", mandate=False)
    assert client.get("/mediature/sans-mandat/saisir/").status_code == 404
    assert mandates_and_reports().figures[0].value == 0
    collectivite = make_collectivite(slug="dijon")
    assert "2025-12" in client.get("/mediature/dijon/").content.decode(), "the délibération is public"
    mediator, last = make_agent(collectivite, Fonction.PRINCIPAL), clock.today().year - 1
    with noon(date(last, 3, 2)):
        saisine = make_saisine(collectivite, asked_on=f"{last}-01-05")
    with open_scope(acting_as(mediator)) as scope:
        with pytest.raises(ValidationError, match="motifs"):
            decide(by=scope.actor, saisine=saisine, decision=Decision(Recevabilite.RECEVABLE, " "))
        with noon(date(last, 3, 10)):
            decide(by=scope.actor, saisine=saisine, decision=ADMITTED)
            set_legal_dates(by=scope.actor, saisine=saisine, agreed=date(last, 3, 9), met=None)
        saisine.refresh_from_db()
        assert effets(saisine).strict == date(last, 3, 9), "time stops from what the mediator attests"
        told = words_of(saisine, Genre.ATTESTATION)
        assert f"9 mars {last}" in told.replace("\N{NO-BREAK SPACE}", " ")
        assert "L. 213-6" in told
        kept = keep_letter(by=scope.actor, saisine=saisine, genre=Genre.ATTESTATION, words=told)
        assert b"".join(content_of(kept.piece.document)).startswith(b"%PDF")
        report = begin_report(by=scope.actor, organisation=collectivite.organisation_id, year=last)
        finalise(by=scope.actor, rapport=report)
        report.refresh_from_db()
        for to in (Destinataire.CONSEIL, Destinataire.DEFENSEUR):
            note_transmission(by=scope.actor, rapport=report, to=to, on=clock.today(), manner="Par courrier")
    figures = {figure.label: figure.value for figure in mandates_and_reports().figures}
    assert figures[f"Rapports {last} transmis"] == figures[f"Rapports {last} arrêtés"] == 1
    assert not without.mandats.exists()
