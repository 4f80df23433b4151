"""The table of the shared counters: what Django's database cache expects."""

from django.db import migrations

CREATE = """
CREATE TABLE accounts_counter (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX accounts_counter_expires ON accounts_counter (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, "DROP TABLE accounts_counter")]
