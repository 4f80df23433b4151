"""An access to one case, in an emergency; who, on what ground and why."""

import datetime
import django.db.models.deletion
import django.db.models.expressions
import parvis.kernel.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("mediature", "0080_transferts"),
        ('organisations', '0003_data_protection_officer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='ligne',
            name='fait',
            field=models.CharField(choices=[('depot', 'Saisine déposée'), ('enregistrement', 'Saisine enregistrée par le bureau'), ('attribution', 'Dossier attribué'), ('liberation', 'Dossier rendu au bureau'), ('recevabilite', 'Recevabilité décidée'), ('etat', 'Avancement'), ('piece', 'Document ajouté'), ('message', 'Message'), ('cloture', 'Dossier clos'), ('reouverture', 'Dossier rouvert'), ('retrait', 'Saisine retirée'), ('acces', 'Accès exceptionnel')], max_length=15, verbose_name='fait'),
        ),
        migrations.CreateModel(
            name='AccesExceptionnel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='nom')),
                ('motif', models.CharField(choices=[('danger', 'Une personne est en danger'), ('blocage', 'Le bureau ne peut plus ouvrir ce dossier, et un délai court'), ('justice', 'La loi ou la justice l’exige'), ('incident', 'Un incident de sécurité touche ce dossier')], max_length=8, verbose_name='motif')),
                ('reason', models.TextField(max_length=2000, verbose_name='raison')),
                ('at', models.DateTimeField(default=parvis.kernel.clock.now, verbose_name='ouvert le')),
                ('ends_at', models.DateTimeField(verbose_name='fermé le')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation', verbose_name='organisation')),
                ('saisine', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mediature.saisine', verbose_name='saisine')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
            ],
            options={
                'verbose_name': 'accès exceptionnel',
                'verbose_name_plural': 'accès exceptionnels',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(models.F('user'), models.F('ends_at'), name='acces_of_user')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('at')), ('ends_at__lte', django.db.models.expressions.CombinedExpression(models.F('at'), '+', models.Value(datetime.timedelta(seconds=3600))))), name='acces_an_hour_at_most')],
            },
        ),
    ]
