"""What services are found by: narrow entries, with the roots of their words."""

from collections.abc import Sequence
from typing import Final

from django.db import connection

from parvis.kernel.database.words import roots
from parvis.products.data_inclusion.models import ImportRun
from parvis.products.data_inclusion.models.record import NUMBERS, WHOLE_COUNTRY

_NAMES: Final = "structure.nom || ' ' || service.nom"
_LABELS: Final = "service.labels || ' ' || service.publics_labels"
_WORDS: Final = (
    f"setweight(named.title, 'A') || setweight({roots(_LABELS)}, 'B') || "
    f"setweight(described.roots || {roots('service.description')}, 'C')"
)
# A theme is found by its own name and by its category's.
_THEMES: Final = "thematiques || ARRAY(SELECT DISTINCT split_part(theme, '--', 1) FROM unnest(thematiques) AS theme)"
_TO_ALL: Final = f"zone_eligibilite = '{{}}' OR zone_eligibilite && ARRAY{list(WHOLE_COUNTRY)}::varchar[]"
# To find the roots of words is what costs: those of a description once a structure, those of a title once.
_DESCRIBED: Final = f"""
    WITH described AS MATERIALIZED (
        SELECT id, {roots("structure.description")} AS roots FROM data_inclusion_structure structure WHERE {{which}}
    )
"""
_TOLD: Final = f"""
    FROM data_inclusion_service service
    JOIN data_inclusion_structure structure ON structure.id = service.structure_id
    JOIN described ON described.id = structure.id
    CROSS JOIN LATERAL (SELECT {roots(_NAMES)} AS title OFFSET 0) named
"""
_GONE: Final = """
    USING data_inclusion_service service
    WHERE service.id = {key} AND (service.last_import_id = %(run)s OR service.removed_at IS NOT NULL)
"""
_FORGET_WORDS: Final = f"DELETE FROM data_inclusion_servicewords words {_GONE.format(key='words.entry_id')}"
_FORGET: Final = f"DELETE FROM data_inclusion_serviceentry entry {_GONE.format(key='entry.service_id')}"
_OF_THESE: Final = """id IN (
    SELECT structure_id FROM data_inclusion_service WHERE last_import_id = %(run)s AND removed_at IS NULL
)"""
_ENTER: Final = f"""
    INSERT INTO data_inclusion_serviceentry (
        service_id, source_id, structure_id, code_insee, code_departement, code_region, longitude, latitude, x, y, z,
        on_site, remote, type, frais, thematiques, publics, open_to_all, zone_eligibilite, score_qualite
    )
    SELECT service.id, service.source_id, structure_id, service.code_insee, service.code_departement,
        service.code_region, service.longitude, service.latitude,
        cosd(service.latitude) * cosd(service.longitude), cosd(service.latitude) * sind(service.longitude),
        sind(service.latitude), 'en-presentiel' = ANY(modes_accueil), 'a-distance' = ANY(modes_accueil), type, frais,
        {NUMBERS.format(_THEMES)}, {NUMBERS.format("publics")}, {_TO_ALL}, zone_eligibilite, service.score_qualite
    FROM data_inclusion_service service
    WHERE service.last_import_id = %(run)s AND service.removed_at IS NULL
    -- What is near is looked for together: it lies together on the disk.
    ORDER BY service.code_insee, service.id
"""
_ENTER_WORDS: Final = f"""
    {_DESCRIBED.format(which=_OF_THESE)}
    INSERT INTO data_inclusion_servicewords (entry_id, score_qualite, title, words)
    SELECT service.id, service.score_qualite, named.title, {_WORDS}
    {_TOLD}
    WHERE service.last_import_id = %(run)s AND service.removed_at IS NULL
"""
# A structure that changes its name or its description changes the words of all its services.
_FOLLOW: Final = f"""
    {_DESCRIBED.format(which="last_import_id = %(run)s")}
    UPDATE data_inclusion_servicewords words SET title = named.title, words = {_WORDS}
    {_TOLD}
    WHERE service.id = words.entry_id AND structure.last_import_id = %(run)s AND service.last_import_id <> %(run)s
"""
# The same for some records, whatever wrote them.
_THEIR_STRUCTURES: Final = """id = ANY(%(structures)s) OR id IN (
    SELECT structure_id FROM data_inclusion_service WHERE id = ANY(%(services)s)
)"""
_REWRITE: Final = f"""
    {_DESCRIBED.format(which=_THEIR_STRUCTURES)}
    UPDATE data_inclusion_servicewords words SET title = named.title, words = {_WORDS}
    {_TOLD}
    WHERE service.id = words.entry_id
        AND (service.id = ANY(%(services)s) OR service.structure_id = ANY(%(structures)s))
"""


def follow_words(*, structures: Sequence[str], services: Sequence[str]) -> None:
    """Find the words of these records anew: they are no longer what they were."""
    with connection.cursor() as cursor:
        cursor.execute(_REWRITE, {"structures": list(structures), "services": list(services)})


def index_services(run: ImportRun) -> None:
    """Enter what ``run`` wrote, forget what it removed."""
    with connection.cursor() as cursor:
        for statement in (_FORGET_WORDS, _FORGET, _ENTER, _ENTER_WORDS, _FOLLOW):
            cursor.execute(statement, {"run": run.pk})
