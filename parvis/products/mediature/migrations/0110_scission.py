"""A case that told two disputes becomes two."""

import django.db.models.deletion
import parvis.kernel.clock
from django.conf import settings
from django.db import migrations, models

from parvis.kernel.database.row_security import EMERGENCY, USER, EnableRowSecurity, of_organisation

HOLDER = "access = substring(current_setting('parvis.actor', true) from '^citizen:(.+)$')"
# Row security binds these looks too: who sees both cases sees what ties them, also once the first one is erased.
OFFICE = f"""({of_organisation("organisation_id")} AND ({USER} IS NULL OR organisation_id IN (
        SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
    ))
    AND EXISTS (SELECT FROM mediature_saisine s WHERE s.id = made_id)
    AND (origin_id IS NULL OR EXISTS (SELECT FROM mediature_saisine s WHERE s.id = origin_id))
)"""


def refused_in_an_emergency(table):
    rules = {"insert": "WITH CHECK", "update": "USING", "delete": "USING"}
    return migrations.RunSQL(
        [
            f"CREATE POLICY emergency_{verb} ON {table} AS RESTRICTIVE FOR {verb} {rule} ({EMERGENCY} IS NULL)"
            for verb, rule in rules.items()
        ],
        [f"DROP POLICY emergency_{verb} ON {table}" for verb in rules],
    )


class Migration(migrations.Migration):
    dependencies = [
        ("mediature", "0101_versions_row_security"),
        ("organisations", "0003_data_protection_officer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Scission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('access', models.CharField(db_index=True, max_length=64, verbose_name='empreinte du code de suivi')),
                ('at', models.DateTimeField(default=parvis.kernel.clock.now, verbose_name='scindé le')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version du nouveau dossier')),
                ('rows', models.JSONField(default=dict, verbose_name='lignes du nouveau dossier')),
                ('copied', models.JSONField(default=dict, verbose_name='lignes copiées')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='défait le')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='scindé par')),
                ('made', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='scission', to='mediature.saisine', verbose_name='nouveau dossier')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation', verbose_name='organisation')),
                ('origin', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mediature.saisine', verbose_name='dossier d’origine')),
            ],
            options={
                'verbose_name': 'scission d’un dossier',
                'verbose_name_plural': 'scissions de dossiers',
                'ordering': ['at', 'pk'],
            },
        ),
        EnableRowSecurity("Scission", [OFFICE, HOLDER], write=[OFFICE]),
        refused_in_an_emergency("mediature_scission"),
    ]
