"""What data·inclusion promises, as far as the reference goes."""

import re
from datetime import timedelta

import pytest
from data_inclusion.schema.v1 import Service as ServiceSchema
from data_inclusion.schema.v1 import Structure as StructureSchema

from parvis.core.accounts.actions.tokens import create_token, revoke_token
from parvis.core.accounts.models import ApiToken
from parvis.core.accounts.queries.actors import actor_for_user
from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.queries.outlets import foreign_hosts
from parvis.core.privacy.queries.rights.replicas import followed_elsewhere
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Personal, Right, services, tables
from parvis.products.data_inclusion.actions.reporting import handle_report
from parvis.products.data_inclusion.models import ErrorReport, Source
from parvis.products.data_inclusion.queries.evidence import copies_follow, corrections_go_back
from tests.factories.accounts import make_user, protect
from tests.factories.data_inclusion import import_records, import_services, offer, raw, raw_service
from tests.factories.privacy import assert_each_protection_is_proved
from tests.factories.rights import EMAIL, known_request, only_leg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]
NAMED = {
    "contact_nom_prenom": "Jeanne Martin", "courriel": "jeanne.martin@ville.example", "telephone": "+33381000001",
}  # fmt: skip


@pytest.fixture
def token():
    return create_token(by=system("tests"), name="essai", scopes=["api"])


@pytest.fixture
def ask(client, token):
    return lambda path, **query: client.get(
        f"/api/v1/{path}", query, headers={"authorization": f"Bearer {token.secret}"}
    )


def test_di_01_many_sources_are_one_reference_and_each_record_says_its_own(ask):
    import_records([raw(1), raw_service(1)])
    import_records([raw(1), raw_service(1)], slug="autre")
    for path, schema in (("structures", StructureSchema), ("services", ServiceSchema)):
        items = ask(path).json()["items"]
        assert {item["source"] for item in items} >= {"essai", "autre"}
        for item in items:
            assert item["id"].startswith(f"{item['source']}--")
            schema.model_validate(item)


def test_di_02_what_a_visitor_finds_wrong_is_asked_of_the_source_and_comes_back_corrected(client, ask):
    import_services([offer(1)])
    page = "/trouver/services/essai--s1/"
    Source.objects.update(contact="corrections@producteur.example")
    client.post(f"{page}signaler/", {"wrong": "autre", "text": "Il faut dire « atelier » dans le nom."})
    report, administrator = ErrorReport.objects.get(), make_user(is_platform_administrator=True)
    handle_report(by=actor_for_user(protect(administrator)), pk=report.pk, note="Nommez-le « Atelier ».", forward=True)
    asked = Outgoing.objects.get(recipient="corrections@producteur.example")
    assert page in asked.text
    assert "Nommez-le « Atelier »." in asked.text
    import_services([offer(1, nom="Atelier")], version="2")
    assert "Atelier" in client.get(page).content.decode()
    assert ask("services/essai--s1").json()["nom"] == "Atelier"
    # One that nobody reads for a month is a promise that fails here.
    ErrorReport.objects.create(kind="service", record="essai--s1", name="Service", wrong="horaires")
    assert corrections_go_back().holds
    with clock.frozen(clock.now() + timedelta(days=33)):
        assert not corrections_go_back().holds


def test_di_03_all_that_is_offered_in_a_commune_is_found_by_people_and_by_programs(client, ask):
    import_services([offer(number) for number in range(1, 4)])
    found = ask("search/services", code_commune="25056").json()["items"]
    assert {item["service"]["id"] for item in found} == {"essai--s1", "essai--s2", "essai--s3"}
    page = client.get("/trouver/", {"commune": "25056", "voir": "services"}).content.decode()
    assert all(f">Service 00{number}<" in page for number in range(1, 4))


@pytest.mark.parametrize("model", ["Structure", "Service"])
def test_di_04_nothing_is_kept_of_a_person_but_a_name_an_address_and_a_telephone(model):
    columns = next(each for each in tables if each.key == f"data_inclusion.{model}").columns
    personal = {name for name, column in columns.items() if isinstance(column, Personal)}
    own = {"telephone", "courriel"} | ({"contact_nom_prenom"} if model == "Service" else set())
    # The prepared answer and the words of the search hold the same values once more.
    assert personal - {"document", "tail"} == own


