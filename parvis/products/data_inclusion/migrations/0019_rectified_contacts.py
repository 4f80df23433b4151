"""Contacts put right at a person's request: shown to no page."""

import django.contrib.postgres.fields
import django.db.models.deletion
import parvis.kernel.clock
import uuid
from django.db import migrations, models

from parvis.kernel.database.row_security import EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('data_inclusion', '0018_corrections_asked'),
    ]

    operations = [
        migrations.CreateModel(
            name='RectifiedContact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('courriel', models.TextField(blank=True, verbose_name='courriel')),
                ('telephone', models.TextField(blank=True, verbose_name='téléphone')),
                ('contact_nom_prenom', models.TextField(blank=True, verbose_name='personne à contacter')),
                ('wrong_courriel', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), blank=True, default=list, size=None, verbose_name='empreintes à clé des courriels faux')),
                ('wrong_telephone', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), blank=True, default=list, size=None, verbose_name='empreintes à clé des téléphones faux')),
                ('wrong_contact_nom_prenom', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), blank=True, default=list, size=None, verbose_name='empreintes à clé des noms faux')),
                ('rectified_at', models.DateTimeField(default=parvis.kernel.clock.now, verbose_name='rectifié le')),
                ('service', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='data_inclusion.service', verbose_name='service')),
                ('structure', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='data_inclusion.structure', verbose_name='structure')),
            ],
            options={
                'verbose_name': 'contact rectifié',
                'verbose_name_plural': 'contacts rectifiés',
                'ordering': ['rectified_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('structure', None), ('service', None), _connector='XOR'), name='rectified_of_one_record')],
            },
        ),
        EnableRowSecurity("RectifiedContact", [], write=[]),
    ]
