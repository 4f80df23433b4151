"""A question shows to those of the office who see its case: whoever withdrew from the case reads neither."""

from django.db import migrations

from parvis.kernel.database.row_security import EVERYTHING, USER, of_organisation

SERVICE = "substring(current_setting('parvis.actor', true) from '^correspondent:(.+)$')"
OFFICE = f"""({of_organisation("organisation_id")} AND ({USER} IS NULL OR organisation_id IN (
    SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
)))"""
# Row security binds this look too.
OF_A_CASE_SEEN = f"({OFFICE} AND EXISTS (SELECT FROM mediature_saisine s WHERE s.id = saisine_id))"


def policies(rule):
    return f"""
        ALTER POLICY scope_read ON mediature_sollicitation USING ({EVERYTHING} OR {rule} OR access = {SERVICE});
        ALTER POLICY scope_update ON mediature_sollicitation
            USING ({EVERYTHING} OR {rule}) WITH CHECK ({EVERYTHING} OR {rule});
        ALTER POLICY scope_delete ON mediature_sollicitation USING ({EVERYTHING} OR {rule});
    """


class Migration(migrations.Migration):
    dependencies = [("mediature", "0060_found_in_messages")]

    operations = [migrations.RunSQL(policies(OF_A_CASE_SEEN), policies(OFFICE))]
