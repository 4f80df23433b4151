"""What services are found by: narrow entries, and the roots of their words."""

from typing import Final

from django.db import connection

from parvis.products.data_inclusion.models import ImportRun
from parvis.products.data_inclusion.queries.words import DICTIONARY, plain

_WEIGHTED: Final = "setweight(to_tsvector('{}', {}), '{}')"
_WORDS: Final = " || ".join(
    _WEIGHTED.format(DICTIONARY, text, weight)
    for text, weight in (
        ("structure.nom || ' ' || service.nom", "A"),
        ("service.labels || ' ' || service.publics_labels", "B"),
        ("structure.description || ' ' || service.description", "C"),
    )
)
_INDEX_WORDS: Final = f"""
    UPDATE data_inclusion_service service SET words = {plain(_WORDS, "tsvector")}
    FROM data_inclusion_structure structure
    WHERE structure.id = service.structure_id AND service.removed_at IS NULL
      AND (service.last_import_id = %(run)s OR structure.last_import_id = %(run)s)
"""
_FORGET: Final = """
    DELETE FROM data_inclusion_serviceentry entry USING data_inclusion_service service
    WHERE service.id = entry.service_id AND (service.last_import_id = %(run)s OR service.removed_at IS NOT NULL)
"""
_ENTER: Final = """
    INSERT INTO data_inclusion_serviceentry (
        service_id, source_id, structure_id, code_insee, code_departement, code_region, longitude, latitude, x, y, z,
        on_site, remote, type, frais, thematiques, publics, zone_eligibilite, score_qualite
    )
    SELECT id, source_id, structure_id, code_insee, code_departement, code_region, longitude, latitude,
        cosd(latitude) * cosd(longitude), cosd(latitude) * sind(longitude), sind(latitude),
        'en-presentiel' = ANY(modes_accueil), 'a-distance' = ANY(modes_accueil), type, frais, thematiques, publics,
        zone_eligibilite, score_qualite
    FROM data_inclusion_service WHERE last_import_id = %(run)s AND removed_at IS NULL
"""


def index_services(run: ImportRun) -> None:
    """Enter what ``run`` wrote, forget what it removed."""
    with connection.cursor() as cursor:
        for statement in (_INDEX_WORDS, _FORGET, _ENTER):
            cursor.execute(statement, {"run": run.pk})
