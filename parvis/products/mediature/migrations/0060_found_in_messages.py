"""Cases are found by the words of their messages and of what services answered, too."""

from django.db import migrations

from parvis.products.mediature.queries.sources import finder, follower

FORMER = ("note", "piece")
NOW = (*FORMER, "message", "reponse")
FORGET = """
    DROP TRIGGER mediature_message_found ON mediature_message;
    DROP TRIGGER mediature_reponse_found ON mediature_reponse;
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


class Migration(migrations.Migration):
    dependencies = [("mediature", "0052_opening_row_security")]

    operations = [
        migrations.RunSQL(
            finder(*NOW) + follower("message") + follower("reponse"), FORGET + finder(*FORMER)
        ),
        migrations.RunSQL(GATHER, migrations.RunSQL.noop),
    ]
