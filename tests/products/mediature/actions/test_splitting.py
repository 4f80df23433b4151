"""A case that told two disputes becomes two, and one again: nothing is lost, nothing doubled."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.core.accounts.models import User
from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import assign, write_note
from parvis.products.mediature.actions.liens import merge
from parvis.products.mediature.actions.parties import Accord, add_party, write_agreement
from parvis.products.mediature.actions.retraits import stay_away
from parvis.products.mediature.actions.splitting import GATHERED, Partage, split, unsplit
from parvis.products.mediature.actions.writing import Ecrit, write_to
from parvis.products.mediature.enums import Cote, Fonction, Sort, Visibilite
from parvis.products.mediature.models import Jointe, Lien, Ligne, Note, Piece, Requerant, Saisine, Scission, Tache
from parvis.products.mediature.queries.comptes import Periode, compte
from parvis.products.mediature.queries.dossiers import one
from parvis.products.mediature.queries.homonymes import linked
from parvis.products.mediature.queries.scissions import parts_of
from tests.factories.mediature import acting_as, make_agent, make_saisine
from tests.factories.messages import NOTICE, make_message
from tests.factories.solliciter import make_admitted, make_piece, make_question

pytestmark = pytest.mark.django_db
SECOND = Partage("Et la fourrière a pris ma voiture.", "La reprendre.", "Fourrière")
KINDS = ("piece", "note", "message", "partie", "acheminement")


@pytest.fixture
def by(mediator):
    return acting_as(mediator)


@pytest.fixture
def full(office, by):
    """A case with a piece, a note, a party, a mail with its piece, and one that the office sent with another."""
    return filled(office, by)


def filled(office, by):
    saisine = make_saisine(office)
    sent = make_piece(saisine, by, "envoyee.txt")
    make_piece(saisine, by, "seule.txt")
    make_message(saisine, attachments=(NOTICE,))
    Document.objects.update(scan=Scan.CLEAN)
    sent = Piece.objects.get(pk=sent.pk)
    with open_scope(by):
        write_note(by=by, saisine=saisine, text="Deux affaires.")
        party = add_party(by=by, saisine=saisine, cote=Cote.REQUERANT, name="Samira Benali")
        write_agreement(by=by, partie=party, accord=Accord(clock.today(), how="Au téléphone."))
        write_to(by=by, saisine=saisine, ecrit=Ecrit("Voici.", pieces=[sent]))
    Document.objects.update(scan=Scan.CLEAN)
    return saisine


def again(case):
    return Saisine.objects.get(pk=case.pk)


def content(case):
    found = {key: sorted(GATHERED[key].objects.filter(saisine=case).values_list("pk", flat=True)) for key in KINDS}
    return found | {"jointe": sorted(Jointe.objects.filter(message__saisine=case).values_list("message", "piece"))}


def divided(by, saisine, **given):
    with open_scope(by):
        sorts = given.pop("sorts", {})
        return split(by=by, saisine=saisine, partage=Partage(**vars(SECOND) | given | {"sorts": sorts}))


def sorts_of(by, saisine, sort):
    with open_scope(by):
        return {each.name: sort for each in parts_of(by, saisine) if sort in each.sorts}


def test_the_second_dispute_has_a_number_and_keeps_what_the_law_counts_from(full, by):
    Saisine.objects.filter(pk=full.pk).update(received_on=date(2026, 1, 5), first_meeting_on=date(2026, 2, 2))
    made = divided(by, full)
    assert made.number != full.number
    assert (made.received_on, made.first_meeting_on) == (date(2026, 1, 5), date(2026, 2, 2))
    assert (made.recevabilite, made.etat, made.facts) == ("a-examiner", "a-traiter", SECOND.facts)
    assert (made.filed_at, made.asked_on) == (again(full).filed_at, again(full).asked_on)
    assert again(full).facts != SECOND.facts
    with open_scope(by):
        assert linked(by, full) == [made]
        assert linked(by, made) == [again(full)]
    for case, words in ((full, f"dans le dossier {made.number}"), (made, f"séparé de la saisine {full.number}")):
        assert Ligne.objects.filter(saisine=case, words__contains=words, visibility=Visibilite.REQUERANT).exists()
    mail = Outgoing.objects.get(key="mediature.split")
    assert (mail.recipient, made.number in mail.subject) == ("samira.benali@exemple.fr", True)


def test_whoever_gave_no_address_is_told_by_somebody(office, by):
    saisine = make_saisine(office, email="", phone="+33380123456")
    made = divided(by, saisine)
    assert made.number in Tache.objects.get(saisine=saisine).words
    assert not Outgoing.objects.filter(key="mediature.split").exists()


def test_what_goes_leaves_and_what_serves_both_is_copied(full, by):
    before = content(full)
    party = full.parties.get()
    goes = divided(by, full, sorts=sorts_of(by, full, Sort.VA), parties=(party.pk,))
    left, went = content(full), content(goes)
    assert {key: [*left[key], *went[key]] for key in ("piece", "note", "message", "acheminement", "jointe")} == {
        key: before[key] for key in ("piece", "note", "message", "acheminement", "jointe")
    }
    copy = goes.parties.get()
    assert (copy.name, copy.agreed_on, copy.how) == (party.name, party.agreed_on, "Au téléphone.")
    assert left["partie"] == before["partie"]


def test_a_copy_is_a_file_of_its_own_that_the_antivirus_reads_again(full, by):
    before = content(full)
    made = divided(by, full, sorts=sorts_of(by, full, Sort.DEUX))
    assert content(full) == before
    copies = Piece.objects.filter(saisine=made).select_related("document")
    originals = Piece.objects.filter(saisine=full).select_related("document")
    assert sorted(str(each) for each in copies) == sorted(str(each) for each in originals)
    assert {each.document.scan for each in copies} == {Scan.WAITING}
    assert {each.document.key.pk for each in copies}.isdisjoint({each.document.key.pk for each in originals})
    assert len(content(made)["jointe"]) == len(before["jointe"])
    assert content(made)["acheminement"] == []


def test_what_an_act_of_the_first_case_leans_on_does_not_leave_it(office, by):
    saisine = make_admitted(office)
    piece = make_piece(saisine, by)
    Document.objects.update(scan=Scan.CLEAN)
    make_question(saisine, pieces=[piece])
    with open_scope(by):
        part = next(each for each in parts_of(by, saisine) if each.row == piece)
    assert part.sorts == (Sort.RESTE, Sort.DEUX)
    with pytest.raises(ValidationError, match="a changé"):
        divided(by, saisine, sorts={part.name: Sort.VA})
    with pytest.raises(ValidationError, match="a changé"):
        divided(by, saisine, sorts={"piece_0": Sort.VA})


def test_what_the_mediator_alone_reads_goes_only_to_them(office, by, mediator, lead):
    saisine = make_saisine(office)
    with open_scope(by):
        assign(by=by, saisine=saisine, to=mediator)
        write_note(by=by, saisine=saisine, text="Pour moi seul.", visibility=Visibilite.MEDIATEUR)
    alone = sorts_of(by, saisine, Sort.VA)
    with pytest.raises(ValidationError, match="Vous seul"):
        divided(by, saisine, sorts=alone)
    assert sorts_of(acting_as(lead), saisine, Sort.VA) == {}
    made = divided(by, saisine, sorts=alone, mediateur=mediator)
    assert made.mediateur == mediator
    assert Note.objects.get(saisine=made).visibility == Visibilite.MEDIATEUR


def test_who_takes_the_second_one_up(full, by, office, lead, mediator):
    colleague = make_agent(office)
    with pytest.raises(ValidationError, match="médiateur principal"):
        divided(by, full, mediateur=colleague)
    assert divided(acting_as(lead), full, mediateur=colleague).mediateur == colleague
    with open_scope(by):
        assign(by=by, saisine=full, to=mediator)
    assert divided(acting_as(colleague), full, mediateur=mediator).mediateur == mediator
    with pytest.raises(ValidationError, match="dans la liste"):
        divided(by, full, mediateur=make_agent(office, Fonction.ASSISTANT))


def test_whoever_withdrew_from_the_first_one_stays_away_from_the_second(full, by, office, lead):
    gone = make_agent(office)
    away = acting_as(gone)
    with open_scope(away):
        stay_away(by=away, saisine=full, reason="C’est ma sœur.")
    with pytest.raises(ValidationError, match="s’est retirée"):
        divided(acting_as(lead), full, mediateur=gone)
    made = divided(by, full)
    with open_scope(away):
        assert one(away, made.number) is None
        assert not Requerant.objects.filter(pk=made.requerant_id).exists()
        assert not Scission.objects.exists()
    with open_scope(by):
        assert one(by, made.number) == made


def test_an_assistant_splits_nothing_nor_does_a_stale_page_nor_an_ended_case(full, by, office):
    assistant = acting_as(make_agent(office, Fonction.ASSISTANT))
    with pytest.raises(PermissionDenied):
        divided(assistant, full)
    with open_scope(by):
        with pytest.raises(ValidationError, match="Quelqu’un a changé"):
            split(by=by, saisine=full, partage=SECOND, version=full.version + 1)
        with pytest.raises(ValidationError, match="second désaccord"):
            split(by=by, saisine=full, partage=Partage(" "))
    Saisine.objects.filter(pk=full.pk).update(etat="retiree", closed_at=clock.now())
    with pytest.raises(ValidationError, match="terminé"):
        divided(by, full)
    assert not Scission.objects.exists()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(st.sampled_from(list(Sort)), min_size=8, max_size=8))
def test_nothing_is_lost_nor_doubled_by_a_split_that_is_undone(office, by, drawn):
    saisine = filled(office, by)
    before, people = content(saisine), Requerant.objects.count()
    with open_scope(by):
        parts = parts_of(by, saisine)
    sorts = {part.name: sort for part, sort in zip(parts, drawn, strict=False) if sort in part.sorts}
    made = divided(by, saisine, sorts=sorts, parties=tuple(before["partie"]))
    for key in ("note", "message"):
        rows = [*content(saisine)[key], *content(made)[key]]
        assert len(rows) == len(before[key]) + sum(
            sort is Sort.DEUX and name.startswith(key) for name, sort in sorts.items()
        )
    with open_scope(by):
        assert unsplit(by=by, saisine=made) == saisine
    assert content(saisine) == before
    assert not any(content(made).values())
    assert (again(made).merged_into, Requerant.objects.count()) == (saisine, people)
    assert not Lien.objects.filter(other=made).exists()


def test_it_is_undone_no_more_once_something_happened_or_after_its_delay(full, by, office):
    made = divided(by, full)
    with (
        clock.frozen(clock.now() + timedelta(days=31)),
        open_scope(by),
        pytest.raises(ValidationError, match="30 jours"),
    ):
        unsplit(by=by, saisine=made)
    other = divided(by, full)
    with open_scope(by):
        write_note(by=by, saisine=made, text="Appelé la fourrière.")
        assign(by=by, saisine=other, to=User.objects.get(pk=int(by.identifier)))
        for case in (made, other):
            with pytest.raises(ValidationError, match="joignez-les"):
                unsplit(by=by, saisine=case)
        merge(by=by, saisine=full, number=made.number)
    assert again(made).merged_into == full


def test_a_split_counts_two_saisines_and_once_undone_one(full, by, office):
    year = Periode(date(clock.today().year, 1, 1), date(clock.today().year, 12, 31))
    made = divided(by, full)
    with open_scope(by):
        assert compte([office.organisation_id], year)[0].received == 2
        unsplit(by=by, saisine=made)
        assert compte([office.organisation_id], year)[0].received == 1


def test_two_cases_end_each_by_its_own_day(full, by):
    made = divided(by, full)
    Saisine.objects.filter(pk=full.pk).update(etat="retiree", closed_at=clock.now())
    assert again(made).closed_at is None
    full.delete()
    assert Scission.objects.get(made=made).origin is None
