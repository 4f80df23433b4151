"""A new reading of the same edition is a new edition."""

import dataclasses

from tests.factories.data_inclusion import make_producer


def test_an_edition_changes_with_the_source_and_with_our_reading_of_it():
    producer = make_producer([], version="2026-01")
    reread = dataclasses.replace(producer, revision=producer.revision + 1)
    assert producer.edition() != reread.edition()
    assert producer.edition() != make_producer([], version="2026-02").edition()
