"""Load the official territory: all of an edition, or none of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from django.db import connection, transaction

from parvis.core.geography.actions.staging import copy_rows, run
from parvis.core.geography.models import Millesime
from parvis.core.geography.queries.official_data import OfficialData
from parvis.kernel import clock
from parvis.kernel.actor import Actor

if TYPE_CHECKING:
    from parvis.core.geography.queries.boundaries import Boundary

KEY = "geography"
STEPS = 100
Advance = Callable[[int, int], None]


def load_territory(*, by: Actor, advance: Advance, source: OfficialData | None = None, revision: int = 1) -> bool:
    """Load the edition that ``source`` holds, unless it is the one in force; tell whether it was loaded.

    Another ``revision`` of what is computed from the same files is another edition.
    """
    source = source or OfficialData()
    wanted = {"version": f"{source.version}-{revision}", "digest": source.digest}
    with transaction.atomic():
        _wait_for_another_load()
        if Millesime.objects.filter(key=KEY, **wanted).exists():
            advance(STEPS, STEPS)
            return False
        _load(source, advance)
        Millesime.objects.update_or_create(key=KEY, defaults=wanted | {"loaded_by": by.key, "loaded_at": clock.now()})
    advance(STEPS, STEPS)
    return True


def _wait_for_another_load() -> None:
    """Two loads at once would do the work twice: the second waits, then finds it done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('geography.load'))")


def _load(source: OfficialData, advance: Advance) -> None:
    """Write the tables while another thread computes the boundaries, which needs no database."""
    # Geometry libraries take a second to import: only who has something to write pays for them.
    from parvis.core.geography.actions.communes_and_mairies import write_codes_postaux, write_communes, write_mairies
    from parvis.core.geography.actions.levels import write_levels
    from parvis.core.geography.queries.boundaries import boundaries, commune_boundaries

    advance(0, STEPS)
    rows = source.communes
    advance(25, STEPS)
    shapes = commune_boundaries(rows)
    advance(30, STEPS)
    region_of = {row.code: row.region for row in source.departements if row.region}
    with ThreadPoolExecutor(1) as pool:
        computed = pool.submit(lambda: list(boundaries(rows, region_of, shapes)))
        write_levels(source)
        write_communes(rows, shapes)
        advance(45, STEPS)
        write_codes_postaux(rows)
        write_mairies(rows)
        advance(55, STEPS)
        levels = computed.result()
    advance(80, STEPS)
    run("DELETE FROM geography_contour")
    for level in levels:
        _write_contours(level)
    advance(95, STEPS)


def _write_contours(level: "list[Boundary]") -> None:
    copy_rows(
        "geography_contour",
        {
            "niveau": "text", "type": "text", "code": "text", "west": "float8", "south": "float8", "east": "float8",
            "north": "float8", "geometry": "bytea", "simplified": "bytea",
        },
        ((item.niveau, item.type, item.code, *item.bounds, item.geometry, item.simplified) for item in level),
    )  # fmt: skip
