"""An anomaly is looked at once: by whom, when and why, in place of a conclusion without a reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_traces")]

    operations = [
        migrations.RemoveField("journalanomaly", "conclusion"),
        migrations.RenameField("journalanomaly", "judged_by", "looked_by"),
        migrations.RenameField("journalanomaly", "judged_at", "looked_at"),
        migrations.AddField(
            "journalanomaly",
            "why",
            models.CharField("explication", max_length=500, blank=True, default=""),
            preserve_default=False,
        ),
    ]
