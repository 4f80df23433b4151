"""A breach shows to administrators and to the officers of what was touched; none but the night removes it."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from parvis.kernel.actor import system
from parvis.kernel.database.row_security import ADMINISTRATOR, EVERYTHING, USER
from parvis.kernel.scope import Reach, open_scope, unnoted

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


def tell_who_answers(apps, schema_editor):
    """What was written before this was known is given to those who answer for it today."""
    with open_scope(system("privacy.breaches"), reach=Reach.EVERYTHING, channel="command"), unnoted():
        for breach in apps.get_model("privacy", "Breach").objects.all():
            from parvis.core.privacy.queries.accountability.keepers import organisations_of

            desks = apps.get_model("privacy", "RightsDesk").objects.values_list("controller", "organisation_id")
            breach.organisations = organisations_of(breach, dict(desks))
            breach.save(update_fields=["organisations"])


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
        migrations.RunPython(tell_who_answers, migrations.RunPython.noop),
        opened("privacy_breach", OFFICER),
        opened("privacy_breachnotice", OF_A_BREACH_SEEN),
    ]
