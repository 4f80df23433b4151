"""A case shows to those who work in its office, not to everybody of its organisation."""

from django.db import migrations

from parvis.kernel.database.row_security import EVERYTHING, USER, of_organisation

HOLDER = "access = substring(current_setting('parvis.actor', true) from '^citizen:(.+)$')"
ORGANISATION = of_organisation("organisation_id")
# A task of the platform that is narrowed to one office is nobody in particular.
OFFICE = f"""({ORGANISATION} AND ({USER} IS NULL OR organisation_id IN (
    SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
)))"""


def policies(table, rule):
    return f"""
        ALTER POLICY scope_read ON {table} USING ({rule});
        ALTER POLICY scope_insert ON {table} WITH CHECK ({rule});
        ALTER POLICY scope_update ON {table} USING ({rule}) WITH CHECK ({rule});
        ALTER POLICY scope_delete ON {table} USING ({rule});
    """


def narrowed(table):
    return migrations.RunSQL(
        policies(table, f"{EVERYTHING} OR {OFFICE} OR {HOLDER}"),
        policies(table, f"{EVERYTHING} OR {ORGANISATION} OR {HOLDER}"),
    )


class Migration(migrations.Migration):
    dependencies = [("mediature", "0003_counted_from"), ("documents", "0004_door")]

    operations = [
        narrowed("mediature_requerant"),
        narrowed("mediature_saisine"),
        migrations.RunSQL(
            "UPDATE documents_document SET door = 'mediature' WHERE id IN (SELECT document_id FROM mediature_piece)",
            migrations.RunSQL.noop,
        ),
    ]
