"""An objection names its case without hanging on it: it outlives a restore that loses the case."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("privacy", "0094_policy_version_origin")]

    operations = [
        migrations.RemoveConstraint("suppression", "suppression_once"),
        migrations.AddField(
            "suppression", "case",
            models.CharField("dossier de l’opposition", max_length=40, default=""), preserve_default=False,
        ),
        migrations.RunSQL('UPDATE privacy_suppression SET "case" = coalesce(leg_id::text, \'\')', migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveField("suppression", "leg"),
        migrations.AddConstraint(
            "suppression", models.UniqueConstraint(fields=["service", "digest", "case"], name="suppression_once")
        ),
    ]
