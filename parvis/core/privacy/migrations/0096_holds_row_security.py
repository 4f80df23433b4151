"""A hold shows to administrators and to the officer of the organisation that answers; none but the night removes it."""

from django.db import migrations, models

from parvis.kernel.database.row_security import ADMINISTRATOR, EVERYTHING, USER, EnableRowSecurity

OFFICER = f"""EXISTS (
    SELECT 1 FROM organisations_membership member
    WHERE member.user_id = {USER} AND member.role = 'dpo' AND member.ended_on IS NULL
      AND member.organisation_id = privacy_hold.organisation
)"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0095_suppression_case"), ("organisations", "0002_row_security")]

    operations = [
        migrations.AddField(
            "hold", "organisation", models.BigIntegerField("organisation qui en répond", null=True, blank=True)
        ),
        EnableRowSecurity("Hold", [ADMINISTRATOR, OFFICER]),
        migrations.RunSQL(
            f"ALTER POLICY scope_delete ON privacy_hold USING ({EVERYTHING})", migrations.RunSQL.noop
        ),
    ]
