"""Views, texts, links between cases and cases that became one."""

import django.db.models.deletion
import parvis.kernel.clock
from django.conf import settings
from django.db import migrations, models


from parvis.kernel.database.row_security import ACTOR, ADMINISTRATOR, USER, EnableRowSecurity, of_organisation

OFFICE = f"""({of_organisation("organisation_id")} AND ({USER} IS NULL OR organisation_id IN (
    SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
)))"""
# Row security binds these looks too: who sees a case sees what ties it.
OF_CASES = """EXISTS (SELECT FROM mediature_saisine s WHERE s.id = {one}) AND
    EXISTS (SELECT FROM mediature_saisine s WHERE s.id = {other})"""


class Migration(migrations.Migration):

    dependencies = [
        ("mediature", "0040_search"),
        ('organisations', '0003_data_protection_officer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Fusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=parvis.kernel.clock.now, verbose_name='joint le')),
                ('moved', models.JSONField(default=dict, verbose_name='lignes déplacées')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='défait le')),
            ],
            options={
                'verbose_name': 'jonction de dossiers',
                'verbose_name_plural': 'jonctions de dossiers',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Lien',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=parvis.kernel.clock.now, verbose_name='lié le')),
            ],
            options={
                'verbose_name': 'lien entre dossiers',
                'verbose_name_plural': 'liens entre dossiers',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Modele',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='titre')),
                ('text', models.TextField(max_length=8000, verbose_name='texte')),
                ('archived_on', models.DateField(blank=True, null=True, verbose_name='archivé le')),
            ],
            options={
                'verbose_name': 'modèle de texte',
                'verbose_name_plural': 'modèles de texte',
                'ordering': ['title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Vue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='nom de la vue')),
                ('query', models.CharField(max_length=1000, verbose_name='filtres')),
                ('shared', models.BooleanField(default=False, verbose_name='partagée avec le bureau')),
                ('preferred', models.BooleanField(default=False, verbose_name='ouverte d’abord par son auteur')),
                ('kept_at', models.DateTimeField(default=parvis.kernel.clock.now, verbose_name='enregistrée le')),
            ],
            options={
                'verbose_name': 'vue de la liste',
                'verbose_name_plural': 'vues de la liste',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='saisine',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mediature.saisine', verbose_name='jointe à'),
        ),
        migrations.AddIndex(
            model_name='saisine',
            index=models.Index(models.F('organisation'), models.OrderBy(models.F('received_on'), descending=True), models.OrderBy(models.F('id'), descending=True), name='saisine_by_date'),
        ),
        migrations.AddField(
            model_name='fusion',
            name='absorbed',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mediature.saisine', verbose_name='dossier joint'),
        ),
        migrations.AddField(
            model_name='fusion',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='joint par'),
        ),
        migrations.AddField(
            model_name='fusion',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mediature.saisine', verbose_name='dossier gardé'),
        ),
        migrations.AddField(
            model_name='fusion',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mediature.requerant', verbose_name='requérant du dossier joint'),
        ),
        migrations.AddField(
            model_name='lien',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lié par'),
        ),
        migrations.AddField(
            model_name='lien',
            name='one',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mediature.saisine', verbose_name='dossier'),
        ),
        migrations.AddField(
            model_name='lien',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mediature.saisine', verbose_name='autre dossier'),
        ),
        migrations.AddField(
            model_name='modele',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='vue',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur'),
        ),
        migrations.AddField(
            model_name='vue',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation', verbose_name='organisation'),
        ),
        migrations.AddConstraint(
            model_name='lien',
            constraint=models.UniqueConstraint(fields=('one', 'other'), name='lien_once'),
        ),
        migrations.AddConstraint(
            model_name='lien',
            constraint=models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='lien_in_order'),
        ),
        migrations.AddConstraint(
            model_name='modele',
            constraint=models.UniqueConstraint(condition=models.Q(('archived_on', None)), fields=('organisation', 'title'), name='modele_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='vue',
            constraint=models.UniqueConstraint(fields=('organisation', 'author', 'name'), name='vue_once'),
        ),
        migrations.AddConstraint(
            model_name='vue',
            constraint=models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('author',), name='vue_one_preferred'),
        ),
        migrations.AddIndex(
            model_name="requerant",
            index=models.Index(fields=["organisation", "email"], name="requerant_by_email"),
        ),
        migrations.AddIndex(
            model_name="requerant",
            index=models.Index(fields=["organisation", "phone"], name="requerant_by_phone"),
        ),
        EnableRowSecurity(
            "Vue", [f"({OFFICE} AND (shared OR author_id = {USER}))"], write=[f"({OFFICE} AND author_id = {USER})"]
        ),
        EnableRowSecurity("Modele", [f"(organisation_id IS NULL AND {ACTOR})", OFFICE], write=[OFFICE, ADMINISTRATOR]),
        EnableRowSecurity("Lien", [f"({OF_CASES.format(one='one_id', other='other_id')})"]),
        EnableRowSecurity("Fusion", [f"({OF_CASES.format(one='kept_id', other='absorbed_id')})"]),
    ]
