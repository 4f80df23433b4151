"""Answers stay in the rows of their records: a page is read in place, without fetching each answer elsewhere.

Rows already written move as they are rewritten; ``VACUUM FULL`` moves them all at once.
"""

from django.db import migrations

# The most that a page of the database holds: only a longer row has its longest values kept aside.
BESIDE = "ALTER TABLE {table} SET (toast_tuple_target = 8160)"
ASIDE = "ALTER TABLE {table} RESET (toast_tuple_target)"


class Migration(migrations.Migration):

    dependencies = [
        ('data_inclusion', '0012_common_roots'),
    ]

    operations = [
        migrations.RunSQL(BESIDE.format(table=table), ASIDE.format(table=table))
        for table in ('data_inclusion_structure', 'data_inclusion_service')
    ]
