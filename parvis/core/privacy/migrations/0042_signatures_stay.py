"""What was signed never changes: the database refuses, whoever asks. At its term a whole signature may go."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION privacy_signature_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a signature never changes: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER privacy_signed BEFORE UPDATE OR TRUNCATE ON privacy_decisiontaken
FOR EACH STATEMENT EXECUTE FUNCTION privacy_signature_stays();
CREATE TRIGGER privacy_signed BEFORE UPDATE OR TRUNCATE ON privacy_assessment
FOR EACH STATEMENT EXECUTE FUNCTION privacy_signature_stays();
"""
ALLOW = """
DROP TRIGGER privacy_signed ON privacy_decisiontaken;
DROP TRIGGER privacy_signed ON privacy_assessment;
DROP FUNCTION privacy_signature_stays();
"""


class Migration(migrations.Migration):

    dependencies = [("privacy", "0041_signatures")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
