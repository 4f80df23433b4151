"""Append-only, sealed at commit, one partition a month: see the decision on sealing."""

from django.db import migrations

from parvis.kernel import clock
from parvis.kernel.database.row_security import ACTOR, ADMINISTRATOR, EnableRowSecurity, of_organisation

REFUSE = """
CREATE FUNCTION journal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$
"""

# Whoever was granted something by default keeps only what is named; the owner keeps the rest.
PROTECT = """
CREATE FUNCTION journal_protect(relation regclass, kept text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    grantee text;
BEGIN
    EXECUTE format('CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %s '
                   'FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change()', relation);
    FOR grantee IN
        SELECT DISTINCT acl.grantee::regrole::text
        FROM pg_class, aclexplode(relacl) AS acl
        WHERE pg_class.oid = relation AND acl.grantee NOT IN (0, relowner)
    LOOP
        EXECUTE format('REVOKE ALL ON %s FROM %s', relation, grantee);
        IF kept <> '' THEN
            EXECUTE format('GRANT %s ON %s TO %s', kept, relation, grantee);
        END IF;
    END LOOP;
END $$
"""

PARTITIONS = """
CREATE FUNCTION journal_prepare_months(first date, ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
    month timestamp;
    name text;
    made integer := 0;
BEGIN
    FOR step IN 0 .. least(ahead, 12) LOOP
        month := date_trunc('month', first) + make_interval(months => step);
        name := 'journal_entry_' || to_char(month, 'YYYY_MM');
        CONTINUE WHEN to_regclass(name) IS NOT NULL;
        -- Lines that arrived before their month was prepared stay in the default partition.
        CONTINUE WHEN EXISTS (
            SELECT FROM journal_entry_default
            WHERE recorded_at >= month AT TIME ZONE 'UTC'
              AND recorded_at < (month + interval '1 month') AT TIME ZONE 'UTC'
        );
        EXECUTE format('CREATE TABLE %I PARTITION OF journal_entry FOR VALUES FROM (%L) TO (%L)',
                       name, month || '+00', month + interval '1 month' || '+00');
        PERFORM journal_protect(name::regclass, '');
        made := made + 1;
    END LOOP;
    RETURN made;
END $$
"""

# The web role may ask for what is due, and nothing younger than twelve months: the floor is here.
EXPIRE = """
CREATE FUNCTION journal_expire_months(today date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
    first_kept timestamptz := (date_trunc('month', least(today, current_date)) - interval '12 months') AT TIME ZONE 'UTC';
    name text;
    dropped integer := 0;
BEGIN
    FOR name IN
        SELECT child.relname FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
        WHERE inhparent = 'journal_entry'::regclass AND child.relname ~ '^journal_entry_[0-9]{4}_[0-9]{2}$'
          AND to_date(right(child.relname, 7), 'YYYY_MM') < (first_kept AT TIME ZONE 'UTC')::date
    LOOP
        EXECUTE format('DROP TABLE %I', name);
        dropped := dropped + 1;
    END LOOP;
    IF (SELECT max(recorded_at) FROM journal_entry_default) < first_kept THEN
        DROP TABLE journal_entry_default;
        PERFORM journal_make_default();
        dropped := dropped + 1;
    END IF;
    RETURN dropped;
END $$
"""

DEFAULT = """
CREATE FUNCTION journal_make_default() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CREATE TABLE journal_entry_default PARTITION OF journal_entry DEFAULT;
    PERFORM journal_protect('journal_entry_default'::regclass, '');
END $$
"""

NETSTRING = """
CREATE FUNCTION journal_netstring(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT octet_length(coalesce(value, '')) || ':' || coalesce(value, '')
$$
"""

