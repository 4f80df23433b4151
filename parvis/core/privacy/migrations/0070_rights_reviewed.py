
import parvis.kernel.masters
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0060_drills'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='rightsleg',
            name='right_open_once',
        ),
        migrations.AddField(
            model_name='rightsrequest',
            name='postal_address',
            field=models.CharField(blank=True, max_length=300, verbose_name='adresse postale'),
        ),
        migrations.AddField(
            model_name='rightsrequest',
            name='represented_email',
            field=models.EmailField(blank=True, max_length=320, verbose_name='adresse électronique de la personne représentée'),
        ),
        migrations.AddField(
            model_name='rightsrequest',
            name='represented_phone',
            field=models.CharField(blank=True, max_length=20, verbose_name='téléphone de la personne représentée'),
        ),
        migrations.AddField(
            model_name='suppression',
            name='key',
            field=models.CharField(default=parvis.kernel.masters.present_fingerprint, max_length=16, verbose_name='clé employée'),
        ),
        migrations.AlterField(
            model_name='rightsleg',
            name='ground',
            field=models.CharField(blank=True, choices=[('nothing', 'Nous ne détenons aucune donnée sur vous.'), ('identity', 'Votre identité n’a pas pu être établie malgré notre demande.'), ('mandate', 'Le mandat ne permet pas de vous répondre : il manque, il est incomplet ou il a pris fin.'), ('legal-duty', 'La loi nous oblige à conserver ces données (article 17-3 b) du RGPD).'), ('public-task', 'Ces données sont nécessaires à notre mission d’intérêt public (article 17-3 b) du RGPD).'), ('expression', 'Ces données relèvent de la liberté d’expression et d’information (article 17-3 a) du RGPD).'), ('health', 'Un intérêt public de santé publique s’y oppose (article 17-3 c) du RGPD).'), ('archives', 'Ces données sont des archives d’intérêt public ou servent à la recherche (article 17-3 d) du RGPD).'), ('claims', 'Ces données servent à constater, exercer ou défendre un droit en justice (article 17-3 e) du RGPD).'), ('compelling', 'Des motifs légitimes et impérieux prévalent (article 21-1 du RGPD).'), ('accurate', 'Après vérification, ces données sont exactes.'), ('not-provided', 'Vous n’avez pas fourni ces données : la portabilité ne les concerne pas (article 20-1 du RGPD).'), ('repetitive', 'Cette demande est manifestement excessive : elle répète une demande récente (article 12-5 du RGPD).')], max_length=20, verbose_name='motif du refus'),
        ),
        migrations.AlterField(
            model_name='rightsleg',
            name='state',
            field=models.CharField(choices=[('identity', 'Identité à confirmer'), ('open', 'En cours'), ('extended', 'En cours, délai prolongé'), ('answered', 'Acceptée'), ('partly', 'Acceptée en partie'), ('refused', 'Refusée'), ('withdrawn', 'Retirée')], default='identity', max_length=10, verbose_name='état'),
        ),
        migrations.AlterField(
            model_name='rightsrequest',
            name='proof',
            field=models.CharField(choices=[('none', 'pas encore'), ('session', 'session ouverte avec le compte'), ('link', 'lien ouvert depuis l’adresse électronique donnée'), ('file', 'numéro de dossier et coordonnées, vérifiés avec la personne'), ('document', 'pièce d’identité, détruite à la décision'), ('mandate', 'mandat vérifié, détruit à la décision')], default='none', max_length=10, verbose_name='identité'),
        ),
        migrations.AddConstraint(
            model_name='rightsleg',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('identity', 'open', 'extended'))), fields=('subject', 'right', 'service', 'controller', 'addressee'), name='right_open_once'),
        ),
    ]
