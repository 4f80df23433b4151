"""Mail that comes in is the platform's own until it is in its case; its raw copy goes with it, however it goes."""

from django.db import migrations

from parvis.kernel.database.row_security import EnableRowSecurity

RELEASE = """
    CREATE FUNCTION messaging_release() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE documents_document SET released_on = now() WHERE id = OLD.raw_id AND released_on IS NULL;
        RETURN OLD;
    END $$;
    CREATE TRIGGER messaging_incoming_release AFTER DELETE ON messaging_incoming
        FOR EACH ROW EXECUTE FUNCTION messaging_release();
"""


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_initial"), ("documents", "0004_door")]

    operations = [
        EnableRowSecurity("Incoming", []),
        migrations.RunSQL(
            RELEASE,
            "DROP TRIGGER messaging_incoming_release ON messaging_incoming; DROP FUNCTION messaging_release()",
        ),
    ]