def test_di_05_who_has_signed_nothing_reads_no_named_contact(client, ask):
    import_services([offer(1, **NAMED)], telephone="+33381000002", courriel="accueil@ville.example")
    page = client.get("/trouver/services/essai--s1/").content.decode()
    assert "accueil@ville.example" in page
    assert not any(value in page for value in ("Jeanne", "jeanne.martin", "81 00 00 01", "381000001"))
    assert client.get("/api/v1/services/essai--s1").status_code == 401
    assert ask("services/essai--s1").json()["contact_nom_prenom"] == "Jeanne Martin"


def test_di_05_a_token_is_worth_nothing_once_the_terms_have_changed_or_it_is_revoked(ask, token):
    assert ask("structures").status_code == 200
    ApiToken.objects.update(terms_version="1900-01-01")
    assert ask("structures").status_code in {401, 403}
    ApiToken.objects.update(terms_version=token.token.terms_version)
    revoke_token(by=system("tests"), token=token.token)
    assert ask("structures").status_code in {401, 403}


def test_di_10_two_processors_are_told_and_no_other_is_reached(client, settings):
    page = client.get("/confidentialite/data-inclusion/").content.decode()
    section = page.partition('<caption class="fr-sr-only">Sous-traitants</caption>')[2].partition("</table>")[0]
    assert re.findall(r'data-label="Sous-traitant">([^<]+)<', section) == ["Scalingo", "Scaleway"]
    assert section.count("France") == 2
    assert list(foreign_hosts(settings, services)) == []
    settings.EMAIL_HOST = "smtp.ailleurs.example"
    assert [problem.code for problem in foreign_hosts(settings, services)] == ["E010"]


def test_di_06_an_objection_is_honoured_everywhere_for_ever_and_told_to_those_who_copied(client, ask, token):
    named = {"courriel": EMAIL, "contact_nom_prenom": "Zélie Morvan"}
    import_records([raw(1), raw_service(1, 1, **named)])
    assert EMAIL in ask("services/essai--s001").content.decode()
    leg = only_leg(known_request(rights=(Right.OBJECT,)))
    import_records([raw(1), raw_service(1, 1, **named, lien_source="https://asso.example/2")], version="2")
    for path in ("services", "services/essai--s001", "structures/essai--1"):
        assert EMAIL not in ask(path).content.decode()
    assert EMAIL not in client.get("/trouver/services/essai--s001/").content.decode()
    told = ask("tombstones").json()["items"]
    assert [(each["record"], each["fate"]) for each in told] == [("essai--s001", "contact-removed")]
    assert not {EMAIL, "Zélie", str(leg.pk)} & {str(value) for each in told for value in each.values()}
    assert not copies_follow().nothing.endswith("jeton pour lire ces avis.")
    assert (copies_follow().holds, bool(copies_follow().nothing)) == (True, True), "told, and the delay runs"
    with clock.frozen(clock.now() + timedelta(days=40)):
        assert not copies_follow().holds, "told for more than a month, and none has followed"
    (desk,) = followed_elsewhere(leg)
    assert (desk.done, desk.told) == (0, ApiToken.objects.live().count())
    client.post(
        "/api/v1/tombstones", {"upto": told[-1]["id"]}, "application/json",
        headers={"authorization": f"Bearer {token.secret}"},
    )  # fmt: skip
    assert followed_elsewhere(leg)[0].done == 1
    ApiToken.objects.exclude(pk=token.token.pk).update(revoked_on=clock.now())
    with clock.frozen(clock.now() + timedelta(days=40)):
        create_token(by=system("tests"), name="venu depuis", scopes=["api"])
        assert (copies_follow().holds, copies_follow().nothing) == (True, ""), "who came after was told nothing"


def test_di_11_each_protection_is_a_proved_control_and_the_promise_fails_where_one_does(client, settings):
    assert_each_protection_is_proved("DI-11", "data-inclusion", client, settings)
