"""An import between the day of hiding and that of showing again: what is shown is what it would have published."""

import json

import pytest
from django.core.exceptions import ValidationError

from parvis.core.privacy.actions.rights.answering import Answer, answer
from parvis.core.privacy.actions.rights.hiding import hide_at_once, remove_for_good, show_again
from parvis.core.privacy.enums.rights import Ground, State
from parvis.core.privacy.models import Suppression
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Right
from parvis.products.data_inclusion.actions import importing
from parvis.products.data_inclusion.enums import Fate
from parvis.products.data_inclusion.models import (
    HiddenContact,
    ImportLine,
    Service,
    ServiceWords,
    StagedService,
    StagedStructure,
    Structure,
    Tombstone,
)
from tests.factories.data_inclusion import SLUG, import_records, make_producer, raw, raw_service
from tests.factories.rights import EMAIL, PHONE, known_request, only_leg, private

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]
DPO = system("tests")
APART = {"last_import_id", "first_seen", "last_seen"}
HERS = {"courriel": EMAIL, "telephone": PHONE, "contact_nom_prenom": "Zélie Morvan"}
HIS = {"courriel": "yann@asso.example", "telephone": "+33381615051", "contact_nom_prenom": "Yann Kerdoncuff"}
HOURS = "Mo-Fr 10:00-12:00"


def source(*services, **structure):
    return [raw(1, nom="Le Fil", **structure), raw(2, nom="Le Fil, association"), *services]


def world() -> dict[str, dict]:
    found = ServiceWords.objects.filter(entry__source=SLUG).values("entry_id", "title", "words")
    return {f"words of {row['entry_id']}": row for row in found} | {
        f"{model.__name__} {row['id']}": {name: value for name, value in row.items() if name not in APART}
        for model in (Structure, Service)
        for row in model.objects.filter(source=SLUG, removed_at=None).values()
    }


def said() -> str:
    """All that is published, and told of the imports."""
    return json.dumps([world(), list(ImportLine.objects.values())], default=str, ensure_ascii=False)


def objection():
    return only_leg(known_request(rights=[Right.OBJECT]))


def refuse(leg):
    answer(by=DPO, leg=leg, given=Answer(State.REFUSED, Ground.COMPELLING), link=private)


NOW = [
    pytest.param(source(raw_service(1, **HERS, horaires_accueil=HOURS), courriel=EMAIL), True, id="hours"),
    pytest.param(source(raw_service(1, nom="Nouveau nom", **HERS), courriel=EMAIL, site_web="https://fil.example"),
                 True, id="name"),
    pytest.param(source(raw_service(1)), False, id="contact-removed"),
    pytest.param(source(raw_service(1, **HIS), courriel=HIS["courriel"]), False, id="somebody-else"),
    pytest.param(source(raw_service(1, **HERS | {"telephone": "+33381615051"}), courriel=EMAIL), True, id="her-number"),
    pytest.param(source(raw_service(1, **HERS), raw_service(2, 2, **HERS), courriel=EMAIL), True, id="appeared"),
    pytest.param(source(raw_service(2, 2, **HERS)), True, id="moved"),
    pytest.param(source(raw_service(1, **HERS), courriel=EMAIL), True, id="unchanged"),
    pytest.param(source(), False, id="service-removed"),
]  # fmt: skip


@pytest.mark.parametrize(("now", "named"), NOW)
def test_what_is_shown_again_is_what_the_last_import_would_have_published(now, named):
    before = source(raw_service(1, **HERS), courriel=EMAIL)
    import_records(before)
    import_records(now, version="2")
    expected = world()
    import_records(before, version="3")
    leg = objection()
    import_records(now, version="4")
    assert EMAIL not in said()
    assert PHONE not in said()
    if HIS["courriel"] in json.dumps(expected, default=str):
        assert world() == expected, "who is not hidden is published at once"
    refuse(leg)
    assert world() == expected
    assert (EMAIL in said()) is named
    assert not HiddenContact.objects.exists()
    import_records(now, version="5")
    assert world() == expected


def test_whom_no_record_named_when_they_objected_is_shown_again_where_they_appeared():
    import_records(source(raw_service(1)))
    leg = objection()
    now = source(raw_service(1), raw_service(2, 2, **HERS))
    import_records(now, version="2")
    assert EMAIL not in said()
    assert HiddenContact.objects.get().record == "essai--s002"
    hidden_at = HiddenContact.objects.get().hidden_at
    import_records(source(raw_service(1), raw_service(2, 2, horaires_accueil=HOURS, **HERS)), version="3")
    assert HiddenContact.objects.get().hidden_at == hidden_at
    refuse(leg)
    shown = Service.objects.get(pk="essai--s002")
    assert (shown.courriel, shown.horaires_accueil) == (EMAIL, HOURS)


def test_only_records_that_name_them_again_are_told_to_those_who_copied():
    import_records(source(raw_service(1, **HERS), raw_service(2, 2, **HERS)))
    leg = objection()
    import_records(source(raw_service(1), raw_service(2, 2, horaires_accueil=HOURS, **HERS)), version="2")
    assert list(HiddenContact.objects.values_list("record", flat=True)) == ["essai--s002"]
    refuse(leg)
    assert list(Tombstone.objects.filter(fate=Fate.READ_AGAIN).values_list("record", flat=True)) == ["essai--s002"]


