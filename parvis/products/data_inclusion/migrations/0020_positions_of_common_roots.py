"""Where each service has the common roots, and the services in the order of their quality: to rank is to read both.

What was prepared before is prepared again: its services are numbered otherwise.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

FORGET = "DELETE FROM data_inclusion_commonroot"
# Read whole, or not at all: to compress them would only delay the reading.
UNCOMPRESSED = """
ALTER TABLE data_inclusion_commonroot ALTER occurrences SET STORAGE EXTERNAL, ALTER positions SET STORAGE EXTERNAL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('data_inclusion', '0019_rectified_contacts'),
    ]

    operations = [
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
        migrations.AddField(
            model_name='commonroot',
            name='occurrences',
            field=models.BinaryField(default=b'', verbose_name='nombre de positions par service'),
        ),
        migrations.AddField(
            model_name='commonroot',
            name='positions',
            field=models.BinaryField(default=b'', verbose_name='positions'),
        ),
        migrations.CreateModel(
            name='QualityStretch',
            fields=[
                ('first', models.PositiveIntegerField(primary_key=True, serialize=False, verbose_name='premier numéro')),
                ('identifiers', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None, verbose_name='services')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='data_inclusion.edition', verbose_name='édition')),
            ],
            options={
                'verbose_name': 'suite de services par qualité',
                'verbose_name_plural': 'suites de services par qualité',
                'ordering': ['first'],
            },
        ),
        migrations.RunSQL(UNCOMPRESSED, migrations.RunSQL.noop),
    ]
