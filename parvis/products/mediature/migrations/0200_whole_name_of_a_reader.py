"""The name of whoever reads in an emergency is kept whole, however long the account lets it be."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mediature", "0190_texts_known_by_a_key")]

    operations = [
        migrations.AlterField("accesexceptionnel", "name", models.CharField("nom", max_length=302)),
    ]
