"""An opinion shows with its case; the office reads it, and cannot write one in the place of the person."""

from django.db import migrations

from parvis.kernel.database.row_security import USER, EnableRowSecurity, of_organisation

# Row security binds this look too: who sees the case sees what the person thought of it.
OF_A_CASE = "EXISTS (SELECT FROM mediature_saisine s WHERE s.id = saisine_id)"
BY_THE_LINK = f"""{USER} IS NULL AND EXISTS (
    SELECT FROM mediature_saisine s WHERE s.id = saisine_id AND {of_organisation("s.organisation_id")}
)"""


class Migration(migrations.Migration):
    dependencies = [("mediature", "0024_avis")]

    operations = [EnableRowSecurity("Avis", [OF_A_CASE], write=[BY_THE_LINK])]
