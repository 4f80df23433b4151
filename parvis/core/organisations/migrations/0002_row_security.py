from django.db import migrations

from parvis.kernel.database.row_security import ADMINISTRATOR, EnableRowSecurity, of_organisation, of_user

OF_ORGANISATION = of_organisation("organisation_id")


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_organisations"), ("journal", "0002_append_only")]

    operations = [
        EnableRowSecurity("Organisation", [of_organisation("id"), ADMINISTRATOR]),
        EnableRowSecurity(
            "Membership", [OF_ORGANISATION, of_user("user_id"), ADMINISTRATOR], write=[OF_ORGANISATION, ADMINISTRATOR]
        ),
        EnableRowSecurity("Invitation", [OF_ORGANISATION, ADMINISTRATOR]),
    ]
