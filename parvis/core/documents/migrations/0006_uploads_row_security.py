"""A file on its way shows to whoever sends it, and to nobody else."""

from django.db import migrations

from parvis.kernel.database.row_security import EnableRowSecurity

SENDER = "holder <> '' AND holder = current_setting('parvis.actor', true)"


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_uploads")]

    operations = [EnableRowSecurity("Upload", [SENDER])]
