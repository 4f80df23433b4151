"""A message shows with its case, as a piece does; its time is counted from the same day.

What comes into a case that has ended is counted from its end at once.
"""

from django.db import migrations

from parvis.kernel.database.row_security import USER, EnableRowSecurity, of_organisation

LONGEST_KEPT = 24
# Row security binds these looks too: what is seen of a case is seen by who sees the case.
OF_A_CASE = f"""EXISTS (
    SELECT FROM mediature_saisine s WHERE s.id = saisine_id AND (
        visibility = 'requerant'
        OR {of_organisation("s.organisation_id")} AND (visibility <> 'mediateur' OR s.mediateur_id = {USER})
    )
)"""


def of_a_message(table):
    """A message has a ``message_id`` too, the name of its mail: the table is named."""
    return f"EXISTS (SELECT FROM mediature_message m WHERE m.id = {table}.message_id)"


def counted(closed_at, organisation):
    return f"""(
        SELECT (({closed_at} AT TIME ZONE 'Europe/Paris')::date
                - make_interval(months => {LONGEST_KEPT} - c.kept_months))::date
        FROM mediature_collectivite c WHERE c.organisation_id = {organisation}
    )"""


def count(tables):
    """Whoever ends a case may not see all that it holds: this reaches it, then gives its scope back to the session."""
    day = counted("NEW.closed_at", "NEW.organisation_id")
    updates = " ".join(f"UPDATE {table} SET counted_from = {day} WHERE saisine_id = NEW.id;" for table in tables)
    return f"""
    CREATE OR REPLACE FUNCTION mediature_count() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        reach text := coalesce(current_setting('parvis.reach', true), '');
    BEGIN
        PERFORM set_config('parvis.reach', 'everything', true);
        {updates}
        PERFORM set_config('parvis.reach', reach, true);
        RETURN NEW;
    END $$;
    """


COUNTED_AT_ONCE = f"""
    CREATE FUNCTION mediature_count_late() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        reach text := coalesce(current_setting('parvis.reach', true), '');
    BEGIN
        PERFORM set_config('parvis.reach', 'everything', true);
        NEW.counted_from := (
            SELECT {counted("s.closed_at", "s.organisation_id")}
            FROM mediature_saisine s WHERE s.id = NEW.saisine_id AND s.closed_at IS NOT NULL
        );
        PERFORM set_config('parvis.reach', reach, true);
        RETURN NEW;
    END $$;
    CREATE TRIGGER mediature_piece_count_late BEFORE INSERT ON mediature_piece
        FOR EACH ROW WHEN (NEW.saisine_id IS NOT NULL AND NEW.counted_from IS NULL)
        EXECUTE FUNCTION mediature_count_late();
    CREATE TRIGGER mediature_message_count_late BEFORE INSERT ON mediature_message
        FOR EACH ROW WHEN (NEW.counted_from IS NULL) EXECUTE FUNCTION mediature_count_late();
"""
NO_MORE = """
    DROP TRIGGER mediature_message_count_late ON mediature_message;
    DROP TRIGGER mediature_piece_count_late ON mediature_piece;
    DROP FUNCTION mediature_count_late();
"""


class Migration(migrations.Migration):
    dependencies = [("mediature", "0010_messages")]

    operations = [
        EnableRowSecurity("Message", [OF_A_CASE]),
        EnableRowSecurity("Jointe", [of_a_message("mediature_jointe")]),
        EnableRowSecurity("Acheminement", [of_a_message("mediature_acheminement")]),
        migrations.RunSQL(count(["mediature_piece", "mediature_message"]), count(["mediature_piece"])),
        migrations.RunSQL(COUNTED_AT_ONCE, NO_MORE),
    ]
