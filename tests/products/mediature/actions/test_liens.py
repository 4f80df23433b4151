"""Cases that are tied, that become one, and that become two again."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError

from parvis.core.accounts.models import User
from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import assign, write_note
from parvis.products.mediature.actions.liens import MOVED, STAYS, link, merge, unlink, unmerge
from parvis.products.mediature.enums import Fonction, Visibilite
from parvis.products.mediature.models import Fusion, Lien, Ligne, Note, Piece, Requerant, Saisine
from parvis.products.mediature.queries.homonymes import alike, linked
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.messages import NOTICE, make_message
from tests.factories.sessions import signed_in_browser
from tests.factories.solliciter import make_admitted, make_question

pytestmark = pytest.mark.django_db
PAGE = "/mediature/bureau/{}/"


@pytest.fixture
def by(mediator):
    return acting_as(mediator)


@pytest.fixture
def two(office):
    return make_saisine(office, facts="La première affaire."), make_saisine(office, facts="La barbacane est fermée.")


def again(case):
    return Saisine.objects.get(pk=case.pk)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"email": "samira.benali@exemple.fr", "last_name": "Martin"}, "même adresse électronique"),
        ({"email": "", "phone": "+33380123456"}, "même nom, même téléphone"),
        ({"email": "", "street": "12, rue des Lilas", "first_name": "samira"}, "même nom, même adresse"),
        ({"email": "s@exemple.fr", "town": "DIJON", "last_name": "BENALI"}, "même nom, même ville"),
        ({"email": "s@exemple.fr"}, "même nom : peut-être un homonyme"),
        ({"email": "s@exemple.fr", "first_name": "Robert"}, None),
        ({"email": "s@exemple.fr", "last_name": "Martin"}, None),
    ],
)
def test_who_may_be_the_same_person_is_told_with_the_reason(office, mediator, by, other, why):
    case = make_saisine(office, phone="+33380123456", street="12 rue des Lilas", town="Dijon")
    Requerant.objects.filter(pk=case.requerant_id).update(email="SAMIRA.benali@exemple.fr")
    make_saisine(office, **{"email": "x@exemple.fr"} | other)
    make_saisine()
    with open_scope(by):
        assert [each.why for each in alike(by, again(case))] == ([why] if why else [])


def test_two_cases_are_tied_and_untied_and_both_tell(two, by, mediator):
    one, other = two
    with open_scope(by):
        link(by=by, saisine=other, number=one.number)
        assert linked(by, one) == [other]
        assert linked(by, other) == [one]
        with pytest.raises(ValidationError, match="déjà liés"):
            link(by=by, saisine=one, number=other.number)
    shown = signed_in_browser(mediator).get(PAGE.format(one.number)).content.decode()
    assert "Dossiers liés" in shown
    assert "Délier d’un autre dossier" in shown
    with open_scope(by):
        unlink(by=by, saisine=one, number=other.number)
        assert not Lien.objects.exists()
    for case, its in ((one, other), (other, one)):
        told = set(Ligne.objects.filter(saisine=case).values_list("words", flat=True))
        assert {f"Dossier lié au dossier {its.number}", f"Dossier délié du dossier {its.number}"} <= told


def test_a_case_of_another_office_is_unknown(two, by):
    stranger = make_saisine()
    with open_scope(by):
        for number in (stranger.number, "rien"):
            with pytest.raises(ValidationError, match="n’a ce numéro"):
                link(by=by, saisine=two[0], number=number)
        with pytest.raises(ValidationError, match="numéro de ce dossier"):
            merge(by=by, saisine=two[0], number=two[0].number)


@pytest.fixture
def merged(two, by, office):
    kept, joined = two
    colleague = acting_as(make_agent(office))
    with open_scope(colleague):
        assign(by=colleague, saisine=joined, to=User.objects.get(pk=int(colleague.identifier)))
        write_note(by=colleague, saisine=joined, text="Pour moi seul.", visibility=Visibilite.MEDIATEUR)
    with open_scope(by):
        return merge(by=by, saisine=kept, number=joined.number)


def test_all_that_a_case_held_goes_along_when_it_is_joined(two, merged, mediator):
    kept, joined = two
    assert not Ligne.objects.filter(saisine=joined).exists()
    assert Ligne.objects.filter(saisine=kept, fait="depot").count() == 2
    texts = list(Note.objects.filter(saisine=kept).values_list("text", flat=True))
    assert "Pour moi seul." in texts
    assert any("La barbacane est fermée." in each for each in texts)
    browser = signed_in_browser(mediator)
    found = browser.get("/mediature/bureau/", {"vue": "tous", "mots": "barbacane"}).context["lines"]
    assert [line.saisine.pk for line in found] == [kept.pk]
    assert browser.get(PAGE.format(joined.number)).headers["Location"] == PAGE.format(kept.number)
    assert signed_in_browser(make_agent(make_collectivite())).get(PAGE.format(joined.number)).status_code == 404
    assert "jointe" in Outgoing.objects.get(key="mediature.joined").subject
    assert Requerant.objects.get(pk=merged.person_id).done_on == clock.today()
    assert again(joined).requerant_id == kept.requerant_id


def test_a_mail_that_came_to_both_stays_once_in_each(two, by):
    kept, joined = two
    for case in two:
        make_message(case, message_id="<deux@exemple.fr>", attachments=(NOTICE,))
    make_message(joined, message_id="<un@exemple.fr>")
    with open_scope(by):
        made = merge(by=by, saisine=kept, number=joined.number)
        assert set(kept.messages.values_list("message_id", flat=True)) == {"<deux@exemple.fr>", "<un@exemple.fr>"}
        assert Piece.objects.filter(saisine=kept).count() == 1
        unmerge(by=by, saisine=kept, fusion=made)
        for case, files in ((kept, 1), (joined, 1)):
            assert case.messages.filter(message_id="<deux@exemple.fr>").count() == 1
            assert Piece.objects.filter(saisine=case).count() == files


def test_what_is_sent_after_two_cases_are_parted_takes_a_reference_of_its_own(office, by):
    kept, joined = make_admitted(office), make_admitted(office)
    first = make_question(kept)
    make_question(joined)
    with open_scope(by):
        made = merge(by=by, saisine=kept, number=joined.number)
    second = make_question(kept)
    with open_scope(by):
        unmerge(by=by, saisine=kept, fusion=made)
    third = make_question(kept)
    assert [each.reference for each in (first, second, third)] == [f"{kept.number}-{rank}" for rank in (1, 2, 3)]


def test_either_code_opens_the_case(two, merged, client):
    kept, joined = two
    for code in (kept.code, joined.code):
        shown = client.get(f"/mediature/suivi/{code}/")
        assert shown.status_code == 200
        assert shown.context["saisine"].pk == kept.pk
        assert "les deux codes de suivi ouvrent ce dossier" in shown.content.decode()
    with open_scope(holder_of(joined)):
        assert not Saisine.objects.visible_to(holder_of(joined)).exists()
        assert not Requerant.objects.filter(pk=kept.requerant_id).exists()


def test_it_is_undone_within_its_delay_and_what_was_added_since_stays(two, merged, by, client):
    kept, joined = two
    with open_scope(by):
        write_note(by=by, saisine=kept, text="Écrite depuis.")
        unmerge(by=by, saisine=kept, fusion=merged)
    assert client.get(f"/mediature/suivi/{joined.code}/").context["saisine"].pk == joined.pk
    assert list(Note.objects.filter(saisine=joined).values_list("text", flat=True)) == ["Pour moi seul."]
    assert list(Note.objects.filter(saisine=kept).values_list("text", flat=True)) == ["Écrite depuis."]
    assert Ligne.objects.filter(saisine=joined, fait="depot").count() == 1
    assert again(joined).requerant_id == merged.person_id
    assert Requerant.objects.get(pk=merged.person_id).done_on is None
    with open_scope(by), pytest.raises(ValidationError, match="ne peuvent plus"):
        unmerge(by=by, saisine=kept, fusion=merged)


def test_it_is_undone_no_more_after_its_delay(two, merged, by, mediator):
    with clock.frozen(clock.now() + timedelta(days=31)):
        with open_scope(by), pytest.raises(ValidationError, match="30 jours"):
            unmerge(by=by, saisine=two[0], fusion=merged)
        assert (
            "Séparer un dossier joint"
            not in signed_in_browser(mediator).get(PAGE.format(two[0].number)).content.decode()
        )


def test_a_chain_of_joined_cases_leads_to_the_last(two, merged, by, office, client):
    last = make_saisine(office)
    with open_scope(by):
        merge(by=by, saisine=last, number=two[0].number)
    assert client.get(f"/mediature/suivi/{two[1].code}/").context["saisine"].pk == last.pk


def test_an_assistant_joins_nothing_and_an_ended_case_is_not_joined(two, by, office):
    assistant = acting_as(make_agent(office, Fonction.ASSISTANT))
    with open_scope(assistant), pytest.raises(PermissionDenied):
        merge(by=assistant, saisine=two[0], number=two[1].number)
    Saisine.objects.filter(pk=two[1].pk).update(etat="retiree", closed_at=clock.now())
    with open_scope(by), pytest.raises(ValidationError, match="terminé"):
        merge(by=by, saisine=two[0], number=two[1].number)
    assert not Fusion.objects.exists()


def test_the_page_joins_and_separates(two, mediator):
    kept, joined = two
    browser = signed_in_browser(mediator)
    version = {"version": kept.version}
    unsure = browser.post(f"{PAGE.format(kept.number)}joindre/", version | {"number": joined.number})
    assert unsure.status_code == 422
    assert "Confirmez" in unsure.content.decode()
    sent = version | {"number": joined.number, "sure": "on"}
    assert browser.post(f"{PAGE.format(kept.number)}joindre/", sent).status_code == 302
    fusion = Fusion.objects.get()
    sent = {"version": again(kept).version, "fusion": fusion.pk}
    assert browser.post(f"{PAGE.format(kept.number)}separer/", sent).status_code == 302
    assert again(joined).merged_into is None


def test_all_that_a_case_has_goes_along_or_is_said_to_stay():
    of_a_case = {
        model._meta.model_name
        for model in apps.get_app_config("mediature").get_models()
        if any(field.name == "saisine" and field.related_model is Saisine for field in model._meta.local_fields)
    }
    assert of_a_case == {*MOVED, *STAYS}
