"""What services are found by: narrow entries, with the roots of their words."""

from typing import Final

from django.db import connection

from parvis.products.data_inclusion.models import ImportRun
from parvis.products.data_inclusion.queries.words import roots

_NAMES: Final = "structure.nom || ' ' || service.nom"
_WORDS: Final = " || ".join(
    f"setweight({roots(text)}, '{weight}')"
    for text, weight in (
        (_NAMES, "A"),
        ("service.labels || ' ' || service.publics_labels", "B"),
        ("structure.description || ' ' || service.description", "C"),
    )
)
_TITLE: Final = roots(_NAMES)
_FORGET: Final = """
    DELETE FROM data_inclusion_serviceentry entry USING data_inclusion_service service
    WHERE service.id = entry.service_id AND (service.last_import_id = %(run)s OR service.removed_at IS NOT NULL)
"""
_ENTER: Final = f"""
    INSERT INTO data_inclusion_serviceentry (
        service_id, source_id, structure_id, code_insee, code_departement, code_region, longitude, latitude, x, y, z,
        on_site, remote, type, frais, thematiques, publics, zone_eligibilite, score_qualite, title, words
    )
    SELECT service.id, service.source_id, structure_id, service.code_insee, service.code_departement,
        service.code_region, service.longitude, service.latitude,
        cosd(service.latitude) * cosd(service.longitude), cosd(service.latitude) * sind(service.longitude),
        sind(service.latitude), 'en-presentiel' = ANY(modes_accueil), 'a-distance' = ANY(modes_accueil), type, frais,
        thematiques, publics, zone_eligibilite, service.score_qualite, {_TITLE}, {_WORDS}
    FROM data_inclusion_service service JOIN data_inclusion_structure structure ON structure.id = service.structure_id
    WHERE service.last_import_id = %(run)s AND service.removed_at IS NULL
"""
# A structure that changes its name or its description changes the words of all its services.
_FOLLOW: Final = f"""
    UPDATE data_inclusion_serviceentry entry SET title = {_TITLE}, words = {_WORDS}
    FROM data_inclusion_service service JOIN data_inclusion_structure structure ON structure.id = service.structure_id
    WHERE service.id = entry.service_id AND structure.last_import_id = %(run)s AND service.last_import_id <> %(run)s
"""


def index_services(run: ImportRun) -> None:
    """Enter what ``run`` wrote, forget what it removed."""
    with connection.cursor() as cursor:
        for statement in (_FORGET, _ENTER, _FOLLOW):
            cursor.execute(statement, {"run": run.pk})
