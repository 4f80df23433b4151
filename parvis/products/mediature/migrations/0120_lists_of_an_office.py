"""What an office adds to the common lists shows to its agents, and to whoever sees a case that has it."""

from django.db import migrations

from parvis.kernel.database.row_security import ACTOR, EVERYTHING, USER, of_organisation

OFFICE = f"""({of_organisation("organisation_id")} AND ({USER} IS NULL OR organisation_id IN (
    SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
)))"""


def shown(table, column):
    common = f"organisation_id IS NULL AND {ACTOR}"
    of_a_case = f"EXISTS (SELECT FROM mediature_saisine s WHERE s.{column} = {table}.id)"
    return migrations.RunSQL(
        f"ALTER POLICY scope_read ON {table} USING ({EVERYTHING} OR ({common}) OR {OFFICE} OR {of_a_case})",
        f"ALTER POLICY scope_read ON {table} USING ({EVERYTHING} OR {ACTOR})",
    )


class Migration(migrations.Migration):
    dependencies = [("mediature", "0111_protocole")]

    operations = [shown("mediature_domaine", "domaine_id"), shown("mediature_tierscompetent", "tiers_id")]
