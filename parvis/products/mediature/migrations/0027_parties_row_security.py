"""The parties of a case show to its office alone."""

from django.db import migrations

from parvis.kernel.database.row_security import USER, EnableRowSecurity, of_organisation

OFFICE = f"""EXISTS (
    SELECT FROM mediature_saisine s WHERE s.id = saisine_id AND {of_organisation("s.organisation_id")}
    AND ({USER} IS NULL OR s.organisation_id IN (
        SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
    ))
)"""


class Migration(migrations.Migration):
    dependencies = [("mediature", "0026_parties")]

    operations = [EnableRowSecurity("Partie", [OFFICE])]
