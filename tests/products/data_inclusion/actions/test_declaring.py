"""A source is declared with what its import will need, checked before anything is read."""

import pytest
from django.core.exceptions import ValidationError

from parvis.kernel.actor import system
from parvis.kernel.reading.rows import SourceUnreadable
from parvis.products.data_inclusion.actions.declaring import About, declare_source, draft_source, read_mapping
from parvis.products.data_inclusion.actions.mapping.reading_config import ConfigError
from parvis.products.data_inclusion.enums import SourceFormat
from parvis.products.data_inclusion.models import Source
from parvis.products.data_inclusion.queries.imports import sources_listed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]


def declare(**values):
    usual = {"slug": "essai", "name": "", "format": SourceFormat.LIEUX, "locations": ["a.csv"]}
    return declare_source(by=system("tests"), draft=draft_source(**usual | values))


def test_a_source_declared_again_takes_its_new_place():
    declare()
    declare(locations=["b.csv"], name="Essai")
    source = Source.objects.get(slug="essai")
    assert (source.locations, source.name) == (["b.csv"], "Essai")
    # Identifiers begin with the name: it is not lost because it was not said again.
    declare(locations=["c.csv"])
    assert Source.objects.get(slug="essai").name == "Essai"


def test_the_mailbox_for_corrections_is_checked_and_stays_until_another_is_said():
    with pytest.raises(ValidationError, match="corrections ressemble"):
        declare(contact="pas une adresse")
    declare(contact="corrections@producteur.example")
    declare(locations=["b.csv"])
    assert Source.objects.get(slug="essai").contact == "corrections@producteur.example"


def test_a_source_is_described_by_its_declaration():
    declare(
        name="Hub-lo",
        locations=["https://a:b@donnees.example/lieux.csv?cle=c"],
        about=About(licence="Licence Ouverte 2.0"),
    )
    assert Source.objects.get(slug="essai").description == (
        "Lieux de médiation numérique et leurs services, donnés dans le schéma national. Producteur : Hub-lo. "
        "Données lues sur donnees.example. Licence : Licence Ouverte 2.0."
    )
    declare(locations=["https://ailleurs.example/autre.csv"])
    again = Source.objects.get(slug="essai").description
    assert "ailleurs.example. Licence : Licence Ouverte 2.0." in again, "the licence is not lost"
    assert "donnees.example" not in again
    declare(about=About("Les lieux du Doubs, tenus par le Département", "ODbL."))
    described = "Les lieux du Doubs, tenus par le Département. Licence : ODbL."
    assert Source.objects.get(slug="essai").description == described
    declare(locations=["b.csv"])
    assert Source.objects.get(slug="essai").description == described


def test_a_path_of_this_machine_is_not_in_the_description_and_a_missing_licence_is_told():
    declare(name="Hub-lo", locations=["/srv/depot/lieux.csv"])
    said = Source.objects.get(slug="essai").description
    assert "/srv" not in said
    assert said.endswith("Licence : non précisée par sa déclaration.")


def test_sources_declared_without_a_description_are_listed_with_one():
    declare(name="Hub-lo")
    Source.objects.filter(slug="essai").update(description="")
    (said,) = [said for slug, _, said in sources_listed() if slug == "essai"]
    assert "Producteur : Hub-lo." in said


def test_a_slug_that_is_not_one_is_refused():
    with pytest.raises(ValidationError):
        declare(slug="deux mots")


def test_a_mapping_that_cannot_be_followed_is_refused_before_any_line():
    with pytest.raises(ConfigError):
        declare(format=SourceFormat.MAPPING, mapping='{"nom": 3}')
    assert not Source.objects.filter(slug="essai").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Aucun fichier"),
        (b"pas du JSON", "ligne 1, colonne 1"),
        ('{"é"'.encode("latin-1"), "UTF-8"),
        (b"[" * 100_000, "pas du JSON"),
    ],
)
def test_a_mapping_file_that_does_not_read_says_so(tmp_path, content, said):
    path = tmp_path / "config.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceUnreadable, match=r"config\.json") as caught:
        read_mapping(str(path))
    assert said in str(caught.value)


def test_a_mapping_that_is_a_folder_says_so(tmp_path):
    with pytest.raises(SourceUnreadable, match="Donnez un fichier"):
        read_mapping(str(tmp_path))
