"""Sources are declared once."""

import dataclasses

import pytest
from django.core.exceptions import ImproperlyConfigured

from parvis.products.data_inclusion.actions.catalogue import producers
from tests.factories.data_inclusion import make_producer


def test_the_mairies_are_a_declared_source():
    assert "mairies" in producers


def test_two_sources_do_not_share_a_slug():
    with pytest.raises(ImproperlyConfigured, match="mairies"):
        producers.register(dataclasses.replace(make_producer([]), slug="mairies"))
