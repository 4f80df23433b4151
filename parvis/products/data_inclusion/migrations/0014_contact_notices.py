"""Who was told that a source names them: shown to no page."""

import parvis.kernel.clock
import uuid
from django.db import migrations, models

from parvis.kernel.database.row_security import EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('data_inclusion', '0013_documents_beside'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='empreinte à clé de l’adresse')),
                ('told_at', models.DateTimeField(default=parvis.kernel.clock.now, verbose_name='informée le')),
                ('gone_on', models.DateField(blank=True, null=True, verbose_name='retirée des sources le')),
            ],
            options={
                'verbose_name': 'information d’un contact',
                'verbose_name_plural': 'informations des contacts',
                'ordering': ['told_at', 'id'],
            },
        ),
        EnableRowSecurity("ContactNotice", [], write=[]),
    ]
