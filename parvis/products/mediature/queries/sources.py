"""In what the words of a case are looked for: one declaration a source, of which the database keeps the words."""

from dataclasses import dataclass
from typing import Final

from parvis.kernel.database.words import ANYTHING, digits, words_and_roots

# A vector holds a million signs: of a case that says more, the first words are found.
AT_MOST: Final = 400_000
ENTRY: Final = "mediature_searchentry"


@dataclass(frozen=True)
class Source:
    """Rows of a case that have words: those of ``field`` are shown where they were found, under ``label``.

    ``words`` is SQL on the row ``s``, and is ``field`` unless said; ``alone`` is SQL that tells a row which only the
    mediator of the case reads.
    """

    label: str
    model: str
    field: str
    words: str = ""
    alone: str = "s.visibility = 'mediateur'"

    @property
    def table(self) -> str:
        """Its name in the database."""
        return f"mediature_{self.model.lower()}"


SOURCES: Final = {
    "note": Source("Note", "Note", "text"),
    "piece": Source(
        "Document",
        "Piece",
        "label",
        "s.label || ' ' || coalesce((SELECT d.name FROM documents_document d WHERE d.id = s.document_id), '')",
    ),
    "message": Source("Message", "Message", "text", "concat_ws(' ', s.sender, s.sender_name, s.subject, s.text)"),
    "reponse": Source("Réponse d’un service", "Reponse", "text"),
}
# What the case itself says, by where it is read.
SAID: Final = {
    "facts": "Ce qui s’est passé",
    "expected": "Ce qui est demandé",
    "service": "Service",
    "represented_by": "Représenté par",
    "reasons": "Motifs",
    "conclusion": "Conclusion",
}
PERSON: Final = ("first_name", "last_name", "email", "street", "postal_code", "town")


def office_key(organisation: int | str) -> str:
    """The word by which the cases of one office are found together."""
    return f"bureau:{organisation}"


def finder(*keys: str) -> str:
    """The function that gathers anew the words of a case, from these sources; as SQL.

    A case has an entry for its office and, when its mediator alone reads something, another one that has it all.
    """
    told = ["c.number", "ltrim(split_part(c.number, '-', 2), '0')", *(f"c.{name}" for name in SAID)]
    told += [*(f"p.{name}" for name in PERSON), digits("p.phone")]
    said = [f"SELECT concat_ws(' ', {', '.join(told)}) AS words, false AS alone"]
    said += [
        f"SELECT {source.words or f's.{source.field}'}, {source.alone} FROM {source.table} s WHERE s.saisine_id = c.id"
        for source in (SOURCES[key] for key in keys)
    ]
    return f"""
    CREATE OR REPLACE FUNCTION mediature_find(wanted bigint, entering boolean) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        reach text := coalesce(current_setting('parvis.reach', true), '');
        asked text := coalesce(current_setting('parvis.words', true), '');
        told record;
    BEGIN
        PERFORM set_config('parvis.reach', 'everything', true), set_config('parvis.words', '', true);
        FOR told IN
            SELECT c.id, c.organisation_id, said.*
            FROM mediature_saisine c JOIN mediature_requerant p ON p.id = c.requerant_id,
            LATERAL (
                SELECT left(string_agg(words, ' ') FILTER (WHERE NOT alone), {AT_MOST}) AS ours,
                    left(string_agg(words, ' '), {AT_MOST}) AS mine, bool_or(alone) AS secret
                FROM ({" UNION ALL ".join(said)}) each
            ) said
            WHERE c.id = wanted
        LOOP
            IF entering THEN
                INSERT INTO {ENTRY} (saisine_id, organisation_id, alone, words)
                SELECT told.id, told.organisation_id, secret, '''{ANYTHING}'''
                FROM (VALUES (false), (told.secret)) v (secret)
                GROUP BY secret ON CONFLICT DO NOTHING;
            END IF;
            UPDATE {ENTRY} SET organisation_id = told.organisation_id,
                words = {_vector("told.ours", "told.organisation_id")}
            WHERE saisine_id = told.id AND NOT alone;
            IF told.secret THEN
                UPDATE {ENTRY} SET organisation_id = told.organisation_id,
                    words = {_vector("told.mine", "told.organisation_id")}
                WHERE saisine_id = told.id AND alone;
            ELSE
                DELETE FROM {ENTRY} WHERE saisine_id = told.id AND alone;
            END IF;
        END LOOP;
        PERFORM set_config('parvis.reach', reach, true), set_config('parvis.words', asked, true);
    END $$;
    """


def follower(key: str) -> str:
    """What keeps the words of a case up to date with one of its sources; as SQL."""
    table = SOURCES[key].table
    return f"""
    CREATE TRIGGER {table}_found AFTER INSERT OR UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION mediature_follow();
    """


# A part that goes enters nothing: it may go because its case does.
FOLLOW: Final = """
    CREATE FUNCTION mediature_follow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' AND OLD.saisine_id IS NOT NULL
            AND (TG_OP = 'DELETE' OR OLD.saisine_id IS DISTINCT FROM NEW.saisine_id) THEN
            PERFORM mediature_find(OLD.saisine_id, false);
        END IF;
        IF TG_OP <> 'DELETE' AND NEW.saisine_id IS NOT NULL THEN
            PERFORM mediature_find(NEW.saisine_id, true);
        END IF;
        RETURN NULL;
    END $$;
    CREATE FUNCTION mediature_follow_case() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM mediature_find(NEW.id, true);
        RETURN NULL;
    END $$;
    CREATE FUNCTION mediature_follow_person() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM mediature_find(c.id, true) FROM mediature_saisine c WHERE c.requerant_id = NEW.id;
        RETURN NULL;
    END $$;
"""
FOLLOWED: Final = f"""
    CREATE TRIGGER mediature_saisine_found
        AFTER INSERT OR UPDATE OF organisation_id, number, requerant_id, {", ".join(SAID)} ON mediature_saisine
        FOR EACH ROW EXECUTE FUNCTION mediature_follow_case();
    CREATE TRIGGER mediature_requerant_found
        AFTER UPDATE OF phone, {", ".join(PERSON)} ON mediature_requerant
        FOR EACH ROW EXECUTE FUNCTION mediature_follow_person();
"""


def _vector(text: str, office: str) -> str:
    keys = f"array_to_tsvector(ARRAY['{ANYTHING}', 'bureau:' || {office}])"
    return f"{keys} || {words_and_roots(text)}"
