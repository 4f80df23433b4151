"""A source is declared with what its import will need, checked before anything is read."""

import pytest
from django.core.exceptions import ValidationError

from parvis.kernel.actor import system
from parvis.products.data_inclusion.actions.declaring import declare_source, read_mapping
from parvis.products.data_inclusion.actions.mapping.reading_config import ConfigError
from parvis.products.data_inclusion.actions.reading.rows import SourceUnreadable
from parvis.products.data_inclusion.enums import SourceFormat
from parvis.products.data_inclusion.models import Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]


def declare(**values):
    return declare_source(
        **{"by": system("tests"), "slug": "essai", "name": "", "format": SourceFormat.LIEUX, "locations": ["a.csv"]}
        | values
    )


def test_a_source_declared_again_takes_its_new_place():
    declare()
    declare(locations=["b.csv"], name="Essai")
    source = Source.objects.get(slug="essai")
    assert (source.locations, source.name) == (["b.csv"], "Essai")


def test_a_slug_that_is_not_one_is_refused():
    with pytest.raises(ValidationError):
        declare(slug="deux mots")


def test_a_mapping_that_cannot_be_followed_is_refused_before_any_line():
    with pytest.raises(ConfigError):
        declare(format=SourceFormat.MAPPING, mapping='{"nom": 3}')
    assert not Source.objects.filter(slug="essai").exists()


@pytest.mark.parametrize("content", [None, "pas du JSON"])
def test_a_mapping_file_that_does_not_read_says_so(tmp_path, content):
    path = tmp_path / "config.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(SourceUnreadable, match=r"config\.json"):
        read_mapping(str(path))
