"""The pages that set an office up, and those that ask for one: on a phone and on a desktop."""

import pytest

from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Adhesion, Agent, Mandat, OfficeInvitation
from tests.factories.accounts import protect
from tests.factories.mediature import make_agent, make_collectivite
from tests.factories.organisations import make_invitation, make_person
from tests.factories.sessions import signed_in_browser

SETTINGS = "/mediature/bureau/reglages/"
WRONG = {"mediateur": "", "deliberation": "2026-4", "starts_on": "2026-01-10", "ends_on": "2025-01-01"}


@pytest.fixture
def world(db, acting):
    office = make_collectivite(
        slug="grand-territoire", name="Communauté d’agglomération du Grand Territoire-sous-Bois", kept_months=12,
        hours="Le mardi de 9 h à 12 h", phone="03 80 00 00 00",
    )  # fmt: skip
    closed = make_collectivite(slug="fermee", opened_on=None, mandate=False)
    make_agent(make_collectivite(slug="seule", name="Communauté sans médiateur principal"))
    main, other = make_agent(office, Fonction.PRINCIPAL), make_agent(office)
    other.last_name = "בן־דוד"
    other.save()
    OfficeInvitation.objects.create(
        invitation=make_invitation(office.organisation), organisation=office.organisation, fonction="assistant"
    )
    asker = make_person(last_name="Très-Long-Nom-De-Famille-Composé-Encore")
    asked = Adhesion.objects.create(
        user=asker, niveau="commune", code="21231", name="Dijon", representative="Claire Montagny",
        representative_title="maire", words="Délibération 2026-12.",
    )  # fmt: skip
    return {
        "main": signed_in_browser(main),
        "closed": signed_in_browser(make_agent(closed, Fonction.PRINCIPAL)),
        "asker": signed_in_browser(asker),
        "administrator": signed_in_browser(protect(make_person(is_platform_administrator=True))),
        "other": Agent.objects.get(user=other).pk,
        "mandate": Mandat.objects.get().pk,
        "asked": asked.pk,
    }


PAGES = {
    "page": ("main", f"{SETTINGS}grand-territoire/", None),
    "page-fermee": ("closed", f"{SETTINGS}fermee/", None),
    "mandats": ("main", f"{SETTINGS}grand-territoire/mandats/", None),
    "mandats-a-corriger": ("closed", f"{SETTINGS}fermee/mandats/", WRONG),
    "mandat": ("main", f"{SETTINGS}grand-territoire/mandats/{{mandate}}/", None),
    "equipe": ("main", f"{SETTINGS}grand-territoire/equipe/", None),
    "fonction": ("main", f"{SETTINGS}grand-territoire/equipe/{{other}}/", None),
    "depart": ("main", f"{SETTINGS}grand-territoire/equipe/{{other}}/depart/", None),
    "demander": ("asker", "/mediature/rejoindre/?ou=Dijon", {"words": "x"}),
    "demander-vide": ("asker", "/mediature/rejoindre/?ou=xyzxyz", None),
    "toutes": ("administrator", "/mediature/administration/", None),
    "ouvrir": ("administrator", "/mediature/administration/ouvrir/?ou=21000", None),
    "mediateur": ("administrator", "/mediature/administration/mediateur/seule/", None),
    "mediateur-a-corriger": ("administrator", "/mediature/administration/mediateur/seule/", {"email": "x"}),
    "repondre": ("administrator", "/mediature/administration/demandes/{asked}/", None),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_sets_an_office_up_owes_nothing(world, at_both_widths, name):
    who, path, given = PAGES[name]
    path = path.format(**world)
    response = world[who].get(path) if given is None else world[who].post(path, given)
    at_both_widths(response, f"reglages-{name}", status=200 if given is None else 422)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_poster_shows_its_code_and_calls_nobody(open_page, check_page, width):
    page = open_page(width=width, height=740)
    page.goto("/mediature/dijon/affiche/")
    assert page.locator(".med-poster__code").evaluate("image => image.complete && image.naturalWidth > 0")
    check_page(page, name=f"affiche-{width}")
