"""Who sees how an office is opened and called to; a shorter time for documents counts for ended cases too."""

from django.db import migrations

from parvis.kernel.database.row_security import ADMINISTRATOR, EnableRowSecurity, of_organisation, of_user

LONGEST_KEPT = 24
UPDATES = " ".join(
    f"""
        UPDATE {table} p SET counted_from = (
            (s.closed_at AT TIME ZONE 'Europe/Paris')::date - make_interval(months => {LONGEST_KEPT} - NEW.kept_months)
        )::date
        FROM mediature_saisine s
        WHERE s.id = p.saisine_id AND s.organisation_id = NEW.organisation_id AND s.closed_at IS NOT NULL;
    """
    for table in ("mediature_piece", "mediature_message")
)
SHORTEN = f"""
    CREATE FUNCTION mediature_shorten() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        reach text := coalesce(current_setting('parvis.reach', true), '');
    BEGIN
        PERFORM set_config('parvis.reach', 'everything', true);
        {UPDATES}
        PERFORM set_config('parvis.reach', reach, true);
        RETURN NEW;
    END $$;
    CREATE TRIGGER mediature_collectivite_shorten AFTER UPDATE OF kept_months ON mediature_collectivite
        FOR EACH ROW WHEN (NEW.kept_months < OLD.kept_months) EXECUTE FUNCTION mediature_shorten();
"""


class Migration(migrations.Migration):
    dependencies = [("mediature", "0051_opening")]

    operations = [
        EnableRowSecurity("OfficeInvitation", [of_organisation("organisation_id"), ADMINISTRATOR]),
        EnableRowSecurity("Adhesion", [of_user("user_id"), ADMINISTRATOR]),
        migrations.RunSQL(
            SHORTEN,
            "DROP TRIGGER mediature_collectivite_shorten ON mediature_collectivite; DROP FUNCTION mediature_shorten()",
        ),
    ]