def test_an_import_under_way_when_they_objected_leaves_them_something_to_show():
    import_records(source(raw_service(1)))
    now = source(raw_service(1, **HERS))
    publish, legs = importing.publish, []

    def object_then_publish(**given):
        legs.append(objection())
        publish(**given)

    importing.publish = object_then_publish
    try:
        importing.import_source(by=DPO, producer=make_producer(now, version="2"))
    finally:
        importing.publish = publish
    assert EMAIL not in said()
    refuse(legs[0])
    assert Service.objects.get(pk="essai--s001").courriel == EMAIL


@pytest.mark.parametrize("first", [0, 1])
def test_of_two_cases_the_last_to_end_shows_the_person_again(first):
    import_records(source(raw_service(1, **HERS)))
    before = world()
    legs = [objection(), only_leg(known_request(rights=[Right.RESTRICT]))]
    hide_at_once(by=DPO, leg=legs[1])
    assert HiddenContact.objects.count() == 2
    import_records(source(raw_service(1, **HERS)), version="2")
    show_again(by=DPO, leg=legs[first])
    assert EMAIL not in said()
    show_again(by=DPO, leg=legs[1 - first])
    assert world() == before


@pytest.mark.parametrize("first", [0, 1])
def test_two_people_of_one_record_come_back_each_with_their_case(first):
    prose = f"Écrire à {HIS['courriel']} pour venir."
    import_records(source(raw_service(1, **HERS, description=prose)))
    before = world()
    legs = [objection(), only_leg(known_request(rights=[Right.OBJECT], email=HIS["courriel"]))]
    show_again(by=DPO, leg=legs[first])
    assert (EMAIL in said(), HIS["courriel"] in said()) == (first == 0, first == 1)
    show_again(by=DPO, leg=legs[1 - first])
    assert world() == before


def test_nothing_is_put_aside_of_whom_an_objection_has_hidden_for_good():
    prose = f"Écrire à {HIS['courriel']} pour venir."
    import_records(source(raw_service(1, **HERS, description=prose)))
    leg, other = objection(), only_leg(known_request(rights=[Right.OBJECT], email=HIS["courriel"]))
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    assert EMAIL not in HiddenContact.objects.get(case=str(other.pk)).document
    import_records(source(raw_service(1, **HERS, description=prose, horaires_accueil=HOURS)), version="2")
    assert list(HiddenContact.objects.values_list("case", flat=True)) == [str(other.pk)]
    assert EMAIL not in HiddenContact.objects.get().document
    refuse(other)
    shown = Service.objects.get(pk="essai--s001")
    assert (shown.description, shown.courriel, shown.horaires_accueil) == (prose, "", HOURS)
    assert Suppression.objects.exists()


def test_what_an_interrupted_import_keeps_of_them_goes_with_the_decision():
    def stop(**given):
        raise KeyboardInterrupt

    publish = importing.publish
    importing.publish = stop
    try:
        with pytest.raises(KeyboardInterrupt):
            import_records(source(raw_service(1, **HERS), courriel=EMAIL))
    finally:
        importing.publish = publish
    leg = objection()
    assert StagedService.objects.get().courriel == EMAIL, "seen by nobody; it may still be shown again"
    remove_for_good(by=DPO, leg=leg)
    staged = [*StagedService.objects.values(), *StagedStructure.objects.values()]
    assert staged
    assert EMAIL not in str(staged)


def test_what_was_put_right_meanwhile_stays_so():
    prose = f"Écrire à {HIS['courriel']} pour venir."
    import_records(source(raw_service(1, **HERS, description=prose)))
    leg = only_leg(known_request(rights=[Right.OBJECT], email=HIS["courriel"]))
    hers = only_leg(known_request(rights=[Right.RECTIFY]))
    changes = {("data_inclusion.Service", "essai--s001", "telephone"): HIS["telephone"]}
    answer(by=DPO, leg=hers, given=Answer(State.ANSWERED, changes=changes), link=private)
    refuse(leg)
    shown = Service.objects.get(pk="essai--s001")
    assert (shown.courriel, shown.telephone, shown.description) == (EMAIL, HIS["telephone"], prose)


def test_what_is_put_aside_is_put_right_only_once_it_is_shown_again():
    import_records(source(raw_service(1, **HERS)))
    limited, rectified = (only_leg(known_request(rights=[right])) for right in (Right.RESTRICT, Right.RECTIFY))
    answer(by=DPO, leg=limited, given=Answer(State.ANSWERED), link=private)
    copy = HiddenContact.objects.get()
    changes = {("data_inclusion.HiddenContact", str(copy.pk), "telephone"): HIS["telephone"]}
    with pytest.raises(ValidationError):
        answer(by=DPO, leg=rectified, given=Answer(State.ANSWERED, changes=changes), link=private)
    show_again(by=DPO, leg=limited)
    shown = Service.objects.get(pk="essai--s001")
    assert (shown.courriel, shown.telephone) == (EMAIL, HERS["telephone"])
