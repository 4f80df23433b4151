"""A former file of a piece shows to whoever it showed to; what left for a court, to the office. Both are written once."""

from django.db import migrations

from parvis.kernel.database.row_security import EMERGENCY, EVERYTHING, USER, EnableRowSecurity, of_organisation

OFFICE = f"""({of_organisation("s.organisation_id")} AND ({USER} IS NULL OR s.organisation_id IN (
    SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
)))"""
# Row security binds these looks too: what is seen of a case is seen by who sees the case.
OF_A_CASE = f"""EXISTS (
    SELECT FROM mediature_saisine s WHERE s.id = saisine_id AND (
        visibility = 'requerant' OR {OFFICE} AND (visibility <> 'mediateur' OR s.mediateur_id = {USER})
    )
)"""
OF_THE_OFFICE = f"EXISTS (SELECT FROM mediature_saisine s WHERE s.id = saisine_id AND {OFFICE})"
TABLES = ("mediature_version", "mediature_production")
# A file is of no use without its version, however that goes: the night then destroys it with its key.
RELEASED = """
    CREATE TRIGGER mediature_version_release AFTER DELETE ON mediature_version
        FOR EACH ROW EXECUTE FUNCTION mediature_release();
"""


def kept_by_the_night_alone(table):
    return migrations.RunSQL(
        f"""
        ALTER POLICY scope_update ON {table} USING ({EVERYTHING}) WITH CHECK ({EVERYTHING});
        ALTER POLICY scope_delete ON {table} USING ({EVERYTHING});
        """,
        migrations.RunSQL.noop,
    )


def never_in_an_emergency(table):
    return migrations.RunSQL(
        f"""
        CREATE POLICY emergency_insert ON {table} AS RESTRICTIVE FOR INSERT WITH CHECK ({EMERGENCY} IS NULL);
        CREATE POLICY emergency_update ON {table} AS RESTRICTIVE FOR UPDATE USING ({EMERGENCY} IS NULL);
        CREATE POLICY emergency_delete ON {table} AS RESTRICTIVE FOR DELETE USING ({EMERGENCY} IS NULL);
        """,
        f"""
        DROP POLICY emergency_insert ON {table};
        DROP POLICY emergency_update ON {table};
        DROP POLICY emergency_delete ON {table};
        """,
    )


class Migration(migrations.Migration):
    dependencies = [("mediature", "0100_versions")]

    operations = [
        EnableRowSecurity("Version", [OF_A_CASE]),
        EnableRowSecurity("Production", [OF_THE_OFFICE]),
        *(kept_by_the_night_alone(table) for table in TABLES),
        *(never_in_an_emergency(table) for table in TABLES),
        migrations.RunSQL(RELEASED, "DROP TRIGGER mediature_version_release ON mediature_version"),
    ]
