"""Requests are seen by the desk that answers, by administrators and by the person; a step is never rewritten."""

from django.db import migrations

from parvis.kernel.database.row_security import ADMINISTRATOR, EnableRowSecurity, of_organisation, of_user

# Columns are named with their table: inside the subquery a bare name would be that of the leg.
LEG = "EXISTS (SELECT 1 FROM privacy_rightsleg leg WHERE leg.request_id = {})"
REFUSE = """
CREATE FUNCTION privacy_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a step is never rewritten: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER privacy_step_written_once BEFORE UPDATE OR TRUNCATE ON privacy_rightsstep
FOR EACH STATEMENT EXECUTE FUNCTION privacy_refuse_rewriting();
"""
ALLOW = """
DROP TRIGGER privacy_step_written_once ON privacy_rightsstep;
DROP FUNCTION privacy_refuse_rewriting();
"""


class Migration(migrations.Migration):

    dependencies = [("privacy", "0020_rights")]

    operations = [
        EnableRowSecurity(
            "RightsLeg", [of_organisation("organisation"), of_user("account"), ADMINISTRATOR], write=[ADMINISTRATOR]
        ),
        EnableRowSecurity(
            "RightsRequest", [of_user("account_id"), LEG.format("privacy_rightsrequest.id"), ADMINISTRATOR], write=[ADMINISTRATOR]
        ),
        EnableRowSecurity("RightsStep", [LEG.format("privacy_rightsstep.request_id"), ADMINISTRATOR], write=[ADMINISTRATOR]),
        EnableRowSecurity("Suppression", [], write=[]),
        EnableRowSecurity("RightsDesk", [ADMINISTRATOR]),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
