"""The index of lists holds all that row security asks of a case: they are counted without reading cases."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mediature", "0150_apart_kept_from_the_person")]

    operations = [
        migrations.RemoveIndex("saisine", "saisine_by_date"),
        migrations.AddIndex(
            "saisine",
            models.Index(
                fields=["organisation", "-received_on", "-id"], include=("requerant", "access"),
                condition=models.Q(merged_into=None), name="saisine_by_date",
            ),
        ),
    ]
