"""Sets of the services that have each common root: to count a search is to cross them."""

import django.db.models.deletion
import parvis.products.data_inclusion.models.common_root
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('data_inclusion', '0011_hidden_row_security'),
    ]

    operations = [
        migrations.CreateModel(
            name='CommonRoot',
            fields=[
                ('root', models.TextField(primary_key=True, serialize=False, verbose_name='racine')),
                ('services', parvis.products.data_inclusion.models.common_root.Bits(verbose_name='services')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='data_inclusion.edition', verbose_name='édition')),
            ],
            options={
                'verbose_name': 'racine courante',
                'verbose_name_plural': 'racines courantes',
                'ordering': ['root'],
            },
        ),
        # Read whole, or not at all: to compress them would only delay the reading.
        migrations.RunSQL(
            "ALTER TABLE data_inclusion_commonroot ALTER services SET STORAGE EXTERNAL", migrations.RunSQL.noop
        ),
    ]
