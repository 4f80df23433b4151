"""In an emergency, row security itself shows one case to one administrator, for an hour; and they write nothing.

The session says at which instant it reads (`parvis.emergency`); otherwise these policies show nothing, whoever acts.
A restrictive policy refuses every write of a session that reads so: what shows with its case is often written with it.
"""

from django.db import migrations

from parvis.kernel.database.row_security import (
    ADMINISTRATOR,
    EMERGENCY,
    EVERYTHING,
    USER,
    EnableRowSecurity,
    of_organisation,
)

OFFICE = f"""({of_organisation("organisation_id")} AND ({USER} IS NULL OR organisation_id IN (
    SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
)))"""
OWN = f"user_id = {USER} AND {ADMINISTRATOR}"
OPENED = f"""(
    SELECT e.saisine_id FROM mediature_accesexceptionnel e
    WHERE e.user_id = {USER} AND {ADMINISTRATOR} AND e.at <= {EMERGENCY} AND e.ends_at > {EMERGENCY}
)"""
PART = f"{EMERGENCY} IS NOT NULL AND saisine_id IN {OPENED}"
SHOWN = {
    "mediature_saisine": f"{EMERGENCY} IS NOT NULL AND id IN {OPENED}",
    "mediature_requerant": f"""{EMERGENCY} IS NOT NULL AND id IN (
        SELECT s.requerant_id FROM mediature_saisine s WHERE s.id IN {OPENED}
    )""",
    **dict.fromkeys(("mediature_sollicitation", "mediature_reponse"), PART),
    **dict.fromkeys(
        ("mediature_piece", "mediature_note", "mediature_ligne", "mediature_message"),
        f"{PART} AND visibility <> 'mediateur'",
    ),
}
ONCE = f"""
    ALTER POLICY scope_update ON mediature_accesexceptionnel USING ({EVERYTHING}) WITH CHECK ({EVERYTHING});
    ALTER POLICY scope_delete ON mediature_accesexceptionnel USING ({EVERYTHING});
"""
EACH = """
    DO $$
    DECLARE
        held regclass;
    BEGIN
        FOR held IN
            SELECT oid FROM pg_class
            WHERE relname LIKE 'mediature\\_%' AND relkind = 'r' AND relrowsecurity AND relnamespace = current_schema()::regnamespace
        LOOP
            {each}
        END LOOP;
    END $$;
"""
REFUSED = EACH.replace(
    "{each}",
    f"""
            EXECUTE format('CREATE POLICY emergency_insert ON %s AS RESTRICTIVE FOR INSERT WITH CHECK (%s)',
                held, $rule${EMERGENCY} IS NULL$rule$);
            EXECUTE format('CREATE POLICY emergency_update ON %s AS RESTRICTIVE FOR UPDATE USING (%s)',
                held, $rule${EMERGENCY} IS NULL$rule$);
            EXECUTE format('CREATE POLICY emergency_delete ON %s AS RESTRICTIVE FOR DELETE USING (%s)',
                held, $rule${EMERGENCY} IS NULL$rule$);
""",
)
ALLOWED = EACH.replace(
    "{each}",
    """
            EXECUTE format('DROP POLICY emergency_insert ON %s', held);
            EXECUTE format('DROP POLICY emergency_update ON %s', held);
            EXECUTE format('DROP POLICY emergency_delete ON %s', held);
""",
)


class Migration(migrations.Migration):
    dependencies = [("mediature", "0090_acces")]

    operations = [
        EnableRowSecurity("AccesExceptionnel", [OFFICE, OWN], write=[OWN]),
        migrations.RunSQL(ONCE, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(
                f"CREATE POLICY emergency_read ON {table} FOR SELECT USING ({rule})",
                f"DROP POLICY emergency_read ON {table}",
            )
            for table, rule in SHOWN.items()
        ),
        migrations.RunSQL(REFUSED, ALLOWED),
    ]
