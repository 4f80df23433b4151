"""Lists of nobody, of few and of many, with names of any length and script."""

import re

import pytest
from allauth.mfa.models import Authenticator

from parvis.core.journal.actions.record import Line, write_lines
from parvis.kernel.actor import VISITOR, system
from parvis.products.data_inclusion.actions.reporting import report_error
from parvis.products.data_inclusion.models import Service
from tests.factories.account_pages import ARABIC, LONG
from tests.factories.data_inclusion import import_records, import_services, offer, raw
from tests.factories.organisations import enter, make_invitation, make_membership, make_organisation, make_person

BODY = f"Syndicat intercommunal à vocation multiple de {LONG}"


@pytest.fixture(autouse=True)
def house(db, acting):
    """The world of a page is built as the system."""


def administrator(client):
    user = make_person(is_platform_administrator=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    return enter(client, user)


def test_organisations_of_somebody_who_has_none(client, at_both_widths):
    at_both_widths(enter(client, make_person()).get("/organisations/"), "organisations-aucune")


def test_organisations_of_somebody_with_a_long_name(client, at_both_widths):
    user = make_person(first_name=LONG, last_name=ARABIC)
    for name in (BODY, ARABIC):
        make_membership(user, make_organisation(name=name))
    at_both_widths(enter(client, user).get("/organisations/"), "organisations-miennes")


def test_a_team_of_any_names_and_its_invitations(client, at_both_widths):
    organisation = make_organisation(name=BODY)
    manager = make_membership(organisation=organisation, role="gestionnaire").user
    for number in range(30):
        person = make_person(first_name=LONG if number % 2 else ARABIC, last_name=f"Dupont {number}")
        make_membership(person, organisation)
    make_invitation(organisation, email="anne-elisabeth.de-la-rochefoucauld-montmorency@collectivite.example")
    at_both_widths(enter(client, manager).get(f"/organisations/{organisation.pk}/"), "organisations-equipe")


@pytest.mark.parametrize(("words", "name"), [("", "organisations-toutes"), ("?q=introuvable", "organisations-vide")])
def test_every_organisation_or_none_found(client, at_both_widths, words, name):
    for number in range(30):
        make_organisation(name=f"{BODY if number % 2 else ARABIC} {number}")
    at_both_widths(administrator(client).get(f"/administration/organisations/{words}"), name)


def test_a_journal_without_a_line(client, at_both_widths):
    at_both_widths(
        administrator(client).get("/administration/journal/?action=accounts.unlink-proconnect"), "journal-vide"
    )


def test_a_journal_of_ten_thousand_lines_is_read_page_after_page(client, at_both_widths):
    by = system("une-tache-dont-le-nom-est-particulierement-long")
    line = Line(
        "read", categories=("plateforme.comptes.identite", "plateforme.organisations.rattachements"), count=12345
    )
    for _ in range(10):
        write_lines(by, [line] * 1000)
    reader = administrator(client)
    page = reader.get("/administration/journal/")
    for _ in range(3):
        following = re.search(r'href="(\?apres=[^"]+)">Lignes plus anciennes', page.text)
        page = reader.get("/administration/journal/" + following[1])
    assert page.text.count("<tr>") == 51
    at_both_widths(page, "journal-dix-mille")


def test_services_and_places_of_any_names(client, at_both_widths):
    import_services(
        [offer(number, nom=ARABIC if number % 2 else f"Service {LONG}", adresse=LONG[:200]) for number in range(1, 26)],
        nom=f"Centre social {LONG}"[:150],
    )
    at_both_widths(client.get("/trouver/?commune=25056&voir=services"), "services-de-tous-noms")
    at_both_widths(client.get("/trouver/services/essai--s1/"), "service-arabe")
    at_both_widths(client.get("/trouver/structures/essai--1/"), "structure-longue")


def test_imports_of_nothing_and_their_reports(client, at_both_widths):
    signed_in = administrator(client)
    records = [raw(number, horaires_accueil=f"{LONG} {number}") for number in range(1, 40)]
    run = import_records([*records, raw(50, nom=ARABIC), raw(51, nom="a"), raw(52, nom=LONG[:150])])
    at_both_widths(signed_in.get("/trouver/imports/"), "imports")
    for lines in ("refusees", "corrigees", "acceptees", "inchangees"):
        at_both_widths(signed_in.get(f"/trouver/imports/{run.pk}/?lignes={lines}"), f"import-{lines}")


def test_error_reports_of_nobody_and_of_many(client, at_both_widths):
    signed_in = administrator(client)
    at_both_widths(signed_in.get("/trouver/signalements/"), "signalements-aucun")
    import_services([offer(1, nom=LONG[:150])])
    about = Service.objects.get()
    for number in range(30):
        report_error(by=VISITOR, about=about, wrong="autre", text=f"{ARABIC} {LONG} {number}")
    at_both_widths(signed_in.get("/trouver/signalements/"), "signalements")
