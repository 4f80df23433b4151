"""A breach shows to administrators and to the officers of what was touched; none but the night removes it.

What was written before stays with administrators until its next word, which tells who answers for it.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from parvis.kernel.database.row_security import ADMINISTRATOR, EVERYTHING, USER

OFFICER = f"""EXISTS (
    SELECT 1 FROM organisations_membership member
    WHERE member.user_id = {USER} AND member.role = 'dpo' AND member.ended_on IS NULL
      AND member.organisation_id = ANY (privacy_breach.organisations)
)"""
# Row security binds this look too: a notice is seen by who sees its breach.
OF_A_BREACH_SEEN = "EXISTS (SELECT 1 FROM privacy_breach b WHERE b.id = privacy_breachnotice.breach_id)"


def policies(table, rule, removed_by):
    return f"""
        ALTER POLICY scope_read ON {table} USING ({rule});
        ALTER POLICY scope_insert ON {table} WITH CHECK ({rule});
        ALTER POLICY scope_update ON {table} USING ({rule}) WITH CHECK ({rule});
        ALTER POLICY scope_delete ON {table} USING ({removed_by});
    """


def opened(table, rule):
    before = f"{EVERYTHING} OR {ADMINISTRATOR}"
    return migrations.RunSQL(policies(table, f"{before} OR {rule}", EVERYTHING), policies(table, before, before))


class Migration(migrations.Migration):
    dependencies = [("privacy", "0096_holds_row_security"), ("organisations", "0002_row_security")]

    operations = [
        migrations.AddField(
            "breach",
            "organisations",
            ArrayField(
                models.BigIntegerField(), verbose_name="organisations qui en répondent", default=list, blank=True
            ),
        ),
        opened("privacy_breach", OFFICER),
        opened("privacy_breachnotice", OF_A_BREACH_SEEN),
    ]
