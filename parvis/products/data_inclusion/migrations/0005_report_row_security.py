"""Reports are read by the administrators of the platform; whoever acts may send one."""

from django.db import migrations

from parvis.kernel.database.row_security import ACTOR, ADMINISTRATOR, EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("data_inclusion", "0004_finding")]

    operations = [EnableRowSecurity("ErrorReport", [ADMINISTRATOR], write=[ACTOR])]
