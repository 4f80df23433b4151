"""Who objects is hidden at once, and the world is then what it would be without them."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from parvis.core.accounts.actions.tokens import create_token
from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.actions.rights.answering import Answer, answer
from parvis.core.privacy.actions.rights.handling import withdraw
from parvis.core.privacy.actions.rights.hiding import hide_again, show_again
from parvis.core.privacy.actions.rights.limiting import announce_lifting, lift
from parvis.core.privacy.enums.rights import Ground, Proof, State
from parvis.core.privacy.models import RightsLeg, RightsStep, Suppression
from parvis.core.privacy.queries.rights.suppressions import contact_digest
from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, system
from parvis.kernel.declarations.privacy import Right
from parvis.kernel.scope import open_scope
from parvis.products.data_inclusion.models import Edition, HiddenContact, Service, ServiceWords, Structure
from tests.factories.data_inclusion import SLUG, import_records, make_producer, raw, raw_service
from tests.factories.rights import EMAIL, PHONE, known_request, only_leg, private

pytestmark = pytest.mark.django_db
DPO = system("tests")
# What an import always writes anew, and what keeps no contact.
APART = {"last_import_id", "record_hash", "first_seen", "last_seen"}


def records(*, with_her: bool):
    """A structure and its services, and a look-alike; she is the contact of some, in columns and in prose."""
    own = {"courriel": EMAIL, "telephone": PHONE} if with_her else {}
    named = own | ({"contact_nom_prenom": "Zélie Morvan"} if with_her else {})
    prose = f"Écrire à {EMAIL} pour venir." if with_her else "Écrire à  pour venir."
    shared = {"courriel": "accueil@asso.example"}
    return [
        raw(1, nom="Association Le Fil", **({"courriel": EMAIL} if with_her else {})),
        raw(2, nom="Le Fil, association", **({"courriel": EMAIL} if with_her else {})),
        raw(3, nom="Autre maison", **shared),
        raw_service(1, 1, **named),
        raw_service(2, 3, **shared, description=prose),
        raw_service(3, 3, **shared),
    ]


def world() -> dict[str, dict]:
    """Every public column of every published row, and the words by which it is found."""
    found = ServiceWords.objects.filter(entry__source=SLUG).values("entry_id", "title", "words")
    return {f"words of {row['entry_id']}": row for row in found} | {
        f"{model.__name__} {row['id']}": {name: value for name, value in row.items() if name not in APART}
        for model in (Structure, Service)
        for row in model.objects.filter(source=SLUG).values()
    }


PAGES = (
    "/trouver/structures/essai--1/",
    "/trouver/services/essai--s001/",
    "/trouver/services/essai--s002/",
    "/trouver/?commune=25056",
    "/trouver/?commune=25056&quoi=Service",
)


def pages(client):
    """The public pages, but for what is drawn for each answer."""
    import re

    return [re.sub(r'nonce="[^"]+"|value="\w{64}"', "", client.get(page).content.decode()) for page in PAGES]


ANSWERS = (
    "/api/v1/structures?sources=essai",
    "/api/v1/structures?sources=essai&exclure_doublons=true",
    "/api/v1/structures?sources=essai&format=geojson",
    "/api/v1/structures?sources=essai&format=csv",
    "/api/v1/structures/essai--1",
    "/api/v1/services?sources=essai",
    "/api/v1/services?sources=essai&format=geojson",
    "/api/v1/services?sources=essai&format=csv",
    "/api/v1/search/services?sources=essai&code_commune=25056",
)


def answers(client):
    """What programs receive, in each of their forms."""
    token = create_token(by=DPO, name="essai", scopes=["api"])
    given = [client.get(url, headers={"authorization": f"Bearer {token.secret}"}) for url in ANSWERS]
    assert {answer.status_code for answer in given} == {200}
    return [answer.content for answer in given]


def objected(rights=(Right.OBJECT,)):
    return known_request(rights=rights)


def test_after_an_objection_the_outputs_are_those_of_a_world_without_her(acting, client):
    import_records(records(with_her=False))
    without_her, pages_without_her, answers_without_her = world(), pages(client), answers(client)
    import_records(records(with_her=True), version="2")
    assert EMAIL.encode() in b"".join(answers(client))
    assert world() != without_her
    assert EMAIL in json.dumps(world(), default=str)
    edition = Edition.objects.latest("pk")
    objected()
    assert world() == without_her
    assert pages(client) == pages_without_her
    assert answers(client) == answers_without_her
    assert Edition.objects.latest("pk") != edition, "answers kept by edition are kept no more"


def test_after_a_restore_she_is_hidden_again_and_comes_back_if_she_withdraws(acting):
    """As from a backup taken before she objected: her data are there, of her objection the digests alone are left."""
    import_records(records(with_her=False))
    without_her = world()
    import_records(records(with_her=True), version="2")
    with_her = world()
    leg = only_leg(known_request(rights=[Right.ACCESS]))
    for value in (EMAIL, PHONE):
        Suppression.objects.create(service="data-inclusion", digest=contact_digest(value), case=str(leg.pk))
    hide_again(by=DPO)
    assert world() == without_her
    assert set(HiddenContact.objects.values_list("case", flat=True)) == {str(leg.pk)}
    show_again(by=DPO, leg=leg)
    assert world() == with_her


def test_no_import_brings_her_back(acting):
    import_records(records(with_her=False))
    without_her = world()
    import_records(records(with_her=True), version="2")
    objected()
    import_records(
        [{**record, "lien_source": "https://asso.example/2"} for record in records(with_her=True)], version="3"
    )
    after = world()
    assert EMAIL not in json.dumps(after, default=str)
    assert PHONE not in json.dumps(after, default=str)
    assert {key: row.get("score_qualite") for key, row in after.items()} == {
        key: row.get("score_qualite") for key, row in without_her.items()
    }
    for column in ("digest", "service"):
        assert EMAIL not in "".join(Suppression.objects.values_list(column, flat=True))


def test_an_import_under_way_does_not_bring_her_back(acting):
    """She objects after her row was read and before it is published."""
    from parvis.products.data_inclusion.actions import importing

    import_records(records(with_her=False))
    producer = make_producer(records(with_her=True), version="2")
    publish = importing.publish

    def object_then_publish(**given):
        objected()
        publish(**given)

    importing.publish = object_then_publish
    try:
        importing.import_source(by=DPO, producer=producer)
    finally:
        importing.publish = publish
    assert EMAIL not in json.dumps(world(), default=str)


def test_an_upheld_objection_destroys_what_was_put_aside(acting):
    import_records(records(with_her=True))
    leg = only_leg(objected())
    assert HiddenContact.objects.count() == 4
    with open_scope(VISITOR):
        assert HiddenContact.objects.count() == 0
        assert Suppression.objects.count() == 0
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    assert HiddenContact.objects.count() == 0
    assert Suppression.objects.count() == 1


@pytest.mark.parametrize("end", ["refused", "withdrawn"])
def test_a_refused_or_withdrawn_objection_shows_again_what_was_there(acting, client, end):
    import_records(records(with_her=True))
    before, shown = world(), pages(client)
    request = objected()
    if end == "refused":
        answer(by=DPO, leg=only_leg(request), given=Answer(State.REFUSED, Ground.COMPELLING), link=private)
    else:
        withdraw(by=VISITOR, request=request)
    assert world() == before
    assert pages(client) == shown
    assert not Suppression.objects.exists()


def test_a_limitation_hides_keeps_and_ends_only_once_she_was_told(acting):
    import_records(records(with_her=False))
    without_her = world()
    import_records(records(with_her=True), version="2")
    before = world()
    leg = only_leg(known_request(rights=[Right.RESTRICT]))
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    assert world() == without_her
    assert HiddenContact.objects.filter(courriel=EMAIL).exists()
    with pytest.raises(Exception, match="prévenue avant"):
        lift(by=DPO, leg=leg)
    announce_lifting(by=DPO, leg=leg, reason="Les coordonnées sont confirmées.", link=private)
    with pytest.raises(Exception, match="prévenue avant"):
        lift(by=DPO, leg=leg)
    with clock.frozen(clock.now() + timedelta(days=16)):
        lift(by=DPO, leg=leg)
    assert world() == before


def test_a_number_counts_once_it_was_checked(acting):
    import_records([raw(1, telephone=PHONE)])
    known_request(phone=PHONE, rights=[Right.OBJECT])
    assert Structure.objects.get(source=SLUG).telephone == PHONE
    known_request(Proof.FILE, email="", phone=PHONE, rights=[Right.OBJECT])
    assert Structure.objects.get(source=SLUG).telephone == ""


def test_a_rectification_reaches_the_prepared_answer(acting):
    import_records(records(with_her=True))
    leg = only_leg(known_request(rights=[Right.RECTIFY]))
    changes = {("data_inclusion.Structure", f"{SLUG}--1", "telephone"): "+33381615051"}
    edition = Edition.objects.latest("pk")
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED, changes=changes), link=private)
    row = Structure.objects.get(pk=f"{SLUG}--1")
    assert row.telephone == "+33381615051"
    assert json.loads(row.document + "}")["telephone"] == "+33381615051"
    assert Edition.objects.latest("pk") != edition


def test_the_person_is_in_no_trace_of_the_objection(acting):
    import_records(records(with_her=True))
    request = objected()
    answer(by=DPO, leg=only_leg(request), given=Answer(State.ANSWERED), link=private)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(entry::text, ' ') FROM journal_entry entry")
        journal = cursor.fetchone()[0]
    assert EMAIL not in journal
    assert JournalEntry.objects.filter(verb="data_inclusion.hide").exists()
    assert not RightsStep.objects.filter(sent__contains=EMAIL).exists()
    assert RightsLeg.objects.get(request=request).state == State.ANSWERED


@pytest.mark.parametrize(
    "written", ["03 81 61 50 50", "03.81.61.50.50", "+33 (0)3 81 61 50 50", "03\u00a081\u00a061\u00a050\u00a050"]
)
def test_a_number_written_in_prose_goes_too(acting, written):
    prose = "Appeler Zélie au {} avant le 03/03/2026, SIRET 21250056500016."
    import_records([raw(1), raw_service(1, 1, description=prose.format(written))])
    known_request(Proof.FILE, email="", phone=PHONE, rights=[Right.OBJECT])
    service = Service.objects.get(source=SLUG)
    assert service.description == prose.format("")
    assert written not in json.loads(service.document + "}")["description"]


def test_a_text_that_named_only_her_gives_way_to_words_of_ours(acting):
    import_records([raw(1), raw_service(1, nom=EMAIL, description=f"Ou {EMAIL}.")])
    known_request(rights=[Right.OBJECT])
    service = Service.objects.get(pk="essai--s001")
    assert (service.nom, service.description) == ("Sans nom publié", "Sans description publiée.")
