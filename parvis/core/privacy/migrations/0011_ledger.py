"""The ledger of erasures, in a schema of its own that no backup of the platform takes: what it proves outlives them."""

from django.conf import settings
from django.db import migrations

CREATE = """
CREATE SCHEMA ledger;
CREATE TABLE ledger.entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    day date NOT NULL,
    label text NOT NULL,
    key bytea NOT NULL,
    year smallint NOT NULL,
    rule text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('erase', 'empty', 'request', 'seal')),
    columns text NOT NULL,
    register text NOT NULL,
    due date,
    done timestamptz NOT NULL,
    copies_pending integer NOT NULL
);
CREATE INDEX entry_by_day ON ledger.entry USING brin (day);
CREATE TABLE ledger.key (year smallint PRIMARY KEY, secret bytea, made timestamptz NOT NULL, destroyed timestamptz);
CREATE TABLE ledger.root (day date PRIMARY KEY, entries bigint NOT NULL, root bytea NOT NULL, made timestamptz NOT NULL);
CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'copies_pending') = (to_jsonb(OLD) - 'copies_pending') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the ledger is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger.entry
FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ledger.entry
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
"""
GRANTS = (
    "GRANT USAGE ON SCHEMA ledger TO {web}",
    "GRANT SELECT, INSERT, UPDATE (copies_pending) ON ledger.entry TO {web}",
    "GRANT SELECT, INSERT, UPDATE ON ledger.key, ledger.root TO {web}",
)


def grant(apps, schema_editor):
    """To the web role, which may add and never change."""
    web = schema_editor.quote_name(settings.PARVIS_WEB.user)
    for statement in GRANTS:
        schema_editor.execute(statement.format(web=web))


class Migration(migrations.Migration):
    dependencies = [("privacy", "0010_retention")]

    operations = [
        migrations.RunSQL(CREATE, "DROP SCHEMA ledger CASCADE"),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
