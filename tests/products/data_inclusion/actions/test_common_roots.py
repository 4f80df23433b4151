"""Where services have common roots: what the database says of each text search vector, unfolded."""

import numpy as np
import pytest
from django.db import connection

from parvis.products.data_inclusion.actions.common_roots import Occurrences
from tests.factories.data_inclusion import import_records, raw, raw_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]
UNFOLDED = """
    SELECT entry_id, positions, weights FROM data_inclusion_servicewords, unnest(words)
    WHERE lexeme = %s ORDER BY score_qualite DESC, entry_id
"""


def test_sets_and_positions_are_those_of_the_vectors(monkeypatch):
    monkeypatch.setattr("parvis.products.data_inclusion.actions.common_roots._AT_ONCE", 8)
    told = ["Permis permis.", "Aucun mot courant.", "Un vélo, puis un permis.", "Prêt de vélos."] * 5
    import_records([
        raw(1),
        *(raw_service(n, nom=f"Vélo {n}" if n % 3 else "Ici", description=each) for n, each in enumerate(told)),
    ])  # fmt: skip
    roots = ["velo", "perm", "mot", "nullepart"]
    found = Occurrences(roots)
    found.read()
    assert [root for root, *_ in found.of_each()] == roots
    for root, services, occurrences, positions in found.of_each():
        with connection.cursor() as cursor:
            cursor.execute(UNFOLDED, [root])
            expected = cursor.fetchall()
        numbers = np.flatnonzero(np.unpackbits(np.frombuffer(services, np.uint8)))
        assert [found.identifiers[number] for number in numbers] == [row[0] for row in expected]
        assert np.frombuffer(occurrences, ">u2").tolist() == [len(row[1]) for row in expected]
        assert np.frombuffer(positions, ">u2").tolist() == [
            "DCBA".index(weight) << 14 | position
            for _, many, weights in expected
            for position, weight in zip(many, weights, strict=True)
        ]
