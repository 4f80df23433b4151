"""A desk reads the steps of the rights that it answers for, and those of the request; not the letters of other desks."""

from django.db import migrations

from parvis.kernel.database.row_security import ADMINISTRATOR, EVERYTHING

POLICY = "DROP POLICY scope_read ON privacy_rightsstep; CREATE POLICY scope_read ON privacy_rightsstep FOR SELECT USING ({})"
SEEN = "EXISTS (SELECT 1 FROM privacy_rightsleg leg WHERE {})"
WHOLE = SEEN.format("leg.request_id = privacy_rightsstep.request_id")
OWN = SEEN.format("leg.id = privacy_rightsstep.leg_id")


class Migration(migrations.Migration):

    dependencies = [("privacy", "0070_rights_reviewed")]

    operations = [
        migrations.RunSQL(
            POLICY.format(f"{EVERYTHING} OR {ADMINISTRATOR} OR (leg_id IS NULL AND {WHOLE}) OR {OWN}"),
            POLICY.format(f"{EVERYTHING} OR {ADMINISTRATOR} OR {WHOLE}"),
        )
    ]
