"""What the guards of personal tables call: see the decision on guards."""

from django.db import migrations

REQUIRE_ACTOR = """
CREATE FUNCTION require_actor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('parvis.actor', true), '') = '' THEN
        RAISE EXCEPTION 'nobody is acting: % on the personal table % refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege', HINT = 'Open a scope (parvis.kernel.scope.open_scope).';
    END IF;
    RETURN NULL;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_append_only")]

    operations = [migrations.RunSQL(REQUIRE_ACTOR, "DROP FUNCTION require_actor() CASCADE")]
