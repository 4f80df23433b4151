"""A saisine is sent once, numbered, acknowledged, and seen by its office alone."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.core.notifications.models import Outgoing
from parvis.kernel.actor import ActorKind
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.filing import file_saisine
from parvis.products.mediature.enums import Etat, Juge
from parvis.products.mediature.models import Brouillon, Collectivite, Ligne, Requerant, Saisine
from parvis.products.mediature.queries.access import in_groups
from tests.factories.mediature import (
    CODE,
    acting_as,
    holder_of,
    make_agent,
    make_collectivite,
    make_draft,
    make_saisine,
)

pytestmark = pytest.mark.django_db


def test_a_draft_is_nothing_to_the_office_and_a_saisine_is_its_own_alone(acting):
    ours, theirs = make_collectivite(), make_collectivite()
    draft, author, _ = make_draft(ours)
    mediator, stranger = acting_as(make_agent(ours)), acting_as(make_agent(theirs))
    with open_scope(mediator):
        assert not Brouillon.objects.exists()
    with open_scope(author):
        saisine = file_saisine(by=author, brouillon=draft, code=CODE)
        assert not Brouillon.objects.exists()
        assert Saisine.objects.get() == saisine
    with open_scope(mediator):
        found = Saisine.objects.visible_to(mediator).get()
        assert (found.etat, found.requerant.last_name) == (Etat.A_TRAITER, "Benali")
        assert [line.words for line in Ligne.objects.visible_to(mediator)] == ["Saisine déposée en ligne"]
    with open_scope(stranger):
        assert not Saisine.objects.exists()
        assert not Requerant.objects.exists()
        assert not Ligne.objects.exists()


def test_the_receipt_tells_number_date_code_and_the_private_link(acting):
    saisine = make_saisine()
    mail = Outgoing.objects.get(key="mediature.receipt")
    assert mail.recipient == "samira.benali@exemple.fr"
    assert saisine.number in mail.subject
    assert f"/mediature/suivi/{saisine.code}/" in mail.text
    assert f"Votre code de suivi : {in_groups(saisine.code)}." in mail.text
    assert "L. 213-6" in mail.text


def test_without_address_nothing_is_sent(acting):
    make_saisine(email="", street="3 rue des Lilas")
    assert not Outgoing.objects.filter(key="mediature.receipt").exists()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"juge": Juge.OUI}, "Un juge est déjà saisi"),
        ({"facts": ""}, "Il manque des réponses"),
        ({"email": ""}, "Il manque des réponses"),
    ],
)
def test_what_the_law_or_the_form_refuses_leaves_the_draft(acting, answers, said):
    draft, author, _ = make_draft(make_collectivite(), **answers)
    with open_scope(author):
        with pytest.raises(ValidationError, match=said):
            file_saisine(by=author, brouillon=draft, code=CODE)
        assert Brouillon.objects.get() == draft


@pytest.mark.parametrize("ends_on", [date(2025, 12, 31), None])
def test_without_a_running_mandate_no_saisine_is_taken(acting, ends_on):
    collectivite = make_collectivite(mandate=False)
    if ends_on:
        collectivite.mandats.create(
            mediateur="Luc Perrin", deliberation="1", deliberated_on=date(2019, 1, 1), starts_on=date(2019, 1, 1),
            ends_on=ends_on, scope="Tout",
        )  # fmt: skip
    draft, author, _ = make_draft(collectivite)
    with open_scope(author), pytest.raises(ValidationError, match="mandat"):
        file_saisine(by=author, brouillon=draft, code=CODE)


def test_a_closed_page_takes_nothing_online_and_says_what_is_still_there(acting):
    collectivite = make_collectivite()
    draft, author, _ = make_draft(collectivite)
    Collectivite.objects.update(opened_on=None)
    draft.refresh_from_db()
    with open_scope(author), pytest.raises(ValidationError, match=r"en ligne\. Son médiateur est toujours là") as told:
        file_saisine(by=author, brouillon=draft, code=CODE)
    assert "mandat" not in str(told.value)


def test_numbers_follow_each_other_and_never_repeat(acting):
    first, second = make_saisine(), make_saisine()
    assert first.number[:5] == second.number[:5]
    assert int(second.number[5:]) == int(first.number[5:]) + 1


def test_the_holder_of_a_code_sees_one_saisine_and_no_other(acting):
    collectivite = make_collectivite()
    mine, other = make_saisine(collectivite), make_saisine(collectivite)
    holder = holder_of(mine)
    assert holder.kind is ActorKind.CITIZEN
    with open_scope(holder), transaction.atomic():
        assert [each.pk for each in Saisine.objects.all()] == [mine.pk]
        assert Saisine.objects.filter(pk=other.pk).update(facts="autre") == 0
