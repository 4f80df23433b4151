"""An administrator reads one case for an hour, in an emergency; the office knows, and row security sees to the rest."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from parvis.core.journal.models import JournalEntry
from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.scope import open_scope, reading_in_emergency
from parvis.products.mediature.actions.acces import SHORTEST, longest_reason, open_in_emergency, trace_reading
from parvis.products.mediature.actions.handling import write_note
from parvis.products.mediature.actions.retraits import stay_away
from parvis.products.mediature.enums import Fonction, Motif, Visibilite
from parvis.products.mediature.models import (
    AccesExceptionnel,
    Collectivite,
    Ligne,
    Message,
    Note,
    Piece,
    Requerant,
    Saisine,
)
from parvis.products.mediature.queries.acces import running
from tests.factories.accounts import protect
from tests.factories.mediature import acting_as, make_agent, make_saisine
from tests.factories.organisations import make_person
from tests.factories.solliciter import make_piece

pytestmark = pytest.mark.django_db
WORDS = "La personne dit qu’elle va se faire du mal ce soir."
CASE = (Saisine, Requerant, Piece, Note, Ligne, Message)


@pytest.fixture
def case(office, lead):
    made, by = make_saisine(office), acting_as(lead)
    make_piece(made, by, "preuve.txt")
    with open_scope(by):
        write_note(by=by, saisine=made, text="Pour le bureau.")
        Saisine.objects.filter(pk=made.pk).update(mediateur=lead)
        write_note(by=by, saisine=made, text="Pour moi seul.", visibility=Visibilite.MEDIATEUR)
    return made


def make_administrator():
    return acting_as(protect(make_person(is_platform_administrator=True)))


@pytest.fixture
def administrator(acting):
    return make_administrator()


def break_glass(by, case, **given):
    with open_scope(by):
        return open_in_emergency(by=by, **{"number": case.number, "motif": Motif.DANGER, "reason": WORDS} | given)[0]


def seen(actor, *, emergency=True):
    """Which cases the parts that show belong to, without any filter of ours."""
    with open_scope(actor):
        if not emergency:
            return {row for model in CASE for row in model.objects.values_list("pk", flat=True)}
        with reading_in_emergency():
            found = {each.pk for each in Saisine.objects.all()}
            for model in (Piece, Note, Ligne, Message):
                found |= set(model.objects.values_list("saisine", flat=True))
            return found


def test_one_case_is_read_for_an_hour_and_nothing_before_nor_after(case, office, administrator):
    other = make_saisine(office)
    assert seen(administrator) == set()
    made = break_glass(administrator, case)
    assert seen(administrator) == {case.pk} != {other.pk}
    assert seen(administrator, emergency=False) == set(), "no other page shows it"
    with open_scope(administrator):
        assert running(administrator, made.pk) == made
    for later, found in (
        (timedelta(minutes=59), {case.pk}),
        (timedelta(hours=1), set()),
        (-timedelta(minutes=1), set()),
    ):
        with clock.frozen(made.at + later):
            assert seen(administrator) == found, later
            with open_scope(administrator):
                assert (running(administrator, made.pk) is not None) == bool(found)


def test_nobody_else_reads_it(case, administrator):
    made = break_glass(administrator, case)
    other = make_administrator()
    assert seen(other) == set()
    with open_scope(other):
        assert running(other, made.pk) is None
    simple = acting_as(make_person())
    assert seen(simple) == set()
    former = administrator.__class__(administrator.kind, administrator.identifier)
    assert seen(former) == set(), "whoever administers no more reads no more"


def test_the_person_the_notes_and_the_lines_show_but_not_what_is_for_the_mediator_alone(case, administrator):
    break_glass(administrator, case)
    with open_scope(administrator), reading_in_emergency():
        assert Requerant.objects.get().pk == case.requerant_id
        assert Piece.objects.count() == 1
        assert [each.text for each in Note.objects.all()] == ["Pour le bureau."]
        assert Ligne.objects.exists()


def test_the_base_refuses_every_write_of_whoever_reads_so(case, administrator):
    break_glass(administrator, case)
    with open_scope(administrator), reading_in_emergency():
        assert Saisine.objects.update(facts="x") == 0
        assert Piece.objects.update(label="x") == 0
        assert Piece.objects.all()._raw_delete("default") == 0
        for made in (
            lambda: Note.objects.create(saisine=case, text="x"),
            lambda: Ligne.objects.create(saisine=case, fait="etat", words="x", by="x", visibility="requerant"),
        ):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                made()
        assert AccesExceptionnel.objects.update(ends_at=clock.now()) == 0
    with open_scope(administrator):
        assert AccesExceptionnel.objects.update(reason="x") == 0, "written once"
        assert AccesExceptionnel.objects.all()._raw_delete("default") == 0


def test_every_table_under_row_security_refuses_those_writes():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE relname LIKE 'mediature\\_%%' AND relkind = 'r' AND relrowsecurity "
            "AND (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND NOT polpermissive "
            "AND polname LIKE 'emergency\\_%%') <> 3",
            [],
        )
        assert cursor.fetchall() == []


def test_the_office_is_told_at_once_and_keeps_the_trace(case, lead, administrator):
    made = break_glass(administrator, case)
    sent = Outgoing.objects.get(key="mediature.emergency")
    assert sent.recipient == lead.email
    assert case.number in sent.subject
    assert case.requerant.last_name not in sent.text
    line = Ligne.objects.get(saisine=case, fait="acces")
    assert (line.by, line.visibility) == (administrator.key, Visibilite.BUREAU)
    assert "Une personne est en danger" in line.words
    with open_scope(administrator):
        trace_reading(by=administrator, acces=made, saisine=case)
    lines = JournalEntry.objects.filter(verb="mediature.emergency_danger", object_key=case.key)
    assert {each.actor_key for each in lines} == {administrator.key}
    assert len(lines) == 2
    with open_scope(acting_as(lead)):
        assert AccesExceptionnel.objects.get().reason == WORDS


def withdrawn(user, case):
    with open_scope(acting_as(user)) as scope:
        stay_away(by=scope.actor, saisine=case, reason="La personne est de ma famille.")


def told():
    return set(Outgoing.objects.filter(key="mediature.emergency").values_list("recipient", flat=True))


def test_who_handles_the_case_is_told_with_the_main_mediator(case, office, lead, administrator):
    mediator, other = make_agent(office), make_agent(office)
    Saisine.objects.update(mediateur=mediator)
    break_glass(administrator, case)
    assert told() == {lead.email, mediator.email} != {other.email}


@pytest.mark.parametrize("handled", [True, False])
def test_a_main_mediator_who_withdrew_is_told_nothing_and_others_are(case, office, lead, administrator, handled):
    mediator = make_agent(office)
    make_agent(office, Fonction.ASSISTANT)
    withdrawn(lead, case)
    if handled:
        Saisine.objects.update(mediateur=mediator)
    break_glass(administrator, case)
    assert told() == {mediator.email}


def test_an_office_that_nobody_leads_reads_why_in_the_case_that_its_mediators_are_told_of(
    saisine, office, administrator
):
    mediator = make_agent(office)
    break_glass(administrator, saisine)
    assert told() == {mediator.email}
    with open_scope(acting_as(mediator)):
        assert WORDS in Ligne.objects.get(fait="acces").words
    assert "dans le dossier, parmi ce qui a été dit" in Outgoing.objects.get(key="mediature.emergency").text


@pytest.mark.parametrize("motif", Motif)
@pytest.mark.parametrize("name", [{}, {"first_name": "A" * 150, "last_name": "B" * 150}])
def test_the_line_of_the_case_holds_the_reason_whole_or_refuses_it(saisine, acting, motif, name):
    reader = protect(make_person(is_platform_administrator=True, **name))
    most = longest_reason(reader)
    assert most > SHORTEST
    with pytest.raises(ValidationError, match=f"Écrivez {most} signes au plus"):
        break_glass(acting_as(reader), saisine, motif=motif, reason="é" * (most + 1))
    assert not AccesExceptionnel.objects.exists()
    made = break_glass(acting_as(reader), saisine, motif=motif, reason="é" * most)
    line = Ligne.objects.get(fait="acces").words
    assert line.endswith(f"{motif.label}. {made.reason}")
    assert str(reader) in line


@pytest.mark.parametrize("address", ["mediateur@dijon.example", ""])
def test_where_nobody_is_there_the_office_is_told_or_whoever_reads_knows_that_nobody_is(
    saisine, office, administrator, address
):
    Collectivite.objects.filter(pk=office.pk).update(email=address)
    with open_scope(administrator) as scope:
        _, someone = open_in_emergency(by=scope.actor, number=saisine.number, motif=Motif.DANGER, reason=WORDS)
    assert (someone, told()) == (bool(address), {address} - {""})


@pytest.mark.parametrize("contact", ["contact@plateforme.example", ""])
def test_an_answer_to_the_alert_reaches_the_platform_or_is_not_asked_for(case, administrator, settings, contact):
    settings.PARVIS_OPERATOR = replace(settings.PARVIS_OPERATOR, contact=contact)
    break_glass(administrator, case)
    mail = Outgoing.objects.get(key="mediature.emergency")
    assert (mail.reply_to, "répondez" in mail.text) == (contact, bool(contact))


def test_the_number_of_a_joined_case_opens_the_one_that_holds_it_all(case, office, administrator):
    joined = make_saisine(office)
    Saisine.objects.filter(pk=joined.pk).update(merged_into=case)
    assert break_glass(administrator, joined).saisine_id == case.pk


@pytest.mark.parametrize(
    ("given", "field"), [({"number": "2020-999999"}, "number"), ({"reason": "Urgent." + " " * 40}, "reason")]
)
def test_without_a_case_or_a_reason_nothing_opens(case, administrator, given, field):
    with pytest.raises(ValidationError) as refused:
        break_glass(administrator, case, **given)
    assert field in refused.value.message_dict
    assert not AccesExceptionnel.objects.exists()
    assert not Outgoing.objects.filter(key="mediature.emergency").exists()


def test_only_administrators_break_the_glass(case, lead):
    for user in (lead, make_person()):
        with pytest.raises(PermissionDenied):
            break_glass(acting_as(user), case)
    simple = acting_as(lead)
    with open_scope(simple), pytest.raises(DatabaseError), transaction.atomic():
        AccesExceptionnel.objects.create(
            organisation=case.organisation, saisine=case, user=lead, name="x", motif=Motif.DANGER, reason=WORDS,
            ends_at=clock.now() + timedelta(minutes=5),
        )  # fmt: skip
