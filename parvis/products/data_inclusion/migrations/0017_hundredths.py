"""Scores are rounded as the schema's own function does: the number that the machine holds, not the decimal it shows.

0.945 is held as 0.94499…: Python rounds it to 0.94. The database's ``numeric`` has forgotten that by the time it
rounds, unless it is given the number in two halves that it takes exactly.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION data_inclusion_hundredths(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        -- The two exact halves go to the even neighbour; the other two go there by themselves.
        WHEN x IN (0.125, 0.625) THEN trunc(x::numeric, 2)
        ELSE round(
            floor(x * 2 ^ 27)::numeric * 0.000000007450580596923828125
            + ((x * 2 ^ 27 - floor(x * 2 ^ 27)) * 2 ^ 40)::numeric
              * 0.000000000000000000006776263578034402712546580005437135696411132812500,
            2)
    END::float8
$$
"""
DROP = "DROP FUNCTION data_inclusion_hundredths(float8)"


class Migration(migrations.Migration):
    dependencies = [("data_inclusion", "0016_tombstones")]

    operations = [migrations.RunSQL(CREATE, DROP)]
