"""Cases are found by their words, which row security itself looks for among them."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from parvis.kernel.database.row_security import USER, EnableRowSecurity, of_organisation
from parvis.products.mediature.queries.sources import FOLLOW, FOLLOWED, finder, follower

OFFICE = f"""({of_organisation("organisation_id")} AND ({USER} IS NULL OR organisation_id IN (
    SELECT a.organisation_id FROM mediature_agent a WHERE a.user_id = {USER} AND a.ended_on IS NULL
)))"""
READERS = f"""({OFFICE} AND (NOT alone OR EXISTS (
    SELECT FROM mediature_saisine s WHERE s.id = saisine_id AND s.mediateur_id = {USER}
)))"""
# Before the policies that hide restricted people, by its name: only the first condition may use the index on words.
ASKED = """
    CREATE POLICY asked_words ON mediature_searchentry AS RESTRICTIVE FOR SELECT USING (
        words @@ coalesce(nullif(current_setting('parvis.words', true), ''), '''*''')::tsquery
    )
"""
GATHER = """
    DO $$
    DECLARE
        reach text := coalesce(current_setting('parvis.reach', true), '');
    BEGIN
        PERFORM set_config('parvis.reach', 'everything', true);
        PERFORM mediature_find(id, true) FROM mediature_saisine;
        PERFORM set_config('parvis.reach', reach, true);
    END $$;
"""
FORGET = """
    DROP TRIGGER mediature_saisine_found ON mediature_saisine;
    DROP TRIGGER mediature_requerant_found ON mediature_requerant;
    DROP TRIGGER mediature_note_found ON mediature_note;
    DROP TRIGGER mediature_piece_found ON mediature_piece;
    DROP FUNCTION mediature_follow, mediature_follow_case, mediature_follow_person, mediature_find;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mediature", "0050_deleted_account"),
        ("organisations", "0001_organisations"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("alone", models.BooleanField(default=False, verbose_name="pour le médiateur du dossier seulement")),
                (
                    "words",
                    django.contrib.postgres.search.SearchVectorField(default="", verbose_name="mots et racines"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "saisine",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="mediature.saisine",
                        verbose_name="saisine",
                    ),
                ),
            ],
            options={
                "verbose_name": "mots d’un dossier",
                "verbose_name_plural": "mots des dossiers",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex("words", name="searchentry_words"),
                ],
                "constraints": [models.UniqueConstraint(fields=("saisine", "alone"), name="searchentry_once")],
            },
        ),
        EnableRowSecurity("SearchEntry", [READERS], write=[]),
        migrations.RunSQL(ASKED, "DROP POLICY asked_words ON mediature_searchentry"),
        migrations.RunSQL(
            finder("note", "piece") + FOLLOW + FOLLOWED + follower("note") + follower("piece"), FORGET
        ),
        migrations.RunSQL(GATHER, migrations.RunSQL.noop),
    ]
