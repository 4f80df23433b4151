"""The words of services in a table of their own, and choices by their numbers: entries three times narrower.

What is found by place and what is found by words are then counted without reading the other.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

NUMBERS = "ARRAY(SELECT ('x' || left(md5(value), 8))::bit(32)::int FROM unnest({}) AS value)"
THEMES = """service.thematiques
    || ARRAY(SELECT DISTINCT split_part(theme, '--', 1) FROM unnest(service.thematiques) AS theme)"""
# The database keeps aside what makes a row longer than this, however short it is.
NARROW = """
ALTER TABLE data_inclusion_servicewords SET (toast_tuple_target = 128);
ALTER TABLE data_inclusion_servicewords ALTER words SET STORAGE EXTERNAL;
ALTER TABLE data_inclusion_serviceentry RESET (toast_tuple_target);
"""
MOVE_WORDS = """
INSERT INTO data_inclusion_servicewords (entry_id, score_qualite, title, words)
SELECT service_id, score_qualite, title, words FROM data_inclusion_serviceentry ORDER BY service_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""
NUMBER_CHOICES = f"""
UPDATE data_inclusion_serviceentry entry
SET thematiques = {NUMBERS.format(THEMES)}, publics = {NUMBERS.format("service.publics")},
    zone_eligibilite = service.zone_eligibilite,
    open_to_all = service.zone_eligibilite = '{{}}' OR service.zone_eligibilite && ARRAY['99100', 'france']::varchar[]
FROM data_inclusion_service service WHERE service.id = entry.service_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""
ANALYZE = """
CREATE OR REPLACE FUNCTION data_inclusion_analyze() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    ANALYZE data_inclusion_structure, data_inclusion_service, data_inclusion_serviceentry,
        data_inclusion_servicewords;
$$;
"""


def _numbers(label: str) -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.IntegerField(), blank=True, default=list, size=None, verbose_name=label
    )


class Migration(migrations.Migration):

    dependencies = [
        ('data_inclusion', '0008_narrow_entries'),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceWords',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='roots', serialize=False, to='data_inclusion.serviceentry', verbose_name='entrée')),
                ('score_qualite', models.FloatField(default=0.0, verbose_name='score de qualité')),
                ('title', django.contrib.postgres.search.SearchVectorField(default='', verbose_name='racines des mots du titre, sans accent')),
                ('words', django.contrib.postgres.search.SearchVectorField(default='', verbose_name='racines de tous les mots, sans accent')),
                ('ballast', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Repeat(models.Value(' '), models.Value(2000)), output_field=models.TextField(), verbose_name='lest')),
            ],
            options={
                'verbose_name': "mots d'un service",
                'verbose_name_plural': 'mots des services',
                'ordering': ['entry_id'],
            },
        ),
        migrations.RunSQL(NARROW, migrations.RunSQL.noop),
        migrations.RunSQL(MOVE_WORDS, migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name='serviceentry',
            name='entry_by_title',
        ),
        migrations.RemoveIndex(
            model_name='serviceentry',
            name='entry_by_word',
        ),
        migrations.RemoveField(
            model_name='serviceentry',
            name='ballast',
        ),
        migrations.RemoveField(
            model_name='serviceentry',
            name='title',
        ),
        migrations.RemoveField(
            model_name='serviceentry',
            name='words',
        ),
        migrations.RemoveIndex(model_name='serviceentry', name='entry_by_theme'),
        migrations.RemoveField(model_name='serviceentry', name='thematiques'),
        migrations.RemoveField(model_name='serviceentry', name='publics'),
        migrations.AddField(model_name='serviceentry', name='thematiques', field=_numbers("thématiques")),
        migrations.AddField(model_name='serviceentry', name='publics', field=_numbers("publics")),
        migrations.AddField(
            model_name='serviceentry',
            name='open_to_all',
            field=models.BooleanField(default=False, verbose_name='ouvert à tout le pays'),
            preserve_default=False,
        ),
        migrations.RunSQL(NUMBER_CHOICES, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='serviceentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['thematiques'], name='entry_by_theme'),
        ),
        migrations.AddIndex(
            model_name='servicewords',
            index=models.Index(models.OrderBy(models.F('score_qualite'), descending=True), models.F('entry'), name='words_by_quality'),
        ),
        migrations.AddIndex(
            model_name='servicewords',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['title'], name='words_by_title'),
        ),
        migrations.AddIndex(
            model_name='servicewords',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='words_by_word'),
        ),
        migrations.RunSQL(ANALYZE, migrations.RunSQL.noop),
    ]
