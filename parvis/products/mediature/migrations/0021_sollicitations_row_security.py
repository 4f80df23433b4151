"""A question shows to the office that asks and, by its own link, to the service that is asked; that link writes nothing.

The actor that the link makes is of another kind than the person's: neither opens the other. What goes with a question
shows to its service while the question is open, and a case that ends closes its questions, whoever ends it.
"""

from django.db import migrations

from parvis.kernel.database.row_security import USER, EnableRowSecurity, of_organisation

CITIZEN = "substring(current_setting('parvis.actor', true) from '^citizen:(.+)$')"
SERVICE = "substring(current_setting('parvis.actor', true) from '^correspondent:(.+)$')"


def office(column):
    """Whoever works in the office; a task of the platform that is narrowed to it is nobody in particular."""
    return f"""({of_organisation(column)} AND ({USER} IS NULL OR {column} IN (
        SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
    )))"""


def of_question(rule):
    return f"EXISTS (SELECT FROM mediature_sollicitation q WHERE q.id = sollicitation_id AND {rule})"


OFFICE = of_question(office("q.organisation_id"))
ASKED = of_question(f"q.access = {SERVICE} AND q.closed_at IS NULL")
SHARED = f"""visibility = 'requerant' AND EXISTS (
    SELECT FROM mediature_saisine s WHERE s.id = saisine_id AND s.access = {CITIZEN}
)"""
CONFIDED = f"""
    CREATE POLICY confided_read ON mediature_piece FOR SELECT USING (
        {SERVICE} IS NOT NULL AND visibility <> 'mediateur'
        AND EXISTS (SELECT FROM mediature_piececonfiee c WHERE c.piece_id = mediature_piece.id)
    );
"""
ENDS = """
    CREATE FUNCTION mediature_questions_end() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        reach text := coalesce(current_setting('parvis.reach', true), '');
    BEGIN
        PERFORM set_config('parvis.reach', 'everything', true);
        UPDATE mediature_sollicitation SET closed_at = NEW.closed_at WHERE saisine_id = NEW.id AND closed_at IS NULL;
        PERFORM set_config('parvis.reach', reach, true);
        RETURN NEW;
    END $$;
    CREATE TRIGGER mediature_saisine_questions_end AFTER UPDATE OF closed_at ON mediature_saisine
        FOR EACH ROW WHEN (OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL)
        EXECUTE FUNCTION mediature_questions_end();
"""


class Migration(migrations.Migration):
    dependencies = [("mediature", "0020_sollicitations")]

    operations = [
        EnableRowSecurity("ServiceInterne", [office("organisation_id")]),
        EnableRowSecurity(
            "Sollicitation",
            [office("organisation_id"), f"access = {SERVICE}"],
            write=[office("organisation_id")],
        ),
        EnableRowSecurity("Reponse", [OFFICE, ASKED, SHARED], write=[OFFICE]),
        EnableRowSecurity("PieceConfiee", [OFFICE, ASKED], write=[OFFICE]),
        migrations.RunSQL(CONFIDED, "DROP POLICY confided_read ON mediature_piece"),
        migrations.RunSQL(
            ENDS,
            "DROP TRIGGER mediature_saisine_questions_end ON mediature_saisine; DROP FUNCTION mediature_questions_end()",
        ),
    ]
