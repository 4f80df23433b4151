"""What was put right stays so as long as the source gives what was wrong, and no longer."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from parvis.core.accounts.actions.tokens import create_token
from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.actions.retention.night import run_night
from parvis.core.privacy.actions.rights.answering import Answer, answer
from parvis.core.privacy.actions.rights.hiding import hide_again, show_again
from parvis.core.privacy.enums.rights import Ground, Proof, State
from parvis.core.privacy.models import RightsStep
from parvis.core.privacy.queries.rights.bundle import access_of, as_json
from parvis.core.privacy.queries.rights.people import person_of
from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, system
from parvis.kernel.declarations.privacy import Right
from parvis.kernel.scope import open_scope
from parvis.products.data_inclusion.actions import importing
from parvis.products.data_inclusion.enums import RunState
from parvis.products.data_inclusion.models import (
    HiddenContact,
    ImportLine,
    ImportRun,
    RectifiedContact,
    Service,
    StagedService,
    Structure,
)
from tests.factories.data_inclusion import SLUG, import_records, interrupted_at, make_producer, raw, raw_service
from tests.factories.rights import EMAIL, PHONE, known_request, only_leg, private

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]
DPO = system("tests")
RIGHT, THIRD = "+33381615051", "+33381615052"
NEW = "zelie.kerdoncuff@exemple.fr"
NAME = "Zélie Morvan"
BY_REQUEST = "telephone : corrigé à la demande d'une personne"
ID = "essai--s001"


def source(phone=PHONE, email=EMAIL, **values):
    return [raw(1), raw_service(1, telephone=phone, courriel=email, contact_nom_prenom=NAME, **values)]


def rectify(value=RIGHT, column="telephone", row="data_inclusion.Service", pk=ID, **who):
    leg = only_leg(known_request(rights=[Right.RECTIFY], **who))
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED, changes={(row, pk, column): value}), link=private)
    return leg


def phone():
    """The number in the column, which the answer of the API must say too."""
    service = Service.objects.get(pk=ID)
    assert json.loads(service.document + "}")["telephone"] == (service.telephone or None)
    return service.telephone


def contact():
    service = Service.objects.get(pk=ID)
    told = json.loads(service.document + "}")
    found = tuple(getattr(service, name) for name in ("courriel", "telephone", "contact_nom_prenom"))
    assert found == tuple(told[name] or "" for name in ("courriel", "telephone", "contact_nom_prenom"))
    return found


def reported(version):
    return list(ImportLine.objects.filter(run__version__startswith=f"{version}+").values_list("number", "corrections"))


def test_it_stays_while_the_source_gives_the_wrong_value(client):
    import_records(source())
    rectify()
    for version, description in (("2", "Un autre atelier, le mardi."), ("3", "Un atelier, le jeudi.")):
        import_records(source(description=description), version=version)
        assert (phone(), Service.objects.get(pk=ID).description) == (RIGHT, description)
    # Written otherwise, it is the same number.
    import_records(source("03 81 61 50 50", email=EMAIL.upper()), version="4")
    assert phone() == RIGHT
    token = create_token(by=DPO, name="essai", scopes=["api"])
    told = client.get(f"/api/v1/services/{ID}", headers={"authorization": f"Bearer {token.secret}"})
    assert RIGHT in told.content.decode()
    assert PHONE not in told.content.decode()


def test_the_source_wins_once_it_gives_a_third_value():
    import_records(source())
    rectify()
    import_records(source(THIRD), version="2")
    assert phone() == THIRD
    assert not RectifiedContact.objects.exists()
    assert JournalEntry.objects.filter(verb="data_inclusion.source-differs", count=1).count() == 1
    import_records(source(), version="3")
    assert phone() == PHONE


def test_a_source_that_gives_nothing_more_is_believed_too():
    import_records(source())
    rectify()
    import_records(source(None), version="2")
    assert phone() == ""
    assert not RectifiedContact.objects.exists()


def test_it_is_closed_once_the_source_gives_the_right_value():
    import_records(source())
    rectify()
    import_records(source("03 81 61 50 51"), version="2")
    assert not RectifiedContact.objects.exists()
    assert JournalEntry.objects.filter(verb="data_inclusion.source-agrees").count() == 1
    assert reported("2") == []


def test_each_column_has_its_own_end():
    import_records(source())
    rectify()
    rectify("Zélie Kerdoncuff", "contact_nom_prenom")
    import_records(source(THIRD), version="2")
    assert contact() == (EMAIL, THIRD, "Zélie Kerdoncuff")
    assert RectifiedContact.objects.get().columns == ["contact_nom_prenom"]


def test_the_wrong_value_is_kept_nowhere():
    import_records(source())
    leg = rectify()
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM data_inclusion_rectifiedcontact t")
        kept = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(entry::text, ' ') FROM journal_entry entry")
        journal = cursor.fetchone()[0]
    assert RIGHT in kept
    assert PHONE not in kept
    assert "615050" not in kept
    assert RIGHT not in journal
    assert PHONE not in journal
    sent = RightsStep.objects.filter(leg=leg).exclude(sent="").latest("at").sent
    assert "tant que cette source nous donne la valeur fausse" in sent
    assert PHONE not in sent
    with open_scope(VISITOR):
        assert not RectifiedContact.objects.exists()


def test_the_report_says_so_without_the_value_whether_the_line_changed_or_not():
    import_records(source())
    rectify()
    run = import_records(source(description="Un autre atelier."), version="2")
    assert (run.accepted, run.corrected, run.unchanged) == (0, 1, 1)
    assert reported("2") == [(2, [BY_REQUEST])]
    run = import_records(source(description="Un autre atelier."), version="3")
    assert (run.corrected, run.unchanged) == (0, 2)
    assert reported("3") == [(2, [BY_REQUEST])]
    import_records(source(THIRD), version="4")
    import_records(source(THIRD), version="5")
    assert reported("4") == reported("5") == []


def test_of_a_structure_with_its_services_the_report_names_the_service():
    from parvis.products.data_inclusion.actions.producers import Mapped

    def translate(record):
        return Mapped(dict(record), services=[source()[1] | {"description": record["description"]}])

    records = [raw(1, courriel=EMAIL, description="Une maison.")]
    import_records(records, translate=translate)
    rectify()
    rectify(NEW, "courriel", "data_inclusion.Structure", "essai--1")
    said = ["courriel : corrigé à la demande d'une personne", f"service « s001 » : {BY_REQUEST}"]
    import_records([records[0] | {"description": "Un lieu."}], translate=translate, version="2")
    assert (phone(), Structure.objects.get(pk="essai--1").courriel) == (RIGHT, NEW)
    import_records([records[0] | {"description": "Un lieu."}], translate=translate, version="3")
    assert reported("2") == reported("3") == [(1, said)]


def test_a_killed_import_that_resumes_undoes_nothing():
    import_records(source())
    rectify()
    changed = source(description="Un autre atelier.")
    with pytest.raises(KeyboardInterrupt):
        importing.import_source(by=DPO, producer=interrupted_at([*changed, raw(2)], 3), batch=1)
    assert StagedService.objects.get().telephone == PHONE
    assert phone() == RIGHT
    run = importing.import_source(by=DPO, producer=make_producer([*changed, raw(2)]), batch=1)
    assert (run.state, phone()) == (RunState.COMPLETE, RIGHT)
    assert list(run.lines.values_list("number", "corrections")) == [(2, [BY_REQUEST])]


def test_what_is_put_right_while_an_import_is_under_way_is_right_once_it_is_published():
    import_records(source())
    changed = [*source(description="Un autre atelier."), raw(2)]
    with pytest.raises(KeyboardInterrupt):
        importing.import_source(by=DPO, producer=interrupted_at(changed, 3), batch=1)
    rectify()
    importing.import_source(by=DPO, producer=make_producer(changed), batch=1)
    assert (phone(), Service.objects.get(pk=ID).description) == (RIGHT, "Un autre atelier.")


def test_what_waits_to_be_published_is_not_put_right_by_itself():
    import_records(source())
    changed = [*source(description="Un autre atelier."), raw(2)]
    with pytest.raises(KeyboardInterrupt):
        importing.import_source(by=DPO, producer=interrupted_at(changed, 3), batch=1)
    with pytest.raises(ValidationError, match="pas de celles"):
        rectify(row="data_inclusion.StagedService")


def test_the_same_edition_again_changes_nothing_nor_does_a_source_that_breaks_off():
    import_records(source())
    rectify()
    before = RectifiedContact.objects.values().get()
    import_records(source())

    def broken():
        yield source(description="Un autre atelier.")[1]
        raise OSError("cut")

    with pytest.raises(importing.SourceFailed):
        import_records(broken, version="2")
    assert ImportRun.objects.filter(source=SLUG, state=RunState.FAILED).exists()
    assert phone() == RIGHT
    assert RectifiedContact.objects.values().get() == before
    import_records(source(), version="3")
    assert phone() == RIGHT


def test_a_record_gone_then_given_again_is_still_right():
    import_records(source())
    rectify()
    import_records([raw(1)], version="2")
    import_records(source(), version="3")
    assert phone() == RIGHT


def test_it_goes_with_the_record():
    import_records(source())
    rectify()
    import_records([raw(1)], version="2")
    with clock.frozen(clock.now() + timedelta(days=31)):
        run_night(by=DPO, today=clock.today(), copies=False)
    assert not Service.objects.filter(pk=ID).exists()
    assert not RectifiedContact.objects.exists()


def test_what_was_put_right_then_found_wrong_does_not_come_back():
    import_records(source())
    rectify()
    rectify(THIRD)
    import_records(source(RIGHT), version="2")
    assert phone() == THIRD
    import_records(source(description="Un autre atelier."), version="3")
    assert phone() == THIRD
    rectify(PHONE)
    assert not RectifiedContact.objects.exists(), "the source says so already"


def test_what_the_common_schema_does_not_take_is_refused():
    import_records(source())
    with pytest.raises(ValidationError, match="schéma commun"):
        rectify("pas une adresse", "courriel")
    assert contact() == (EMAIL, PHONE, NAME)


def test_the_person_is_told_what_was_put_right():
    import_records(source())
    request = rectify().request
    told = as_json(access_of(person_of(request)), service="data-inclusion", number="D").decode()
    [kept] = [each for each in json.loads(told)["donnees"] if each["table"] == "data_inclusion.RectifiedContact"]
    assert kept["lignes"][0]["source"] == "Source d'essai"
    assert kept["lignes"][0]["valeurs"]["telephone"] == RIGHT
    assert "non_communique" in kept["lignes"][0]["valeurs"]["wrong_telephone"]
    assert PHONE not in told


@pytest.mark.parametrize("address", [EMAIL, NEW], ids=["wrong", "right"])
def test_who_objects_is_known_by_what_was_wrong_and_by_what_is_right(address):
    import_records(source())
    rectify(NEW, "courriel")
    leg = only_leg(known_request(rights=[Right.OBJECT], email=address))
    assert contact() == ("", "", "")
    import_records(source(description="Un autre atelier."), version="2")
    assert contact() == ("", "", "")
    answer(by=DPO, leg=leg, given=Answer(State.REFUSED, Ground.COMPELLING), link=private)
    assert contact() == (NEW, PHONE, NAME)
    import_records(source(), version="3")
    assert contact() == (NEW, PHONE, NAME)


@pytest.mark.parametrize("address", [EMAIL, NEW], ids=["wrong", "right"])
def test_of_who_objected_for_good_only_digests_are_left_and_no_import_brings_them_back(address):
    import_records(source())
    rectify(NEW, "courriel")
    rectify(email=NEW)
    leg = only_leg(known_request(rights=[Right.OBJECT], email=address))
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    assert RectifiedContact.objects.filter(courriel="", telephone="", contact_nom_prenom="").count() == 1
    assert not HiddenContact.objects.exists()
    for version, given in (("2", source(description="Un atelier.")), ("3", source(RIGHT)), ("4", source(email=NEW))):
        import_records(given, version=version)
        assert contact() == ("", "", ""), version
        assert not RectifiedContact.objects.exclude(telephone="", courriel="", contact_nom_prenom="").exists()
    import_records(source("+33381615059", "yann@asso.example"), version="5")
    assert contact() == ("yann@asso.example", "+33381615059", NAME)


def test_who_objects_for_good_while_an_import_waits_is_not_brought_back_by_the_next():
    import_records(source())
    rectify(NEW, "courriel")
    changed = [*source(description="Un autre atelier."), raw(2)]
    with pytest.raises(KeyboardInterrupt):
        importing.import_source(by=DPO, producer=interrupted_at(changed, 3), batch=1)
    leg = only_leg(known_request(rights=[Right.OBJECT], email=NEW))
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    assert EMAIL not in str(StagedService.objects.values())
    importing.import_source(by=DPO, producer=make_producer(changed), batch=1)
    import_records(source(), version="2")
    assert contact() == ("", "", "")


def test_a_limitation_keeps_what_was_put_right_and_gives_it_back():
    import_records(source())
    rectify()
    leg = only_leg(known_request(rights=[Right.RESTRICT]))
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    import_records(source(description="Un autre atelier."), version="2")
    assert contact() == ("", "", "")
    assert HiddenContact.objects.get().telephone == RIGHT
    show_again(by=DPO, leg=leg)
    assert contact() == (EMAIL, RIGHT, NAME)


def test_the_source_may_change_while_a_limitation_lasts():
    import_records(source())
    rectify()
    leg = only_leg(known_request(rights=[Right.RESTRICT]))
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    import_records(source(THIRD), version="2")
    show_again(by=DPO, leg=leg)
    assert contact() == (EMAIL, THIRD, NAME)
    assert not RectifiedContact.objects.exists()


def test_after_a_restore_nothing_is_left_of_who_objected():
    import_records(source())
    rectify()
    leg = only_leg(known_request(Proof.LINK, rights=[Right.OBJECT]))
    restored = RectifiedContact.objects.get()
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    restored.save(force_insert=True)
    Service.objects.filter(pk=ID).update(telephone=RIGHT)
    hide_again(by=DPO)
    assert not RectifiedContact.objects.exists()
