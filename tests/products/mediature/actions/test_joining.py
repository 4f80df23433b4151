"""An authority comes by somebody of it: recognised by their address, or by an administrator."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from parvis.core.accounts.queries.actors import actor_for_user
from parvis.core.geography.enums import Niveau
from parvis.core.geography.models import Commune, Mairie
from parvis.core.notifications.models import Outgoing
from parvis.core.organisations.actions.invitations import accept_invitation
from parvis.core.organisations.models import Membership
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.joining import Asking, admit, ask_to_join, invite_lead, open_for, turn_down
from parvis.products.mediature.enums import EtatAdhesion
from parvis.products.mediature.models import Adhesion, Agent, Collectivite, OfficeInvitation
from parvis.products.mediature.queries.officiel import writes_from
from tests.factories.accounts import protect
from tests.factories.mediature import acting_as, make_agent, make_collectivite
from tests.factories.organisations import make_person

pytestmark = pytest.mark.django_db
DIJON = "21231"


def asking(niveau=Niveau.COMMUNE, code=DIJON):
    return Asking(
        niveau, code, "Claire Montagny", "maire", "Directrice de cabinet, délibération 2026-12 du 3 mars 2026."
    )


@pytest.fixture
def mairie(acting):
    commune = Commune.objects.get(code_insee=DIJON, type="COM")
    there = {"email": "mairie@ville-essai-dijon.example", "website": "https://www.Ville-essai-dijon.example/accueil"}
    return Mairie.objects.update_or_create(commune=commune, defaults=there)[0]


@pytest.fixture
def administrator(acting):
    user = make_person(is_platform_administrator=True)
    protect(user)
    return user


def ask(user, **given):
    with open_scope(acting_as(user)) as scope:
        return ask_to_join(by=scope.actor, user=user, asking=asking(**given))


def test_who_writes_from_the_mairie_has_the_page_at_once_closed_to_the_public(mairie):
    user = make_person(email="cabinet@ville-essai-dijon.example")
    assert ask(user).etat == EtatAdhesion.ACCEPTEE
    page = Collectivite.objects.get()
    assert (page.name, page.slug, page.opened_on, page.representative) == ("Dijon", "dijon", None, "Claire Montagny")
    assert Membership.objects.get(user=user).role == "gestionnaire"
    assert Agent.objects.get(user=user).fonction == "principal"
    assert "/mediature/bureau/reglages/dijon/" in Outgoing.objects.get(key="mediature.admitted").text


def test_a_domain_is_that_of_one_commune_its_address_and_its_site_together(mairie):
    other = Mairie.objects.exclude(commune__code_insee=DIJON).first()
    assert writes_from(Niveau.COMMUNE, DIJON, "x@Ville-essai-dijon.example")
    assert not writes_from(Niveau.COMMUNE, other.commune.code_insee, "x@ville-essai-dijon.example")
    assert not writes_from(Niveau.EPCI, DIJON, "x@ville-essai-dijon.example")
    assert not writes_from(Niveau.COMMUNE, DIJON, "x@faux-ville-essai-dijon.example")
    assert not writes_from(Niveau.COMMUNE, DIJON, "")


@pytest.mark.parametrize(
    "shared",
    [{"email": "autre@Ville-essai-dijon.example"}, {"website": "https://ville-essai-dijon.example/communes/autre/"}],
)
def test_what_another_commune_uses_too_is_nobodys(mairie, shared):
    Mairie.objects.filter(pk=Mairie.objects.exclude(commune__code_insee=DIJON).first().pk).update(**shared)
    assert not writes_from(Niveau.COMMUNE, DIJON, "x@ville-essai-dijon.example")
    assert writes_from(Niveau.COMMUNE, DIJON, "Mairie@ville-essai-dijon.example"), "what it publishes is its own"


def test_the_parts_of_a_commune_share_its_domain(mairie):
    part = Commune.objects.filter(parent=None).exclude(pk=mairie.pk).exclude(mairie=None).first()
    Commune.objects.filter(pk=part.pk).update(parent=mairie.commune)
    Mairie.objects.filter(pk=part.pk).update(email="annexe@ville-essai-dijon.example")
    assert writes_from(Niveau.COMMUNE, DIJON, "x@ville-essai-dijon.example")


@pytest.mark.parametrize("website", ["", "ville-essai-dijon.example", "https://[", "https://autre.example/"])
def test_without_a_site_of_the_same_domain_only_what_the_mairie_publishes_is_known(mairie, website):
    Mairie.objects.filter(pk=mairie.pk).update(website=website)
    assert not writes_from(Niveau.COMMUNE, DIJON, "x@ville-essai-dijon.example")
    assert writes_from(Niveau.COMMUNE, DIJON, "mairie@ville-essai-dijon.example")


def test_in_official_data_a_provider_that_one_mairie_uses_is_nobodys_domain(acting):
    """One mairie alone is at each of these, where anybody may have an address."""
    alone = ("aol.com", "mailo.com", "netcourrier.com", "netcourrier.fr", "net-c.fr", "posteo.com", "gmail.fr")
    for domain in (*alone, "9online.fr", "orange.fr", "wanadoo.fr", "gmail.com"):
        for mairie in Mairie.objects.filter(email__iendswith=f"@{domain}").select_related("commune")[:3]:
            assert not writes_from(Niveau.COMMUNE, mairie.commune.code_insee, f"anybody@{domain}"), domain
    at_aol = Mairie.objects.select_related("commune").get(email__iendswith="@aol.com", commune__type="COM")
    assert writes_from(Niveau.COMMUNE, at_aol.commune.code_insee, at_aol.email)


def test_anybody_else_waits_for_an_administrator_who_recognises_them(administrator):
    user = make_person()
    asked = ask(user)
    assert (asked.etat, Collectivite.objects.exists()) == (EtatAdhesion.EN_ATTENTE, False)
    with pytest.raises(ValidationError, match="déjà demandé"):
        ask(user)
    with open_scope(acting_as(user)) as scope, pytest.raises(PermissionDenied):
        admit(by=scope.actor, adhesion=asked)
    with open_scope(actor_for_user(administrator)) as scope:
        assert admit(by=scope.actor, adhesion=asked).name == "Dijon"
        with pytest.raises(ValidationError, match="déjà sa réponse"):
            turn_down(by=scope.actor, adhesion=asked, reasons="Trop tard.")
    assert Agent.objects.get().user == user


def test_a_refusal_says_why_to_who_asked_and_to_nobody_else(administrator):
    user = make_person()
    asked = ask(user)
    with open_scope(actor_for_user(administrator)) as scope:
        with pytest.raises(ValidationError, match="Écrivez le motif"):
            turn_down(by=scope.actor, adhesion=asked, reasons="  ")
        turn_down(by=scope.actor, adhesion=asked, reasons="La mairie ne vous connaît pas.")
    mail = Outgoing.objects.get(key="mediature.not_admitted")
    assert (mail.recipient, "La mairie ne vous connaît pas." in mail.text) == (user.email, True)
    with open_scope(acting_as(make_person())) as scope:
        assert not Adhesion.objects.exists(), "row security"
    assert not Collectivite.objects.exists()


@pytest.mark.parametrize(("niveau", "code"), [(Niveau.COMMUNE, "99999"), (Niveau.REGION, DIJON), (Niveau.EPCI, "")])
def test_a_territory_is_one_of_the_official_ones(acting, niveau, code):
    with pytest.raises(ValidationError, match="Choisissez une collectivité"):
        ask(make_person(), niveau=niveau, code=code)


def test_a_territory_has_one_page_even_where_it_is_not_public(acting):
    make_collectivite(niveau="commune", code=DIJON, opened_on=None)
    with pytest.raises(ValidationError, match="a déjà sa page"):
        ask(make_person())


def test_an_administrator_opens_an_authority_and_invites_its_main_mediator(administrator):
    make_collectivite(slug="dijon")
    with open_scope(actor_for_user(administrator)) as scope:
        page = open_for(
            by=scope.actor, asking=asking(), email="luc@exemple.fr", link=lambda token: f"https://p.test/{token}/"
        )
    assert (page.slug, OfficeInvitation.objects.get().fonction) == ("dijon-commune", "principal")
    assert Outgoing.objects.get(key="organisations.invitation").recipient == "luc@exemple.fr"
    with open_scope(acting_as(make_person())) as scope, pytest.raises(PermissionDenied):
        open_for(by=scope.actor, asking=asking(code="21054"), email="luc@exemple.fr", link=str)


def link(token):
    return f"https://p.test/{token}/"


def call_lead(administrator, page, email):
    with open_scope(actor_for_user(administrator)) as scope:
        return invite_lead(by=scope.actor, collectivite=page, email=email, link=link)


def test_an_office_that_nobody_leads_is_given_a_main_mediator(administrator):
    page, invited = make_collectivite(), make_person(email="lea@exemple.fr")
    assert call_lead(administrator, page, "autre@exemple.fr") is None
    assert call_lead(administrator, page, "Lea@exemple.fr") is None
    (pending,) = OfficeInvitation.objects.pending()
    assert (pending.invitation.email, pending.fonction) == ("lea@exemple.fr", "principal"), "the former one is revoked"
    assert call_lead(administrator, page, "lea@exemple.fr") is None, "once its two weeks are over, it is sent again"
    invitation = OfficeInvitation.objects.pending().get().invitation
    with open_scope(acting_as(invited)) as scope:
        accept_invitation(by=scope.actor, invitation=invitation, user=invited)
    assert Agent.objects.get(user=invited).fonction == "principal"
    with pytest.raises(ValidationError, match="a un médiateur principal"):
        call_lead(administrator, page, "autre@exemple.fr")


def test_a_mediator_of_the_office_takes_the_empty_place_at_once(administrator):
    page = make_collectivite()
    mediator = make_agent(page)
    assert call_lead(administrator, page, mediator.email).user == mediator
    assert Agent.objects.get(user=mediator).fonction == "principal"


def test_nobody_else_and_not_for_themselves(administrator):
    page = make_collectivite()
    with pytest.raises(ValidationError, match="une autre personne que vous"):
        call_lead(administrator, page, administrator.email.upper())
    for user in (make_agent(page), make_person()):
        with open_scope(acting_as(user)) as scope, pytest.raises(PermissionDenied):
            invite_lead(by=scope.actor, collectivite=page, email="x@exemple.fr", link=link)
    assert not OfficeInvitation.objects.exists()


@pytest.mark.parametrize("contact", ["contact@plateforme.example", ""])
def test_an_answer_to_who_is_admitted_reaches_the_platform_or_is_not_asked_for(mairie, settings, contact):
    settings.PARVIS_OPERATOR = replace(settings.PARVIS_OPERATOR, contact=contact)
    ask(make_person(email="cabinet@ville-essai-dijon.example"))
    mail = Outgoing.objects.get(key="mediature.admitted")
    assert (mail.reply_to, "répondez" in mail.text) == (contact, bool(contact))
