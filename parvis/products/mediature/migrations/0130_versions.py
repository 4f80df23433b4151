"""Texts and recommendations say which version was read; nobody overwrites what somebody else wrote."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("mediature", "0120_lists_of_an_office"),
    ]

    operations = [
        migrations.AddField(
            model_name='modele',
            name='version',
            field=models.PositiveIntegerField(default=1, verbose_name='version'),
        ),
        migrations.AddField(
            model_name='recommandation',
            name='version',
            field=models.PositiveIntegerField(default=1, verbose_name='version'),
        ),
    ]