# Each field is preceded by its length: two different lines never have the same canonical form.
DIGEST = """
CREATE FUNCTION journal_digest(entry journal_entry) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(string_agg(journal_netstring(value), '' ORDER BY rank), 'UTF8'))
    FROM unnest(ARRAY[
        entry.id::text,
        to_char(entry.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        entry.actor_key,
        entry.actor_role,
        entry.organisation::text,
        entry.verb,
        array_to_string(ARRAY(SELECT journal_netstring(subject::text) FROM unnest(entry.subjects) AS subject), ''),
        array_to_string(ARRAY(SELECT journal_netstring(category) FROM unnest(entry.categories) AS category), ''),
        entry.activity,
        entry.object_key,
        entry.channel,
        entry.request_id::text,
        entry.count::text
    ]) WITH ORDINALITY AS field(value, rank)
$$
"""

# Two steps of the same commit: the first runs among the other deferred checks, which may wait for
# other transactions; the second, queued by the first, runs after them, and only it takes the lock.
PEND = """
CREATE FUNCTION journal_pend() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO journal_pending (entry_id, recorded_at, digest) VALUES (NEW.id, NEW.recorded_at, journal_digest(NEW));
    RETURN NULL;
END $$
"""

SEAL = """
CREATE FUNCTION journal_seal_pending() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    last journal_seal;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('parvis.journal'), 0);
    SELECT * INTO last FROM journal_seal ORDER BY sequence DESC LIMIT 1;
    INSERT INTO journal_seal (sequence, entry_id, recorded_at, hash)
    VALUES (coalesce(last.sequence, 0) + 1, NEW.entry_id, NEW.recorded_at,
            sha256(coalesce(last.hash, '') || NEW.digest));
    DELETE FROM journal_pending WHERE entry_id = NEW.entry_id;
    RETURN NULL;
END $$
"""

PSEUDONYMS = """
CREATE FUNCTION journal_pseudonyms(keys text[]) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO journal_subject (pseudonym, key)
    SELECT gen_random_uuid(), wanted FROM unnest(keys) AS wanted
    WHERE NOT EXISTS (SELECT FROM journal_subject WHERE key = wanted);
    RETURN ARRAY(SELECT DISTINCT ON (key) pseudonym FROM journal_subject WHERE key = ANY (keys) ORDER BY key, pseudonym);
END $$
"""

KNOWN = """
CREATE FUNCTION journal_known_pseudonyms(keys text[]) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT ARRAY(SELECT pseudonym FROM journal_subject WHERE key = ANY (keys))
$$
"""

FORGET = """
CREATE FUNCTION journal_forget(keys text[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (DELETE FROM journal_subject WHERE key = ANY (keys) RETURNING 1) SELECT count(*) FROM gone
$$
"""

TRIGGERS = [
    "CREATE CONSTRAINT TRIGGER journal_pend AFTER INSERT ON journal_entry DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW EXECUTE FUNCTION journal_pend()",
    "CREATE CONSTRAINT TRIGGER journal_seal AFTER INSERT ON journal_pending DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW EXECUTE FUNCTION journal_seal_pending()",
    "SELECT journal_protect('journal_entry', 'SELECT, INSERT')",
    "SELECT journal_protect('journal_seal', 'SELECT')",
    "SELECT journal_protect('journal_pending', '')",
    "DROP TRIGGER journal_append_only ON journal_pending",
    "SELECT journal_protect('journal_subject', '')",
    "DROP TRIGGER journal_append_only ON journal_subject",
    "REVOKE EXECUTE ON FUNCTION journal_protect(regclass, text) FROM PUBLIC",
    "REVOKE EXECUTE ON FUNCTION journal_make_default() FROM PUBLIC",
]


def prepare_months(apps, schema_editor):
    """The current month and the two that follow."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT journal_make_default()")
        cursor.execute("SELECT journal_prepare_months(%s, 2)", [clock.now().date()])


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_journal")]

    operations = [
        migrations.RunSQL(
            [REFUSE, PROTECT, DEFAULT, PARTITIONS, EXPIRE, NETSTRING, DIGEST, PEND, SEAL, PSEUDONYMS, KNOWN, FORGET]
        ),
        migrations.RunSQL(TRIGGERS),
        migrations.RunPython(prepare_months),
        EnableRowSecurity("JournalEntry", [of_organisation("organisation"), ADMINISTRATOR], write=[ACTOR]),
    ]
