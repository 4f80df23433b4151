"""A published policy never changes: the database refuses, whoever asks."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION privacy_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published policy never changes: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER privacy_published_forever BEFORE UPDATE OR DELETE OR TRUNCATE ON privacy_policyversion
FOR EACH STATEMENT EXECUTE FUNCTION privacy_refuse_change();
"""
ALLOW = """
DROP TRIGGER privacy_published_forever ON privacy_policyversion;
DROP FUNCTION privacy_refuse_change();
"""


class Migration(migrations.Migration):

    dependencies = [("privacy", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
