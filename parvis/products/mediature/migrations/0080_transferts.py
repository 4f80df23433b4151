"""A case passes to another authority, with the agreement of its person."""

import django.db.models.deletion
import parvis.kernel.clock
from django.conf import settings
from django.db import migrations, models

from parvis.kernel.database.row_security import EVERYTHING, USER, EnableRowSecurity, of_organisation



OFFICE = f"""({of_organisation("s.organisation_id")} AND ({USER} IS NULL OR s.organisation_id IN (
    SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
)))"""
# Row security binds these looks too: who sees the case sees its transfers, and answers them; its office makes them.
OF_A_CASE = "EXISTS (SELECT FROM mediature_saisine s WHERE s.id = saisine_id)"
MADE = f"EXISTS (SELECT FROM mediature_saisine s WHERE s.id = saisine_id AND {OFFICE})"


class Migration(migrations.Migration):

    dependencies = [
        ("mediature", "0071_rendezvous_row_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Transfert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reasons', models.TextField(max_length=4000, verbose_name='raisons dites à la personne')),
                ('at', models.DateTimeField(default=parvis.kernel.clock.now, verbose_name='proposé le')),
                ('etat', models.CharField(choices=[('propose', 'Réponse attendue'), ('accepte', 'Acceptée'), ('refuse', 'Refusée'), ('abandonne', 'Abandonnée par le bureau')], default='propose', max_length=9, verbose_name='suite')),
                ('canal', models.CharField(blank=True, choices=[('bureau', 'Bureau ou permanence'), ('courrier', 'Courrier postal'), ('telephone', 'Téléphone'), ('courriel', 'Courrier électronique'), ('formulaire', 'Formulaire en ligne')], max_length=10, verbose_name='réponse donnée')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='réponse du')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='comment la réponse a été donnée')),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='nouveau numéro')),
                ('code_given_at', models.DateTimeField(blank=True, null=True, verbose_name='nouveau code remis le')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposé par')),
                ('saisine', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transferts', to='mediature.saisine', verbose_name='saisine')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mediature.saisine', verbose_name='nouvelle saisine')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mediature.collectivite', verbose_name='collectivité destinataire')),
            ],
            options={
                'verbose_name': 'transfert',
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('etat', 'propose')), fields=('saisine',), name='transfert_one_waiting'), models.CheckConstraint(condition=models.Q(models.Q(('etat', 'accepte'), _negated=True), models.Q(('answered_on__isnull', False), models.Q(('canal', ''), _negated=True), models.Q(('number', ''), _negated=True)), _connector='OR'), name='transfert_agreed_says_how')],
            },
        ),
        EnableRowSecurity("Transfert", [OF_A_CASE]),
        migrations.RunSQL(
            f"""
            ALTER POLICY scope_insert ON mediature_transfert WITH CHECK ({EVERYTHING} OR {MADE});
            ALTER POLICY scope_delete ON mediature_transfert USING ({EVERYTHING} OR {MADE});
            """,
            migrations.RunSQL.noop,
        ),
    ]
