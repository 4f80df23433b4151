"""Breaches show to whoever answers for the platform, and to nobody else."""

from django.db import migrations

from parvis.kernel.database.row_security import ADMINISTRATOR, EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [("privacy", "0043_breaches")]

    operations = [
        EnableRowSecurity("Breach", [ADMINISTRATOR]),
        EnableRowSecurity("BreachNotice", [ADMINISTRATOR]),
    ]
