"""The texts common to every office, and who changes them."""

import pytest

from parvis.products.mediature.models import Modele
from tests.factories.accounts import protect
from tests.factories.mediature import make_collectivite
from tests.factories.organisations import make_person
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
TEXTS = "/mediature/administration/textes/"


@pytest.fixture
def administrator(acting):
    return signed_in_browser(protect(make_person(is_platform_administrator=True)))


def test_a_common_text_is_written_corrected_and_archived(administrator, browser):
    assert administrator.post(TEXTS, {"title": "Bienvenue", "text": "Bonjour {{ prenom }}."}).status_code == 302
    kept = Modele.objects.get(title="Bienvenue")
    assert kept.organisation is None
    page = f"{TEXTS}{kept.pk}/"
    assert administrator.get(page).context["form"]["title"].value() == "Bienvenue"
    assert administrator.post(page, {"title": "Bienvenue", "text": "Bonsoir."}).status_code == 302
    assert "Bonsoir." in browser.get("/mediature/bureau/textes/").content.decode()
    assert administrator.post(f"{page}archiver/").status_code == 302
    assert "Bonsoir." not in browser.get("/mediature/bureau/textes/").content.decode()
    assert administrator.get(page).status_code == 404


def test_a_wrong_variable_is_refused_and_what_was_typed_stays(administrator):
    answer = administrator.post(TEXTS, {"title": "Bienvenue", "text": "Bonjour {{ prenon }}."})
    assert answer.status_code == 422
    assert "Personne ne sait remplir" in answer.content.decode()
    assert "Bonjour {{ prenon }}." in answer.content.decode()


def test_an_office_changes_none_of_them_and_its_own_are_not_here(administrator, browser):
    common = Modele.objects.filter(organisation=None).first()
    assert browser.get(TEXTS).status_code == 403
    assert browser.post(f"{TEXTS}{common.pk}/archiver/").status_code == 403
    own = Modele.objects.create(title="Le leur", text="Secret.", organisation=make_collectivite().organisation)
    assert "Secret." not in administrator.get(TEXTS).content.decode()
    assert administrator.get(f"{TEXTS}{own.pk}/").status_code == 404
