"""Cases are found by names and words of every script: those that have some are gathered anew."""

from django.db import migrations

from parvis.products.mediature.queries.sources import PERSON, SAID, SOURCES, finder

# A letter that the words of before did not have.
OTHER = r"[^\u0001-\u00ff\u0152\u0153\u2010-\u2027\u202f\u20ac]"


def _has(words):
    return f"{words} ~ '{OTHER}'"


TOLD = ", ".join([*(f"c.{name}" for name in SAID), *(f"p.{name}" for name in PERSON)])
SAYING = "".join(
    f" OR EXISTS (SELECT FROM {each.table} s WHERE s.saisine_id = c.id AND {_has('(' + (each.words or 's.' + each.field) + ')')})"
    for each in SOURCES.values()
)
GATHER = f"""
    DO $$
    DECLARE
        reach text := coalesce(current_setting('parvis.reach', true), '');
    BEGIN
        PERFORM set_config('parvis.reach', 'everything', true);
        PERFORM mediature_find(c.id, true) FROM mediature_saisine c JOIN mediature_requerant p ON p.id = c.requerant_id
            WHERE {_has(f"concat_ws(' ', {TOLD})")}{SAYING};
        PERFORM set_config('parvis.reach', reach, true);
    END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("mediature", "0200_whole_name_of_a_reader")]

    operations = [
        migrations.RunSQL(finder(*SOURCES), migrations.RunSQL.noop),
        migrations.RunSQL(GATHER, migrations.RunSQL.noop),
    ]
