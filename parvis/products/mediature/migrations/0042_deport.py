"""Who withdrew from a case sees it no more; who is away has somebody stand in."""

import django.db.models.deletion
import parvis.kernel.clock
from django.conf import settings
from django.db import migrations, models


from parvis.kernel.database.row_security import EVERYTHING, USER, EnableRowSecurity, of_organisation

HOLDER = "access = substring(current_setting('parvis.actor', true) from '^citizen:(.+)$')"
OFFICE = f"""({of_organisation("organisation_id")} AND ({USER} IS NULL OR organisation_id IN (
    SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
)))"""


def closed_to_who_withdrew(table, column):
    """The case and its person, which no name leads back to."""
    near = f"({OFFICE} AND id NOT IN (SELECT d.{column} FROM mediature_deport d WHERE d.user_id = {USER}))"
    before, after = (f"{EVERYTHING} OR {rule} OR {HOLDER}" for rule in (OFFICE, near))
    return migrations.RunSQL(policies(table, after), policies(table, before))


def policies(table, rule):
    return f"""
        ALTER POLICY scope_read ON {table} USING ({rule});
        ALTER POLICY scope_update ON {table} USING ({rule}) WITH CHECK ({rule});
        ALTER POLICY scope_delete ON {table} USING ({rule});
    """


class Migration(migrations.Migration):

    dependencies = [
        ("mediature", "0041_tools"),
        ('organisations', '0003_data_protection_officer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='du')),
                ('ends_on', models.DateField(verbose_name='au')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation', verbose_name='organisation')),
                ('substitute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='remplaçant')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='absent')),
            ],
            options={
                'verbose_name': 'absence',
                'ordering': ['starts_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='absence_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('user', models.F('substitute')), _negated=True), name='absence_of_another')],
            },
        ),
        migrations.CreateModel(
            name='Deport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(max_length=2000, verbose_name='raison')),
                ('at', models.DateTimeField(default=parvis.kernel.clock.now, verbose_name='retirée le')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation', verbose_name='organisation')),
                ('requerant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mediature.requerant', verbose_name='requérant')),
                ('saisine', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mediature.saisine', verbose_name='saisine')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
            ],
            options={
                'verbose_name': 'déport',
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('saisine', 'user'), name='deport_once')],
            },
        ),
        EnableRowSecurity("Deport", [OFFICE]),
        EnableRowSecurity("Absence", [OFFICE]),
        closed_to_who_withdrew("mediature_saisine", "saisine_id"),
        closed_to_who_withdrew("mediature_requerant", "requerant_id"),
    ]
