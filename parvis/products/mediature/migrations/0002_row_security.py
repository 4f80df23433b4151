"""A case shows to its office, and to whoever has its follow-up code; a draft, to whoever has its link.

The code and the link are never stored: the actor that they make is named by their keyed digest, which each row holds.
"""

from django.db import migrations

from parvis.kernel.database.row_security import (
    ACTOR,
    ADMINISTRATOR,
    EVERYTHING,
    USER,
    EnableRowSecurity,
    of_organisation,
    of_user,
)

HOLDER = "access = substring(current_setting('parvis.actor', true) from '^citizen:(.+)$')"
OFFICE = of_organisation("organisation_id")
# Row security binds these looks too: what is seen of a case is seen by who sees the case.
OF_A_CASE = f"""EXISTS (
    SELECT FROM mediature_saisine s WHERE s.id = saisine_id AND (
        visibility = 'requerant'
        OR {of_organisation("s.organisation_id")} AND (visibility <> 'mediateur' OR s.mediateur_id = {USER})
    )
)"""
OF_A_DRAFT = "EXISTS (SELECT FROM mediature_brouillon b WHERE b.id = brouillon_id)"
OF_AN_AUTHORITY = f"""EXISTS (
    SELECT FROM mediature_collectivite c WHERE c.id = collectivite_id AND {of_organisation("c.organisation_id")}
)"""



def kept_by_the_night_alone(table):
    return migrations.RunSQL(
        f"""
        ALTER POLICY scope_update ON {table} USING ({EVERYTHING}) WITH CHECK ({EVERYTHING});
        ALTER POLICY scope_delete ON {table} USING ({EVERYTHING});
        """,
        migrations.RunSQL.noop,
    )


# A file is of no use without its piece, however the piece goes: the night then destroys it with its key.
RELEASE = """
    CREATE FUNCTION mediature_release() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE documents_document SET released_on = now() WHERE id = OLD.document_id AND released_on IS NULL;
        RETURN OLD;
    END $$;
    CREATE TRIGGER mediature_piece_release AFTER DELETE ON mediature_piece
        FOR EACH ROW EXECUTE FUNCTION mediature_release();
"""


class Migration(migrations.Migration):
    dependencies = [("mediature", "0001_saisines")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE mediature_numero", "DROP SEQUENCE mediature_numero"),
        EnableRowSecurity("Collectivite", [ACTOR], write=[OFFICE, ADMINISTRATOR]),
        EnableRowSecurity("Mandat", [ACTOR], write=[OF_AN_AUTHORITY, ADMINISTRATOR]),
        EnableRowSecurity("Agent", [OFFICE, of_user("user_id"), ADMINISTRATOR], write=[OFFICE, ADMINISTRATOR]),
        EnableRowSecurity("Domaine", [ACTOR], write=[OFFICE, ADMINISTRATOR]),
        EnableRowSecurity("TiersCompetent", [ACTOR], write=[OFFICE, ADMINISTRATOR]),
        EnableRowSecurity("Requerant", [OFFICE, HOLDER]),
        EnableRowSecurity("Saisine", [OFFICE, HOLDER]),
        EnableRowSecurity("Brouillon", [HOLDER]),
        EnableRowSecurity("Piece", [OF_A_CASE, OF_A_DRAFT]),
        EnableRowSecurity("Note", [OF_A_CASE]),
        EnableRowSecurity("Ligne", [OF_A_CASE]),
        kept_by_the_night_alone("mediature_ligne"),
        migrations.RunSQL(
            RELEASE, "DROP TRIGGER mediature_piece_release ON mediature_piece; DROP FUNCTION mediature_release()"
        ),
    ]
