"""Appointments show with their case, to its office and to the person; tasks to the office alone, which writes both."""

from django.db import migrations

from parvis.kernel.database.row_security import USER, EnableRowSecurity, of_organisation

# Row security binds these looks too: who sees the case sees its appointments, who withdrew from it sees none.
OF_A_CASE = "EXISTS (SELECT FROM mediature_saisine s WHERE s.id = saisine_id)"
OFFICE = f"""EXISTS (
    SELECT FROM mediature_saisine s WHERE s.id = saisine_id AND {of_organisation("s.organisation_id")}
    AND ({USER} IS NULL OR s.organisation_id IN (
        SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
    ))
)"""


class Migration(migrations.Migration):
    dependencies = [("mediature", "0070_rendezvous")]

    operations = [
        EnableRowSecurity("RendezVous", [OF_A_CASE], write=[OFFICE]),
        EnableRowSecurity("Tache", [OFFICE]),
    ]
