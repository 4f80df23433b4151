"""Statistics, annual reports, recommendations and cases of past years: of the office alone, or published by it."""

import django.db.models.deletion
import parvis.kernel.clock
from django.conf import settings
from django.db import migrations, models

from parvis.kernel.database.row_security import USER, EnableRowSecurity, of_organisation


def of_office(column):
    """SQL: the row belongs to an office where whoever acts works; a task of the platform is nobody in particular."""
    return f"""({of_organisation(column)} AND ({USER} IS NULL OR {column} IN (
        SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
    )))"""


def under(table, key, column="organisation_id"):
    """SQL: what the row belongs to is of such an office."""
    return f"EXISTS (SELECT FROM {table} o WHERE o.id = {key} AND {of_office('o.' + column)})"


def seen_with(table, key):
    """SQL: row security shows what the row belongs to."""
    return f"EXISTS (SELECT FROM {table} o WHERE o.id = {key})"


OFFICE = of_office("organisation_id")
PUBLISHED = "published_on IS NOT NULL"


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_door'),
        ("mediature", "0027_parties_row_security"),
        ('organisations', '0003_data_protection_officer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Cas',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'dossier à l’origine d’une recommandation',
                'verbose_name_plural': 'dossiers à l’origine de recommandations',
            },
        ),
        migrations.CreateModel(
            name='CasPasse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField(verbose_name='ligne')),
                ('received_on', models.DateField(verbose_name='reçue le')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='recevabilité décidée le')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='terminée le')),
                ('recevabilite', models.CharField(choices=[('a-examiner', 'À examiner'), ('recevable', 'Recevable'), ('irrecevable', 'Irrecevable'), ('reorientee', 'Réorientée')], blank=True, max_length=11, verbose_name='recevabilité')),
                ('canal', models.CharField(blank=True, choices=[('bureau', 'Bureau ou permanence'), ('courrier', 'Courrier postal'), ('telephone', 'Téléphone'), ('courriel', 'Courrier électronique'), ('formulaire', 'Formulaire en ligne')], max_length=10, verbose_name='mode de saisine')),
                ('origine', models.CharField(blank=True, choices=[('usager', 'Usager'), ('tribunal', 'Tribunal administratif'), ('service', 'Service interne'), ('elu', 'Élu de la collectivité'), ('defenseur', 'Défenseur des droits'), ('mediateur', 'Auto-saisine du médiateur'), ('autre', 'Autre partenaire')], max_length=10, verbose_name='origine')),
                ('qualite', models.CharField(blank=True, choices=[('particulier', 'Particulier'), ('entreprise', 'Entreprise ou professionnel'), ('etablissement', 'Établissement public'), ('collectivite', 'Collectivité territoriale'), ('association', 'Association'), ('autre', 'Autre')], max_length=14, verbose_name='qualité du requérant')),
                ('demarche', models.CharField(blank=True, choices=[('aucune', 'Je n’ai encore rien demandé à ce service'), ('reponse', 'J’ai fait une démarche et j’ai eu une réponse'), ('silence', 'J’ai fait une démarche et je n’ai pas eu de réponse')], max_length=8, verbose_name='première démarche')),
                ('service', models.CharField(blank=True, max_length=200, verbose_name='service concerné')),
                ('issue', models.CharField(blank=True, choices=[('droit-usager', 'Droit à l’usager'), ('partiel', 'Droit partiel à l’usager et à l’administration'), ('droit-administration', 'Droit à l’administration'), ('service-interne', 'Orientation vers un service en interne'), ('autre-institution', 'Réorientation vers une autre institution'), ('renonciation', 'Renonciation de l’usager à la médiation'), ('inactivite', 'Pas de réponse de l’usager depuis plus de 3 mois'), ('irrecevable', 'Saisine irrecevable')], max_length=20, verbose_name='issue')),
                ('postal_code', models.CharField(blank=True, max_length=10, verbose_name='code postal')),
                ('town', models.CharField(blank=True, max_length=100, verbose_name='commune')),
            ],
            options={
                'verbose_name': 'cas d’une année passée',
                'verbose_name_plural': 'cas d’années passées',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='LigneReprise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField(verbose_name='ligne')),
                ('verdict', models.CharField(choices=[('acceptee', 'Acceptée'), ('corrigee', 'Corrigée'), ('refusee', 'Refusée')], max_length=10, verbose_name='verdict')),
                ('words', models.TextField(blank=True, verbose_name='pourquoi')),
                ('values', models.JSONField(default=dict, verbose_name='valeurs')),
            ],
            options={
                'verbose_name': 'ligne d’une reprise',
                'verbose_name_plural': 'lignes d’une reprise',
                'ordering': ['line'],
            },
        ),
        migrations.CreateModel(
            name='Rapport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                ('mot', models.TextField(blank=True, max_length=20000, verbose_name='le mot du médiateur')),
                ('activite', models.TextField(blank=True, max_length=20000, verbose_name='l’activité de l’année')),
                ('enseignements', models.TextField(blank=True, max_length=20000, verbose_name='ce que l’année enseigne')),
                ('perspectives', models.TextField(blank=True, max_length=20000, verbose_name='perspectives')),
                ('numbers', models.JSONField(blank=True, default=dict, verbose_name='chiffres figés')),
                ('finalised_at', models.DateTimeField(blank=True, null=True, verbose_name='arrêté le')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='publié le')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
            ],
            options={
                'verbose_name': 'rapport annuel',
                'verbose_name_plural': 'rapports annuels',
                'ordering': [models.OrderBy(models.F('year'), descending=True)],
            },
        ),
        migrations.CreateModel(
            name='Recommandation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='objet')),
                ('text', models.TextField(max_length=8000, verbose_name='proposition')),
                ('service', models.CharField(max_length=200, verbose_name='service destinataire')),
                ('sent_on', models.DateField(default=parvis.kernel.clock.today, verbose_name='adressée le')),
                ('reponse', models.CharField(choices=[('attendue', 'Réponse attendue'), ('acceptee', 'Acceptée'), ('partielle', 'Acceptée en partie'), ('refusee', 'Refusée')], default='attendue', max_length=10, verbose_name='réponse')),
                ('answer', models.TextField(blank=True, max_length=8000, verbose_name='ce que le service répond')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='réponse du')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='publiée le')),
            ],
            options={
                'verbose_name': 'recommandation',
                'ordering': [models.OrderBy(models.F('sent_on'), descending=True), '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Reprise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255, verbose_name='nom du fichier')),
                ('sha256', models.CharField(max_length=64, verbose_name='empreinte du fichier')),
                ('mapping', models.JSONField(default=list, verbose_name='correspondance des colonnes')),
                ('etat', models.CharField(choices=[('a-lire', 'Colonnes à faire correspondre'), ('essai', 'Essai en cours'), ('essayee', 'Essayée : rien n’est encore repris'), ('en-cours', 'Reprise en cours'), ('terminee', 'Reprise'), ('annulee', 'Annulée')], default='a-lire', max_length=10, verbose_name='état')),
                ('begun_at', models.DateTimeField(default=parvis.kernel.clock.now, verbose_name='commencée le')),
            ],
            options={
                'verbose_name': 'reprise d’années passées',
                'verbose_name_plural': 'reprises d’années passées',
                'ordering': [models.OrderBy(models.F('begun_at'), descending=True), '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Suivi',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                ('suite', models.CharField(choices=[('a-venir', 'Rien n’est encore fait'), ('engagee', 'Engagée'), ('realisee', 'Réalisée'), ('abandonnee', 'Abandonnée')], max_length=10, verbose_name='suite')),
                ('words', models.CharField(blank=True, max_length=1000, verbose_name='en mots')),
            ],
            options={
                'verbose_name': 'suivi d’une recommandation',
                'verbose_name_plural': 'suivis de recommandations',
                'ordering': [models.OrderBy(models.F('year'), descending=True)],
            },
        ),
        migrations.CreateModel(
            name='Transmission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('destinataire', models.CharField(choices=[('conseil', 'Organe délibérant'), ('defenseur', 'Défenseur des droits'), ('autre', 'Autre')], max_length=10, verbose_name='destinataire')),
                ('sent_on', models.DateField(default=parvis.kernel.clock.today, verbose_name='transmis le')),
                ('manner', models.CharField(max_length=300, verbose_name='comment')),
            ],
            options={
                'verbose_name': 'transmission d’un rapport',
                'verbose_name_plural': 'transmissions de rapports',
                'ordering': ['sent_on', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='saisine',
            index=models.Index(models.F('organisation'), models.F('received_on'), name='saisine_received'),
        ),
        migrations.AddIndex(
            model_name='saisine',
            index=models.Index(models.F('organisation'), models.F('closed_at'), name='saisine_closed'),
        ),
        migrations.AddField(
            model_name='cas',
            name='saisine',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mediature.saisine', verbose_name='saisine'),
        ),
        migrations.AddField(
            model_name='caspasse',
            name='domaine',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mediature.domaine', verbose_name='domaine'),
        ),
        migrations.AddField(
            model_name='caspasse',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='rapport',
            name='odt',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='rapport en ODT'),
        ),
        migrations.AddField(
            model_name='rapport',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='rapport',
            name='pdf',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='rapport en PDF'),
        ),
        migrations.AddField(
            model_name='recommandation',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='cas',
            name='recommandation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cas', to='mediature.recommandation', verbose_name='recommandation'),
        ),
        migrations.AddField(
            model_name='reprise',
            name='document',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.document', verbose_name='fichier'),
        ),
        migrations.AddField(
            model_name='reprise',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='lignereprise',
            name='reprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lignes', to='mediature.reprise', verbose_name='reprise'),
        ),
        migrations.AddField(
            model_name='caspasse',
            name='reprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cas', to='mediature.reprise', verbose_name='reprise'),
        ),
        migrations.AddField(
            model_name='suivi',
            name='recommandation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suivis', to='mediature.recommandation', verbose_name='recommandation'),
        ),
        migrations.AddField(
            model_name='transmission',
            name='rapport',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transmissions', to='mediature.rapport', verbose_name='rapport'),
        ),
        migrations.AddConstraint(
            model_name='rapport',
            constraint=models.UniqueConstraint(fields=('organisation', 'year'), name='rapport_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='rapport',
            constraint=models.CheckConstraint(condition=models.Q(('published_on', None), ('finalised_at__isnull', False), _connector='OR'), name='rapport_published_is_finalised'),
        ),
        migrations.AddConstraint(
            model_name='rapport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finalised_at', None), ('odt', None), ('pdf', None)), models.Q(('finalised_at__isnull', False), ('odt__isnull', False), ('pdf__isnull', False)), _connector='OR'), name='rapport_finalised_has_its_files'),
        ),
        migrations.AddIndex(
            model_name='recommandation',
            index=models.Index(models.F('organisation'), models.OrderBy(models.F('sent_on'), descending=True), name='recommandation_of_office'),
        ),
        migrations.AddConstraint(
            model_name='recommandation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_on', None), ('reponse', 'attendue')), models.Q(models.Q(('reponse', 'attendue'), _negated=True), ('answered_on__isnull', False)), _connector='OR'), name='recommandation_answered_says_when'),
        ),
        migrations.AddConstraint(
            model_name='cas',
            constraint=models.UniqueConstraint(fields=('recommandation', 'saisine'), name='cas_once'),
        ),
        migrations.AddConstraint(
            model_name='lignereprise',
            constraint=models.UniqueConstraint(fields=('reprise', 'line'), name='ligne_reprise_once'),
        ),
        migrations.AddIndex(
            model_name='caspasse',
            index=models.Index(models.F('organisation'), models.F('received_on'), name='cas_passe_of_office'),
        ),
        migrations.AddConstraint(
            model_name='caspasse',
            constraint=models.UniqueConstraint(fields=('reprise', 'line'), name='cas_passe_once'),
        ),
        migrations.AddConstraint(
            model_name='suivi',
            constraint=models.UniqueConstraint(fields=('recommandation', 'year'), name='suivi_once_a_year'),
        ),
        EnableRowSecurity("Recommandation", [OFFICE, PUBLISHED], write=[OFFICE]),
        EnableRowSecurity(
            "Suivi",
            [seen_with("mediature_recommandation", "recommandation_id")],
            write=[under("mediature_recommandation", "recommandation_id")],
        ),
        EnableRowSecurity(
            "Cas",
            [under("mediature_saisine", "saisine_id")],
            write=[f"{under('mediature_saisine', 'saisine_id')} AND {under('mediature_recommandation', 'recommandation_id')}"],
        ),
        EnableRowSecurity("Rapport", [OFFICE, PUBLISHED], write=[OFFICE]),
        EnableRowSecurity("Transmission", [under("mediature_rapport", "rapport_id")]),
        EnableRowSecurity("Reprise", [OFFICE]),
        EnableRowSecurity("LigneReprise", [under("mediature_reprise", "reprise_id")]),
        EnableRowSecurity("CasPasse", [OFFICE]),
    ]
