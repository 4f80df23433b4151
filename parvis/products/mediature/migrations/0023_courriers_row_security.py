"""A letter and its deliveries show with their case, to its office and to the person; written once by the office."""

from django.db import migrations

from parvis.kernel.database.row_security import EVERYTHING, USER, EnableRowSecurity, of_organisation

OFFICE = f"""({of_organisation("s.organisation_id")} AND ({USER} IS NULL OR s.organisation_id IN (
    SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
)))"""
# Row security binds these looks too: who sees the case sees its letters.
OF_A_CASE = "EXISTS (SELECT FROM mediature_saisine s WHERE s.id = saisine_id)"
WRITTEN = f"EXISTS (SELECT FROM mediature_saisine s WHERE s.id = saisine_id AND {OFFICE})"


def kept_by_the_night_alone(table):
    return migrations.RunSQL(
        f"""
        ALTER POLICY scope_update ON {table} USING ({EVERYTHING}) WITH CHECK ({EVERYTHING});
        ALTER POLICY scope_delete ON {table} USING ({EVERYTHING});
        """,
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [("mediature", "0022_courriers")]

    operations = [
        EnableRowSecurity("Courrier", [OF_A_CASE], write=[WRITTEN]),
        EnableRowSecurity("Remise", [OF_A_CASE], write=[WRITTEN]),
        kept_by_the_night_alone("mediature_courrier"),
        kept_by_the_night_alone("mediature_remise"),
    ]
