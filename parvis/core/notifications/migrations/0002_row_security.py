"""A request writes mails and never reads them; the platform's own tasks send them."""

from django.db import migrations

from parvis.kernel.database.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [EnableRowSecurity("Outgoing", [], write=["true"])]
