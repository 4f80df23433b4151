"""What the policies that hide restricted people ask, and how row security is switched on where they are."""

from django.conf import settings
from django.db import migrations

# One call a query: the policies put it in a subquery of its own.
RESTRICTED = """
CREATE TABLE privacy_hiding (people text NOT NULL, relation text NOT NULL, PRIMARY KEY (people, relation));
CREATE FUNCTION privacy_restricted(label text) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN coalesce(current_setting('parvis.restricted', true), '') <> '' THEN '{}'
    ELSE ARRAY(
        SELECT substr(person, length(label) + 2) FROM privacy_restriction
        WHERE lifted_on IS NULL AND person LIKE label || ':%'
    ) END
$$;
CREATE FUNCTION privacy_restricted_through(label text, relation text, key text, person text) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    people text[] := privacy_restricted(label);
    found text[] := '{}';
BEGIN
    IF people <> '{}' THEN
        EXECUTE format('SELECT array_agg(%I::text) FROM %I WHERE %I::text = ANY ($1)', key, relation, person)
        INTO found USING people;
    END IF;
    RETURN coalesce(found, '{}');
END $$;
CREATE FUNCTION privacy_hide_restricted(label text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
    name text;
    changed integer := 0;
BEGIN
    FOR name IN
        SELECT relation FROM privacy_hiding JOIN pg_class ON pg_class.oid = to_regclass(quote_ident(relation))
        WHERE people = label AND NOT relrowsecurity
    LOOP
        -- A restrictive policy only narrows: without a permissive one nothing would be seen.
        EXECUTE format('CREATE POLICY anybody ON %I USING (true) WITH CHECK (true)', name);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        changed := changed + 1;
    END LOOP;
    RETURN changed;
END $$;
"""


def protect(apps, schema_editor):
    """The web role reads which tables are concerned, and changes nothing of it."""
    web = schema_editor.quote_name(settings.PARVIS_WEB.user)
    schema_editor.execute(f"REVOKE ALL ON privacy_hiding FROM {web}")
    schema_editor.execute(f"GRANT SELECT ON privacy_hiding TO {web}")


class Migration(migrations.Migration):
    dependencies = [("privacy", "0011_ledger")]

    operations = [
        migrations.RunSQL(
            RESTRICTED,
            "DROP FUNCTION privacy_hide_restricted(text); DROP FUNCTION privacy_restricted_through(text, text, text, text) "
            "CASCADE; DROP FUNCTION privacy_restricted(text) CASCADE; "
            "DROP TABLE privacy_hiding",
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
