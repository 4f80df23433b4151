"""Sources are declared once, and a new reading of the same edition is a new edition."""

import dataclasses

import pytest
from django.core.exceptions import ImproperlyConfigured

from parvis.products.data_inclusion.actions.producers import producers
from tests.factories.data_inclusion import make_producer


def test_the_mairies_are_a_declared_source():
    assert "mairies" in producers


def test_an_edition_changes_with_the_source_and_with_our_reading_of_it():
    producer = make_producer([], version="2026-01")
    reread = dataclasses.replace(producer, revision=producer.revision + 1)
    assert producer.edition() != reread.edition()
    assert producer.edition() != make_producer([], version="2026-02").edition()


def test_two_sources_do_not_share_a_slug():
    with pytest.raises(ImproperlyConfigured, match="mairies"):
        producers.register(dataclasses.replace(make_producer([]), slug="mairies"))
