"""What the planner knows of the reference is brought up to date with each large publication, in its transaction.

Until then a table just filled looks nearly empty, and joins that suit a few rows last for hours. Only the owner
of a table may ask for this, hence a function that acts as the owner.
"""

from django.db import migrations

ANALYZE = """
CREATE FUNCTION data_inclusion_analyze() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    ANALYZE data_inclusion_structure, data_inclusion_service, data_inclusion_serviceentry;
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("data_inclusion", "0006_duplicates")]

    operations = [migrations.RunSQL(ANALYZE, "DROP FUNCTION data_inclusion_analyze()")]
