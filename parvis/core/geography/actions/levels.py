"""Write régions, départements and EPCI."""

from collections import Counter

from parvis.core.geography.actions.staging import merging, run, stage
from parvis.core.geography.enums import CommuneType
from parvis.core.geography.queries.official_data import OfficialData


def write_levels(source: OfficialData) -> None:
    """Merge the levels above communes, their populations added up from those of communes."""
    people: Counter[str] = Counter()
    for row in source.communes:
        if row.type == CommuneType.COM:
            for code in filter(None, (row.departement, row.epci)):
                people[code] += row.population
    regions: Counter[str] = Counter()
    for body in source.departements:
        if body.region:
            regions[body.region] += people[body.code]
    _write_regions(source, regions)
    _write_departements(source, people)
    _write_epci(source, people)


def _write_regions(source: OfficialData, people: Counter[str]) -> None:
    columns = {"code": "text", "name": "text", "name_type": "int2", "population": "int4"}
    rows = ((row["code"], row["nom"], int(row["type_nom"]), people[row["code"]]) for row in source.regions.values())
    stage("staged_region", columns, rows)
    run(f"""INSERT INTO geography_region ({", ".join(columns)}) TABLE staged_region
            ON CONFLICT (code) DO UPDATE SET {merging(columns)}""")


def _write_departements(source: OfficialData, people: Counter[str]) -> None:
    columns = {
        "code": "text", "type": "text", "name": "text", "name_type": "int2", "region_id": "text", "population": "int4",
    }  # fmt: skip
    rows = ((row.code, row.type, row.name, row.name_type, row.region, people[row.code]) for row in source.departements)
    stage("staged_departement", columns, rows)
    run(f"""INSERT INTO geography_departement ({", ".join(columns)}) TABLE staged_departement
            ON CONFLICT (code) DO UPDATE SET {merging(columns)}""")


def _write_epci(source: OfficialData, people: Counter[str]) -> None:
    columns = {"code": "text", "type": "text", "name": "text", "population": "int4", "active": "bool"}
    rows = ((row["code"], row["type"], row["nom"], people[row["code"]], True) for row in source.epci.values())
    stage("staged_epci", columns, rows)
    run(
        f"""INSERT INTO geography_epci ({", ".join(columns)}) TABLE staged_epci
            ON CONFLICT (code) DO UPDATE SET {merging(columns)}""",
        "UPDATE geography_epci SET active = false WHERE active AND code NOT IN (SELECT code FROM staged_epci)",
    )
