"""That a document exists is public; only whoever answers for the platform writes one down."""

from django.db import migrations

from parvis.kernel.database.row_security import ADMINISTRATOR, EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [("privacy", "0092_attestation")]

    operations = [EnableRowSecurity("Attestation", ["true"], write=[ADMINISTRATOR])]
