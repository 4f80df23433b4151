"""The pages of a saisine in the states that a journey does not cross: on a phone and on a desktop."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import Conclusion, Decision, assign, close, decide
from parvis.products.mediature.enums import Demarche, Issue, Recevabilite
from parvis.products.mediature.models import Saisine, TiersCompetent
from parvis.products.mediature.queries.liens_perdus import address_of
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_draft, make_saisine

LOST = "/mediature/suivi/code-perdu/"


@pytest.fixture
def world(db, acting):
    """A saisine that was taken, heard and closed, with a clean document and an infected one; and a draft."""
    collectivite = make_collectivite(
        name="Communauté d’agglomération du Grand Territoire-sous-Bois", address="1 place du Marché, 25000 Besançon",
        dpo_email="dpo@grand-territoire.example", kept_months=12,
    )  # fmt: skip
    saisine, user = make_saisine(collectivite, last_name="בן־דוד"), make_agent(collectivite)
    client, by = Client(), acting_as(user)
    files = [SimpleUploadedFile(name, b"contenu") for name in ("une-lettre-au-nom-tres-long" * 4 + ".pdf", "b.pdf")]
    client.post(reverse("mediature:add", args=[saisine.code]), {"fichiers": files})
    Document.objects.filter(name="b.pdf").update(scan=Scan.INFECTED)
    Document.objects.exclude(name="b.pdf").update(scan=Scan.CLEAN)
    other = TiersCompetent.objects.create(name="Défenseur des droits", contact="09 69 39 00 00")
    with open_scope(by):
        assign(by=by, saisine=saisine, to=user)
        decide(
            by=by, saisine=saisine, decision=Decision(Recevabilite.REORIENTEE, "Ce n’est pas la ville.", tiers=other)
        )
        close(by=by, saisine=saisine, conclusion=Conclusion(Issue.AUTRE_INSTITUTION, "Voyez le Défenseur des droits."))
    lately = (clock.today() - timedelta(days=10)).isoformat()
    draft = make_draft(collectivite, asked_on=lately, email="", last_name="")[2]
    first = make_draft(make_collectivite(), demarche=Demarche.AUCUNE, asked_on="")[2]
    return {"client": client, "case": saisine.code, "draft": draft, "first": first}


SHOWN = {
    "close": lambda world: world["client"].get(reverse("mediature:follow", args=[world["case"]])),
    "recu-imprime": lambda world: world["client"].get(reverse("mediature:receipt", args=[world["case"]])),
    "trop-tot": lambda world: _of(world["draft"], world, "demarche", "?ensuite=1"),
    "aucune-demarche": lambda world: _of(world["first"], world, "demarche", "?ensuite=1"),
    "a-completer": lambda world: world["client"].post(reverse("mediature:step", args=[world["draft"], "relire"])),
    "fichier-refuse": lambda world: world["client"].post(
        reverse("mediature:step", args=[world["draft"], "pieces"]),
        {"fichiers": [SimpleUploadedFile("vide.pdf", b""), SimpleUploadedFile("bon.pdf", b"contenu")]},
    ),
    "code-perdu": lambda world: world["client"].get(LOST),
    "code-perdu-erreur": lambda world: world["client"].post(LOST, {"email": "nom-sans-arobase"}),
    "code-perdu-envoye": lambda world: world["client"].post(
        LOST, {"email": "une.adresse-tres-longue" * 3 + "@exemple.fr"}
    ),
    "code-renouvele": lambda world: world["client"].get(
        address_of(Saisine.objects.get()).removeprefix(settings.PARVIS_SITE)
    ),
}


def _of(code, world, step, query):
    return world["client"].get(reverse("mediature:step", args=[code, step]) + query)


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_of_a_saisine_owes_nothing(world, at_both_widths, name):
    response = SHOWN[name](world)
    page = at_both_widths(response, f"saisine-{name}", status=response.status_code)
    if name == "recu-imprime":
        page.emulate_media(media="print")
        assert page.get_by_text("avec le code ci-dessus").is_visible()
        page.screenshot(path=f"{_screens()}/saisine-recu-papier.png", full_page=True)
        page.emulate_media(media="screen")


def _screens():
    return settings.PARVIS_DATA / "screens"
