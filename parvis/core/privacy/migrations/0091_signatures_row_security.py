"""A signature shows to administrators and to whom it binds; only the officer of that organisation adds one, none removes it."""

from django.db import migrations

from parvis.kernel.database.row_security import ADMINISTRATOR, EVERYTHING, USER, EnableRowSecurity, of_organisation

SIGNED = ("privacy_decisiontaken", "privacy_assessment")
OFFICER = """EXISTS (
    SELECT 1 FROM organisations_membership member
    JOIN privacy_rightsdesk desk ON desk.organisation_id = member.organisation_id
    WHERE member.user_id = {user} AND member.role = 'dpo' AND member.ended_on IS NULL
      AND desk.organisation_id = {table}.organisation AND desk.controller = {table}.controller
)"""
# An organisation knows that it answers for a controller.
DESK = "ALTER POLICY scope_read ON privacy_rightsdesk USING ({})"
READ_BY_ALL_DESKS = DESK.format(" OR ".join([EVERYTHING, ADMINISTRATOR, of_organisation("organisation_id")]))
READ_BY_ADMINISTRATORS = DESK.format(f"{EVERYTHING} OR {ADMINISTRATOR}")
# At its term a signature goes by the night, and by nobody else.
KEPT = ";".join(f"ALTER POLICY scope_delete ON {table} USING ({EVERYTHING})" for table in SIGNED)


def guarded(model: str, table: str) -> EnableRowSecurity:
    return EnableRowSecurity(
        model,
        [ADMINISTRATOR, of_organisation("organisation")],
        write=[ADMINISTRATOR, OFFICER.format(user=USER, table=table)],
    )


class Migration(migrations.Migration):

    dependencies = [("privacy", "0090_signatories"), ("organisations", "0002_row_security")]

    operations = [
        migrations.RunSQL(READ_BY_ALL_DESKS, READ_BY_ADMINISTRATORS),
        *(guarded(model, table) for model, table in zip(("DecisionTaken", "Assessment"), SIGNED, strict=True)),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
    ]
