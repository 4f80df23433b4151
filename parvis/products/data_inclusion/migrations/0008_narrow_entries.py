"""The roots of all the words leave the row of an entry whatever their length.

PostgreSQL keeps long values aside only for rows of more than 2,032 bytes; most entries are shorter, and a search
by place read a page of the disk for each. A column of blanks brings every row above that: compressed, it takes some
thirty bytes of the row, and the words go.
"""

from django.db import migrations, models
from django.db.models.functions import Repeat


class Migration(migrations.Migration):
    dependencies = [("data_inclusion", "0007_statistics")]

    operations = [
        migrations.AddField(
            "serviceentry",
            "ballast",
            models.GeneratedField(
                verbose_name="lest",
                expression=Repeat(models.Value(" "), models.Value(2_000)),
                output_field=models.TextField(),
                db_persist=True,
            ),
        ),
    ]
