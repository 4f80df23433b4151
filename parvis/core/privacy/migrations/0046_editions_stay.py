"""An edition of the register never changes: the database refuses, whoever asks."""

from django.db import migrations

REFUSE = """
CREATE TRIGGER privacy_edition_forever BEFORE UPDATE OR DELETE OR TRUNCATE ON privacy_registeredition
FOR EACH STATEMENT EXECUTE FUNCTION privacy_refuse_change();
"""


class Migration(migrations.Migration):

    dependencies = [("privacy", "0045_register_edition")]

    operations = [migrations.RunSQL(REFUSE, "DROP TRIGGER privacy_edition_forever ON privacy_registeredition")]
