"""A lost code is replaced by another one, for whoever reads the mailbox of the case or stands at the counter."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.declarations.jobs import jobs
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.liens import merge
from parvis.products.mediature.actions.retrouver import (
    FIND,
    LASTS,
    ask_for_links,
    bearer,
    renew_by_hand,
    renew_by_link,
    send_link,
    send_links,
)
from parvis.products.mediature.actions.splitting import Partage, split
from parvis.products.mediature.enums import Fonction, Visibilite
from parvis.products.mediature.models import Ligne, Requerant, Saisine
from parvis.products.mediature.queries.access import holders, in_groups
from parvis.products.mediature.queries.liens_perdus import asked_as, named_by
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine

pytestmark = pytest.mark.django_db
EMAIL = "samira.benali@exemple.fr"


def tokens():
    return [
        re.search(r"/suivi/code-perdu/(\S+)/", mail.text)[1]
        for mail in Outgoing.objects.filter(key="mediature.lost").order_by("created_on")
    ]


def renewed(token):
    by = bearer(token)
    with open_scope(by):
        return renew_by_link(by=by, token=token)


def opens(code):
    return Saisine.objects.filter(access__in=[each.identifier for each in holders(code)]).exists()


def test_a_link_for_each_saisine_of_an_address_and_no_other(office, acting):
    cases = [make_saisine(office, email=EMAIL), make_saisine(email=EMAIL.upper())]
    make_saisine(email="une.autre@exemple.fr")
    send_links(by=acting.actor, asked=asked_as(EMAIL))
    sent = Outgoing.objects.filter(key="mediature.lost")
    assert {mail.recipient.lower() for mail in sent} == {EMAIL}
    assert {mail.subject for mail in sent} == {f"Votre saisine {each.number} : retrouver votre code" for each in cases}
    assert all(opens(each.code) for each in cases)
    send_links(by=acting.actor, asked=asked_as("personne@exemple.fr"))
    assert sent.count() == 2


def test_what_waits_to_be_looked_for_says_no_address(office, acting):
    make_saisine(office, email=EMAIL)
    ask_for_links(by=acting.actor, email=f" {EMAIL.upper()} ")
    [job] = ProcrastinateJob.objects.filter(task_name=FIND)
    assert EMAIL not in str(job.args).lower()
    assert not Outgoing.objects.filter(key="mediature.lost").exists()
    jobs.get(FIND).run(**job.args["payload"])
    assert len(tokens()) == 1


def test_the_new_code_opens_the_case_and_the_former_one_no_more(office, acting):
    case = make_saisine(office, email=EMAIL)
    send_links(by=acting.actor, asked=asked_as(EMAIL))
    code = renewed(tokens()[0])
    assert (opens(code), opens(case.code)) == (True, False)
    assert Requerant.objects.get(pk=case.requerant_id).access == Saisine.objects.get(pk=case.pk).access
    assert Ligne.objects.filter(words__startswith="Nouveau code", visibility=Visibilite.REQUERANT).exists()
    told = Outgoing.objects.get(key="mediature.renewed")
    assert (told.recipient, in_groups(code) in told.text, in_groups(case.code) in told.text) == (EMAIL, True, False)


def test_a_link_serves_once_and_for_a_day(office, acting):
    make_saisine(office, email=EMAIL)
    send_links(by=acting.actor, asked=asked_as(EMAIL))
    [token] = tokens()
    with clock.frozen(clock.now() + LASTS + timedelta(seconds=1)), pytest.raises(ValidationError, match="passé"):
        renewed(token)
    renewed(token)
    for wrong in (token, token[:-1], "rien"):
        with pytest.raises(ValidationError, match="passé"):
            renewed(wrong)


def test_a_case_that_was_joined_is_found_by_the_one_that_is_kept(office, acting):
    kept, joined = make_saisine(office, email=EMAIL), make_saisine(office, email=EMAIL)
    by = acting_as(make_agent(office))
    send_links(by=acting.actor, asked=asked_as(EMAIL))
    with open_scope(by):
        merge(by=by, saisine=kept, number=joined.number)
    lost = next(each for each in tokens() if named_by(each)[0] == joined.pk)
    with pytest.raises(ValidationError, match="passé"):
        renewed(lost)
    Outgoing.objects.all().delete()
    send_links(by=acting.actor, asked=asked_as(EMAIL))
    assert len(tokens()) == 1


def test_one_link_renews_the_code_that_opens_both_parts_of_a_split_case(office, acting, client):
    case, by = make_saisine(office, email=EMAIL), acting_as(make_agent(office, Fonction.PRINCIPAL))
    with open_scope(by):
        made = split(by=by, saisine=case, partage=Partage("L’autre désaccord."))
    send_links(by=acting.actor, asked=asked_as(EMAIL))
    [token] = tokens()
    code = renewed(token)
    for address in (code, code + made.number.replace("-", "")):
        assert client.get(f"/mediature/suivi/{address}/").status_code == 200
    for address in (case.code, case.code + made.number.replace("-", "")):
        assert client.get(f"/mediature/suivi/{address}/").status_code == 404
    told = Ligne.objects.filter(words__startswith="Nouveau code").values_list("saisine", flat=True)
    assert set(told) == {case.pk, made.pk}


def test_the_office_sends_a_link_and_never_sees_the_code_of_whoever_has_an_address(office):
    case, by = make_saisine(office, email=EMAIL), acting_as(make_agent(office))
    with open_scope(by):
        send_link(by=by, saisine=case)
        with pytest.raises(ValidationError, match="envoyez-lui un lien"):
            renew_by_hand(by=by, saisine=case)
    assert opens(case.code)
    assert opens(renewed(tokens()[0]))


def test_the_office_hands_a_code_to_whoever_gave_no_address(office):
    case, by = make_saisine(office, email="", phone="+33380123456"), acting_as(make_agent(office))
    with open_scope(by):
        with pytest.raises(ValidationError, match="pas donné d’adresse"):
            send_link(by=by, saisine=case)
        code = renew_by_hand(by=by, saisine=case)
    assert (opens(code), opens(case.code)) == (True, False)


def test_another_office_does_neither(office):
    case, by = make_saisine(office, email="", phone="+33380123456"), acting_as(make_agent(make_collectivite()))
    for act in (send_link, renew_by_hand):
        with open_scope(by), pytest.raises((PermissionDenied, Saisine.DoesNotExist)):
            act(by=by, saisine=case)
    assert opens(case.code)
