"""An administrator writes a text for every office; an office copies it to adapt it."""

from playwright.sync_api import expect

from parvis.products.mediature.models import Modele
from tests.factories.accounts import protect
from tests.factories.mediature import make_agent, make_collectivite
from tests.factories.organisations import make_person
from tests.factories.sessions import signed_in_browser

TEXTS = "/mediature/administration/textes/"


def test_a_common_text_is_written_and_copied(db, acting, at_both_widths):
    administrator = signed_in_browser(protect(make_person(is_platform_administrator=True)))
    at_both_widths(administrator.get(TEXTS), "mediature-textes-communs")
    wrong = administrator.post(TEXTS, {"title": "", "text": "Bonjour {{ prenon }}."})
    at_both_widths(wrong, "mediature-textes-communs-erreur", status=422)
    common = Modele.objects.filter(organisation=None).first()
    at_both_widths(administrator.get(f"{TEXTS}{common.pk}/"), "mediature-texte-commun")
    office = signed_in_browser(make_agent(make_collectivite(name="Ville de Dijon")))
    page = at_both_widths(office.get("/mediature/bureau/textes/", {"copie": common.pk}), "mediature-texte-copie")
    expect(page.get_by_label("Titre")).to_have_value(common.title)
