"""From when the time of a document is counted; done by the database, so that no document is forgotten.

Whoever ends a case may not see all of its documents: these triggers reach them all.
"""

from django.db import migrations, models

LONGEST_KEPT = 24


def reaching_everything(name, act, result):
    """A trigger that acts on every row, then gives its scope back to the session."""
    return f"""
    CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        reach text := coalesce(current_setting('parvis.reach', true), '');
    BEGIN
        PERFORM set_config('parvis.reach', 'everything', true);
        {act}
        PERFORM set_config('parvis.reach', reach, true);
        RETURN {result};
    END $$;
    """


COUNT = reaching_everything(
    "mediature_count",
    f"""
        UPDATE mediature_piece SET counted_from = (
            SELECT ((NEW.closed_at AT TIME ZONE 'Europe/Paris')::date
                    - make_interval(months => {LONGEST_KEPT} - c.kept_months))::date
            FROM mediature_collectivite c WHERE c.organisation_id = NEW.organisation_id
        ) WHERE saisine_id = NEW.id;
    """,
    "NEW",
)
RELEASE = reaching_everything(
    "mediature_release",
    "UPDATE documents_document SET released_on = now() WHERE id = OLD.document_id AND released_on IS NULL;",
    "OLD",
)
COUNTED = """
    CREATE TRIGGER mediature_saisine_count AFTER UPDATE OF closed_at ON mediature_saisine
        FOR EACH ROW WHEN (OLD.closed_at IS DISTINCT FROM NEW.closed_at) EXECUTE FUNCTION mediature_count();
"""


class Migration(migrations.Migration):
    dependencies = [("mediature", "0002_row_security")]

    operations = [
        migrations.AddField(
            model_name="piece",
            name="counted_from",
            field=models.DateField(blank=True, null=True, verbose_name="conservation comptée depuis le"),
        ),
        migrations.RunSQL(
            COUNT + COUNTED,
            "DROP TRIGGER mediature_saisine_count ON mediature_saisine; DROP FUNCTION mediature_count()",
        ),
        migrations.RunSQL(RELEASE, migrations.RunSQL.noop),
    ]
