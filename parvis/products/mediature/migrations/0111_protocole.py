"""The agreement that ends a mediation: proposed to the parties, concluded, followed."""

import django.db.models.deletion
import parvis.kernel.clock
from django.conf import settings
from django.db import migrations, models

from parvis.kernel.database.row_security import EMERGENCY, EVERYTHING, USER, EnableRowSecurity, of_organisation

# Row security binds these looks too: who sees the case sees its agreement; its person, once it is proposed to them, and
# of the answers their own, which they write by themselves.
OFFICE = f"""EXISTS (
    SELECT FROM mediature_saisine s WHERE s.id = saisine_id AND {of_organisation("s.organisation_id")}
    AND ({USER} IS NULL OR s.organisation_id IN (
        SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
    ))
)"""
PROPOSED = """(etat <> 'projet' AND proposed_on IS NOT NULL
    AND EXISTS (SELECT FROM mediature_saisine s WHERE s.id = saisine_id))"""
OF_A_PROTOCOL = "EXISTS (SELECT FROM mediature_protocole p WHERE p.id = protocole_id)"
OWN = f"(cote = 'requerant' AND moyen = 'en-ligne' AND {OF_A_PROTOCOL})"
ONCE = f"""
    ALTER POLICY scope_update ON mediature_signature USING ({EVERYTHING}) WITH CHECK ({EVERYTHING});
    ALTER POLICY scope_delete ON mediature_signature USING ({EVERYTHING});
"""


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
        ("mediature", "0110_scission"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Protocole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('etat', models.CharField(choices=[('projet', 'Projet'), ('propose', 'Proposé aux parties'), ('conclu', 'Conclu'), ('homologue', 'Homologué par le juge'), ('non-conclu', 'Non conclu')], default='projet', max_length=10, verbose_name='état')),
                ('text', models.TextField(max_length=20000, verbose_name='articles')),
                ('revision', models.PositiveSmallIntegerField(default=1, verbose_name='version du texte')),
                ('written_at', models.DateTimeField(default=parvis.kernel.clock.now, verbose_name='préparé le')),
                ('proposed_on', models.DateField(blank=True, null=True, verbose_name='proposé le')),
                ('concluded_on', models.DateField(blank=True, null=True, verbose_name='conclu le')),
                ('homologated_on', models.DateField(blank=True, null=True, verbose_name='homologué le')),
                ('court', models.CharField(blank=True, max_length=200, verbose_name='juridiction')),
                ('why', models.CharField(blank=True, max_length=500, verbose_name='raison de l’échec')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='préparé par')),
                ('piece', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mediature.piece', verbose_name='texte proposé')),
                ('saisine', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='protocoles', to='mediature.saisine', verbose_name='saisine')),
            ],
            options={
                'verbose_name': 'protocole d’accord',
                'verbose_name_plural': 'protocoles d’accord',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Engagement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(max_length=200, verbose_name='qui s’engage')),
                ('words', models.CharField(max_length=1000, verbose_name='à quoi')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='pour le')),
                ('execution', models.CharField(choices=[('attendu', 'Attendu'), ('tenu', 'Tenu'), ('non-tenu', 'Non tenu')], default='attendu', max_length=8, verbose_name='suite')),
                ('told_on', models.DateField(blank=True, null=True, verbose_name='constatée le')),
                ('how', models.CharField(blank=True, max_length=500, verbose_name='comment on le sait')),
                ('saisine', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mediature.saisine', verbose_name='saisine')),
                ('tache', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mediature.tache', verbose_name='tâche de rappel')),
                ('protocole', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='engagements', to='mediature.protocole', verbose_name='protocole d’accord')),
            ],
            options={
                'verbose_name': 'engagement',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cote', models.CharField(choices=[('requerant', 'La personne'), ('representant', 'Qui la représente'), ('administration', 'L’administration'), ('autre', 'Un tiers')], max_length=14, verbose_name='côté')),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('revision', models.PositiveSmallIntegerField(verbose_name='version du texte')),
                ('answer', models.CharField(choices=[('accepte', 'Accepte'), ('modification', 'Demande une modification'), ('refuse', 'Refuse')], max_length=12, verbose_name='réponse')),
                ('moyen', models.CharField(choices=[('en-ligne', 'En ligne, sur la page de suivi'), ('papier', 'Par écrit, sur papier'), ('courriel', 'Par courriel'), ('sur-place', 'Sur place, au bureau')], max_length=10, verbose_name='donnée')),
                ('on', models.DateField(verbose_name='le')),
                ('words', models.TextField(blank=True, max_length=4000, verbose_name='en mots')),
                ('at', models.DateTimeField(default=parvis.kernel.clock.now, verbose_name='inscrite le')),
                ('partie', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mediature.partie', verbose_name='partie')),
                ('piece', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mediature.piece', verbose_name='exemplaire signé')),
                ('protocole', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='mediature.protocole', verbose_name='protocole d’accord')),
                ('saisine', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mediature.saisine', verbose_name='saisine')),
            ],
            options={
                'verbose_name': 'réponse à un protocole',
                'verbose_name_plural': 'réponses à un protocole',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='protocole',
            index=models.Index(models.F('concluded_on'), name='protocole_concluded'),
        ),
        migrations.AddConstraint(
            model_name='protocole',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('etat__in', ['conclu', 'homologue']), _negated=True), ('concluded_on__isnull', False), _connector='OR'), name='protocole_concluded_says_when'),
        ),
        migrations.AddConstraint(
            model_name='protocole',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('etat', 'homologue'), _negated=True), models.Q(('homologated_on__isnull', False), models.Q(('court', ''), _negated=True)), _connector='OR'), name='protocole_homologated_says_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='engagement',
            constraint=models.CheckConstraint(condition=models.Q(('execution', 'attendu'), ('told_on__isnull', False), _connector='OR'), name='engagement_told_says_when'),
        ),
        EnableRowSecurity("Protocole", [OFFICE, PROPOSED], write=[OFFICE]),
        EnableRowSecurity("Engagement", [OF_A_PROTOCOL], write=[OFFICE]),
        EnableRowSecurity("Signature", [OFFICE, f"(cote = 'requerant' AND {OF_A_PROTOCOL})"], write=[OFFICE, OWN]),
        migrations.RunSQL(ONCE, migrations.RunSQL.noop),
        *(refused_in_an_emergency(f"mediature_{name}") for name in ("protocole", "engagement", "signature")),
    ]
