
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('data_inclusion', '0014_contact_notices'),
    ]

    operations = [
        migrations.AddField(
            model_name='hiddencontact',
            name='contact_nom_prenom',
            field=models.TextField(blank=True, verbose_name='personne à contacter'),
        ),
    ]
